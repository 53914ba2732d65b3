import { Check } from "#components/ui/check.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { checkEndpointForSending } from "#lib/logpush/destination/endpoint.ts";
import { checkJobName } from "#lib/logpush/job/check-form.ts";
import { rowLabel } from "#lib/logpush/job/diff.ts";
import type { CopySource, PatternValues } from "#lib/logpush/plan/copy-source.ts";
import { fillEndpoint, fillName, fillValue, type NamedPlace, namesOfPlace } from "#lib/logpush/plan/fill-pattern.ts";
import { inSentences } from "#lib/logpush/result.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";

type CopyPatternFieldsProps = {
  source: CopySource;
  pattern: PatternValues;
  onChange: (pattern: PatternValues) => void;
  /** The first chosen zones and accounts. */
  examples: readonly ScopeOption[];
};

/** The texts that can differ from zone to zone, and what they become in the first ones. */
export function CopyPatternFields({ source, pattern, onChange, examples }: CopyPatternFieldsProps) {
  const { name, endpoint, values, enabled } = pattern;
  const [first] = examples;
  const names = first && namesOfPlace(placeOf(first));
  const [nameError] = names ? checkJobName(fillName(name, names)) : [];
  const endpointError =
    names && source.endpoint !== null ? checkEndpointForSending(fillEndpoint(endpoint, names)) : undefined;
  return (
    <div className="grid min-w-0 content-start gap-3">
      <Field
        id="copy-name"
        label="Job name"
        help={
          <>
            <code>{"{zone}"}</code> and <code>{"{account}"}</code> stand for the name of each zone and its account.{" "}
            {zoneNote(source, name)}
          </>
        }
        error={nameError && inSentences(nameError)}
      >
        <Input
          {...fieldProps("copy-name", { help: true, error: nameError?.message })}
          value={name}
          onChange={({ target }) => onChange({ ...pattern, name: target.value })}
        />
      </Field>
      {source.endpoint === null ? null : (
        <Field
          id="copy-endpoint"
          label="Endpoint URL"
          help={zoneNote(source, endpoint)}
          error={endpointError && inSentences(endpointError)}
        >
          <Input
            font="mono"
            {...fieldProps("copy-endpoint", { help: zoneNote(source, endpoint), error: endpointError?.message })}
            value={endpoint}
            onChange={({ target }) => onChange({ ...pattern, endpoint: target.value })}
          />
        </Field>
      )}
      {source.values.map((value, at) => (
        <Field
          key={value.place}
          id={`copy-value-${at}`}
          label={rowLabel(value)}
          help={zoneNote(source, values[at] ?? "")}
        >
          <Input
            font="mono"
            {...fieldProps(`copy-value-${at}`, { help: zoneNote(source, values[at] ?? "") })}
            value={values[at] ?? ""}
            onChange={({ target }) =>
              onChange({ ...pattern, values: values.map((text, place) => (place === at ? target.value : text)) })
            }
          />
        </Field>
      ))}
      {source.hidden > 0 ? (
        <p className="text-muted text-xs">
          {source.hidden === 1 ? "1 secret value is" : `${source.hidden} secret values are`} copied on the server.
        </p>
      ) : null}
      <Check label="Enable the copies" isOn={enabled} onChange={(isOn) => onChange({ ...pattern, enabled: isOn })} />
      <Examples source={source} pattern={pattern} scopes={examples} />
    </div>
  );
}

/** What the form could not decide: whether the zone's name in another name means the zone. */
function zoneNote({ ref, scopeName }: CopySource, text: string): string {
  if (ref.scopeKind !== "zones" || scopeName === "" || !text.includes(scopeName)) return "";
  return `Each copy says ${scopeName} here. Write {zone} where each zone’s own name belongs.`;
}

function Examples({
  source,
  pattern,
  scopes,
}: {
  source: CopySource;
  pattern: PatternValues;
  scopes: readonly ScopeOption[];
}) {
  if (scopes.length === 0) return null;
  return (
    <section aria-label="Examples" className="grid gap-2 rounded-card bg-sunken p-2.5 text-xs">
      {scopes.map((scope) => {
        const names = namesOfPlace(placeOf(scope));
        const values = source.values.map(
          (value, at) => `${value.name}=${fillValue(pattern.values[at] ?? value.value, names)}`,
        );
        return (
          <div key={scope.path} className="min-w-0 [overflow-wrap:anywhere]">
            <p className="font-medium">{fillName(pattern.name, names) || "No name"}</p>
            <p className="text-muted">{scope.name}</p>
            <p className="font-mono">
              {source.endpoint === null ? null : <span className="block">{fillEndpoint(pattern.endpoint, names)}</span>}
              {values.map((value) => (
                <span key={value} className="block">
                  {value}
                </span>
              ))}
            </p>
          </div>
        );
      })}
    </section>
  );
}

function placeOf({ path, name, accountName }: ScopeOption): NamedPlace {
  return { path, name, accountName: accountName ?? null };
}

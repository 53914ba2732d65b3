import { FieldError, fieldProps } from "#components/ui/field.tsx";
import { controlStyle, Input, Select } from "#components/ui/input.tsx";
import { timestampFormats } from "#lib/logpush/limits.ts";
import { type ChangeKey, changeLabels, startValue } from "./typed-change.ts";

type ChangeRowProps = {
  of: ChangeKey;
  /** What is typed; undefined while the setting is not chosen. */
  value: string | undefined;
  error: string | undefined;
  onChange: (value: string | undefined) => void;
};

const helps: Partial<Record<ChangeKey, string>> = {
  addFields: "Names separated by commas, spaces or lines, or a JSON list.",
  removeFields: "Names separated by commas, spaces or lines, or a JSON list.",
  sampleRate: "0.1, 10% or 1 in 10.",
  filter: "JSON. Leave it empty to send everything.",
  maxUploadBytes: "5 MB to 1 GB. Empty: Cloudflare’s default.",
  maxUploadRecords: "1,000 to 1,000,000. Empty: Cloudflare’s default.",
  maxUploadInterval: "30 s to 5 min. Empty: Cloudflare’s default.",
  endpoint: "Headers and parameters stay.",
};

/** One setting: not chosen, or its new value. */
export function ChangeRow({ of, value, error, onChange }: ChangeRowProps) {
  const id = `change-${of}`;
  const isOn = value !== undefined;
  return (
    <div className="grid gap-2 px-3 py-2 sm:grid-cols-[13rem_minmax(0,1fr)]">
      <label className="flex min-h-8 items-center gap-2 text-sm">
        <input
          type="checkbox"
          className="check"
          checked={isOn}
          onChange={({ target }) => onChange(target.checked ? startValue(of) : undefined)}
        />
        {changeLabels[of]}
      </label>
      {isOn ? (
        <div className="min-w-0">
          <Control of={of} value={value} error={error} onChange={onChange} />
          {helps[of] ? (
            <p id={`${id}-help`} className="mt-1 text-muted text-xs">
              {helps[of]}
            </p>
          ) : null}
          <FieldError id={id} error={error} />
        </div>
      ) : null}
    </div>
  );
}

function Control({ of, value, error, onChange }: ChangeRowProps & { value: string }) {
  const shared = {
    ...fieldProps(`change-${of}`, { error, help: helps[of] }),
    "aria-label": `New value: ${changeLabels[of]}`,
    value,
  };
  if (of === "timestampFormat") {
    return (
      <Select {...shared} onChange={({ target }) => onChange(target.value)}>
        {timestampFormats.map((format) => (
          <option key={format}>{format}</option>
        ))}
      </Select>
    );
  }
  if (of === "addFields" || of === "removeFields" || of === "filter") {
    return (
      <textarea
        {...shared}
        rows={2}
        spellCheck={false}
        className={controlStyle({ font: "mono", className: "h-auto min-h-16 py-2" })}
        onChange={({ target }) => onChange(target.value)}
      />
    );
  }
  return <Input {...shared} font="mono" onChange={({ target }) => onChange(target.value)} />;
}

import { ScopePicker } from "#components/scopes/scope-picker.tsx";
import type { KnownScopes } from "#components/scopes/use-known-scopes.ts";
import { Field, FieldError, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { alertKinds } from "#lib/logpush/alerts/alert-kinds.ts";
import { alertKindNames, type ChannelKind, type ChannelRoute } from "#lib/logpush/alerts/channel.ts";
import type { ChannelFormErrors } from "#lib/logpush/alerts/channel-form.ts";
import { fieldId } from "./channel-form-data.ts";

type RouteFieldsProps = {
  kind: ChannelKind;
  route: ChannelRoute;
  errors: ChannelFormErrors;
  known: KnownScopes;
  scope: string;
  onChooseScope: (path: string) => void;
};

/** Which alerts the channel gets, and of which zone and dataset. */
export function RouteFields({ kind, route, errors, known, scope, onChooseScope }: RouteFieldsProps) {
  const help =
    kind === "pagerduty" ? "Recovered resolves the incident." : "Recovered follows the alerts that you select.";
  return (
    <>
      <fieldset aria-describedby={`${fieldId("alerts")}-help ${fieldId("alerts")}-error`} className="min-w-0">
        <legend className="mb-1.5 font-medium text-sm">Alerts</legend>
        <div className="grid gap-x-4 gap-y-1.5 sm:grid-cols-2">
          {alertKindNames.map((name, index) => (
            <label key={name} className="flex items-center gap-2 text-sm">
              <input
                id={index === 0 ? fieldId("alerts") : undefined}
                className="check"
                type="checkbox"
                name="alerts"
                value={name}
                defaultChecked={route.alerts.includes(name)}
              />
              {alertKinds[name].label}
            </label>
          ))}
        </div>
        <p id={`${fieldId("alerts")}-help`} className="mt-1.5 text-muted text-xs">
          {help}
        </p>
        <FieldError id={fieldId("alerts")} error={errors.alerts} />
      </fieldset>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id={fieldId("scope")} label="Zone or account" error={errors.scope}>
          <ScopePicker
            {...fieldProps(fieldId("scope"), { error: errors.scope })}
            known={known}
            value={scope}
            all="All"
            onChoose={({ path }) => onChooseScope(path)}
          />
        </Field>
        <Field id={fieldId("dataset")} label="Dataset" error={errors.dataset} help="Leave empty for all.">
          <Input
            {...fieldProps(fieldId("dataset"), { error: errors.dataset, help: "help" })}
            name="dataset"
            maxLength={100}
            defaultValue={route.dataset}
            placeholder="http_requests"
          />
        </Field>
      </div>
    </>
  );
}

"use client";

import { type FormEvent, useRef, useState } from "react";
import { type FindScopes, useKnownScopes } from "#components/scopes/use-known-scopes.ts";
import { Button } from "#components/ui/button.tsx";
import { callWriteAction } from "#components/ui/call-action.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { ChannelView } from "#lib/logpush/alerts/alerts-view.ts";
import { type ChannelKind, channelKindWords, defaultRoute } from "#lib/logpush/alerts/channel.ts";
import { type ChannelFormErrors, checkChannelForm } from "#lib/logpush/alerts/channel-form.ts";
import type { AppError } from "#lib/logpush/result.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";
import type { AlertActions } from "./alert-actions.ts";
import { fieldId, fieldOrder, readChannelForm } from "./channel-form-data.ts";
import { MailFields } from "./mail-fields.tsx";
import { PagerDutyFields } from "./pager-duty-fields.tsx";
import { RouteFields } from "./route-fields.tsx";
import { SlackFields, WebhookFields } from "./webhook-fields.tsx";

type ChannelDialogProps = Pick<AlertActions, "saveChannel"> & {
  kind: ChannelKind;
  /** Absent for a new one. */
  channel: ChannelView | undefined;
  scopes: ScopeOption[];
  scopeCount: number;
  findScopes: FindScopes;
  onClose: () => void;
  onSaved: (name: string) => void;
};

const titles: Record<ChannelKind, string> = {
  webhook: "Add webhook channel",
  slack: "Add Slack channel",
  pagerduty: "Add PagerDuty channel",
  email: "Add email channel",
};

/** Creates or edits a channel. Its fields hold what is typed: secrets are in no state, and none comes from the server. */
export function ChannelDialog({ kind, channel, saveChannel, onClose, onSaved, ...known }: ChannelDialogProps) {
  const [isBusy, setIsBusy] = useState(false);
  return (
    <Dialog
      title={channel ? `Edit ${channel.name}` : titles[kind]}
      isOpen
      isBusy={isBusy}
      size="large"
      onClose={onClose}
    >
      <ChannelForm {...{ kind, channel, saveChannel, onClose, onSaved, isBusy, setIsBusy }} {...known} />
    </Dialog>
  );
}

type ChannelFormProps = ChannelDialogProps & { isBusy: boolean; setIsBusy: (isBusy: boolean) => void };

function ChannelForm(props: ChannelFormProps) {
  const { kind, channel, saveChannel, onClose, onSaved, isBusy, setIsBusy } = props;
  const known = useKnownScopes(props.scopes, props.scopeCount, props.findScopes);
  const form = useRef<HTMLFormElement>(null);
  const [scope, setScope] = useState(channel?.route.scope ?? "");
  const [errors, setErrors] = useState<ChannelFormErrors>({});
  const [error, setError] = useState<AppError | null>(null);
  const saved = channel?.form ?? undefined;

  function show(found: ChannelFormErrors) {
    setErrors(found);
    const first = fieldOrder.find((field) => found[field] !== undefined);
    if (first) form.current?.querySelector<HTMLElement>(`#${fieldId(first)}`)?.focus();
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!form.current || isBusy) return;
    const typed = readChannelForm(form.current, { kind, scope });
    const found = checkChannelForm(typed, saved && { secrets: saved.secrets, host: saved.host });
    setError(null);
    if (Object.keys(found).length > 0) return show(found);
    setErrors({});
    setIsBusy(true);
    const edited = channel && saved ? { edited: { id: channel.id, changedAt: saved.changedAt } } : {};
    const result = await callWriteAction(() => saveChannel({ ...edited, form: typed }));
    setIsBusy(false);
    if (result.ok) return onSaved(typed.name.trim());
    const { fieldErrors } = result.error;
    if (result.error.code === "E_INPUT" && fieldErrors) show(fieldErrors);
    else setError(result.error);
  }

  const fields = { saved, errors };
  return (
    <form ref={form} noValidate onSubmit={submit} className="grid gap-5">
      <Field id={fieldId("name")} label="Name" error={errors.name}>
        <Input
          {...fieldProps(fieldId("name"), { error: errors.name })}
          name="name"
          maxLength={200}
          autoFocus
          defaultValue={channel?.name ?? ""}
          placeholder={channelKindWords[kind] === "Email" ? "On-call mail" : `${channelKindWords[kind]} on-call`}
        />
      </Field>
      {kind === "webhook" ? <WebhookFields {...fields} /> : null}
      {kind === "slack" ? <SlackFields {...fields} /> : null}
      {kind === "pagerduty" ? <PagerDutyFields {...fields} /> : null}
      {kind === "email" ? <MailFields {...fields} /> : null}
      <RouteFields
        kind={kind}
        route={channel?.route ?? defaultRoute}
        errors={errors}
        known={known}
        scope={scope}
        onChooseScope={setScope}
      />
      {error ? <ErrorCallout error={error} /> : null}
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={onClose} disabled={isBusy}>
          Cancel
        </Button>
        <Button type="submit" variant="primary" aria-disabled={isBusy} aria-busy={isBusy}>
          {isBusy ? "Saving…" : channel ? "Save channel" : "Add channel"}
        </Button>
      </div>
    </form>
  );
}

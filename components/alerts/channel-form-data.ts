import type { SavedChannelForm } from "#lib/logpush/alerts/alerts-view.ts";
import { type ChannelKind, mailEncryptions, pagerDutyRegions } from "#lib/logpush/alerts/channel.ts";
import type { ChannelForm, ChannelFormErrors, ChannelFormField } from "#lib/logpush/alerts/channel-form.ts";

/** What the fields of a kind need. `saved` is absent for a new channel. */
export type FieldsProps = { saved: SavedChannelForm | undefined; errors: ChannelFormErrors };

export const fieldId = (field: ChannelFormField): string => `channel-${field}`;

/** As they are on the page: the first with an error gets the focus. */
export const fieldOrder: readonly ChannelFormField[] = [
  ...(["name", "url", "signingSecret", "routingKey", "region", "host", "port", "encryption"] as const),
  ...(["username", "password", "from", "to", "alerts", "scope", "dataset"] as const),
];

/** What is typed. Fields that the kind does not have are empty. */
export function readChannelForm(
  form: HTMLFormElement,
  { kind, scope }: { kind: ChannelKind; scope: string },
): ChannelForm {
  const data = new FormData(form);
  const text = (name: ChannelFormField) => String(data.get(name) ?? "");
  return {
    ...{ kind, scope, alerts: data.getAll("alerts").map(String) },
    ...{ name: text("name"), dataset: text("dataset").trim() },
    ...{ url: text("url"), signingSecret: text("signingSecret"), routingKey: text("routingKey") },
    region: pagerDutyRegions.find((region) => region === text("region")) ?? "us",
    ...{ host: text("host"), port: text("port"), username: text("username"), password: text("password") },
    encryption: mailEncryptions.find((encryption) => encryption === text("encryption")) ?? "starttls",
    ...{ from: text("from"), to: text("to") },
  };
}

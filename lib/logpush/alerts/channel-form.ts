import * as z from "zod/mini";
import { alertKindNames, channelKinds, mailEncryptions, pagerDutyRegions } from "./channel.ts";

// What people type for a channel, and what is wrong with it. The secrets are empty where the saved ones are kept.

/** The names of the secrets of each kind. A secret never reaches the browser again. */
export const channelSecrets = {
  webhook: ["url", "signingSecret"],
  slack: ["url"],
  pagerduty: ["routingKey"],
  email: ["password"],
} as const;

const text = (max: number) => z.string().check(z.maxLength(max));

export const channelFormSchema = z.object({
  kind: z.enum(channelKinds),
  name: text(200),
  alerts: z.array(z.string()).check(z.maxLength(50)),
  scope: text(60),
  dataset: text(100),
  url: text(2100),
  signingSecret: text(200),
  routingKey: text(200),
  region: z.enum(pagerDutyRegions),
  host: text(300),
  port: text(10),
  encryption: z.enum(mailEncryptions),
  username: text(300),
  password: text(1100),
  from: text(500),
  to: text(5000),
});

export type ChannelForm = z.output<typeof channelFormSchema>;
export type ChannelFormField = keyof ChannelForm;
export type ChannelFormErrors = Partial<Record<ChannelFormField, string>>;

/** A channel that is edited: which of its secrets are stored, and where its password goes. */
export type SavedChannel = { secrets: readonly string[]; host: string };

const maxName = 60;
const maxRecipients = 50;

/** The errors of a form by field; none if it may be saved. `saved` is absent for a new channel. */
export function checkChannelForm(form: ChannelForm, saved: SavedChannel | undefined): ChannelFormErrors {
  const errors: ChannelFormErrors = {};
  const name = form.name.trim();
  if (name === "") errors.name = "Enter a name.";
  else if (name.length > maxName) errors.name = `Use ${maxName} characters or fewer.`;
  else if (hasControl(name)) errors.name = "Remove the control characters.";
  if (!form.alerts.some((alert) => alertKindNames.some((known) => known === alert))) {
    errors.alerts = "Select at least one.";
  }
  if (form.dataset !== "" && !/^[a-z0-9_]+$/.test(form.dataset)) errors.dataset = "Enter a dataset id.";
  if (form.scope !== "" && !/^(?:zones|accounts)\/[0-9a-f]{32}$/.test(form.scope)) {
    errors.scope = "Choose a zone or account.";
  }
  return { ...errors, ...checks[form.kind](form, saved) };
}

type Check = (form: ChannelForm, saved: SavedChannel | undefined) => ChannelFormErrors;

const checks: Record<ChannelForm["kind"], Check> = {
  webhook: (form, saved) => ({ ...checkUrl(form, saved), ...checkSigningSecret(form, saved) }),
  slack: checkUrl,
  pagerduty({ routingKey }, saved) {
    if (isKept("routingKey", routingKey, saved)) return {};
    if (/^[A-Za-z0-9]{32}$/.test(routingKey.trim())) return {};
    return { routingKey: "Enter the integration key of an Events API v2 integration: 32 letters and digits." };
  },
  email: (form, saved) => ({ ...checkServer(form, saved), ...checkAddresses(form) }),
};

/** Whether an empty secret means the saved one. */
function isKept(name: string, typed: string, saved: SavedChannel | undefined): boolean {
  return typed === "" && saved?.secrets.includes(name) === true;
}

function checkUrl({ url }: ChannelForm, saved: SavedChannel | undefined): ChannelFormErrors {
  if (isKept("url", url, saved)) return {};
  const typed = url.trim();
  const isHttps = /^https:\/\/[^/?#\\\s]+(?:[/?]|$)/i.test(typed) && !/[\s\\]/.test(typed) && URL.canParse(typed);
  if (!isHttps) return { url: "Enter an HTTPS URL, such as https://hooks.example.com/headgate." };
  const { username, password, hash } = new URL(typed);
  if (username !== "" || password !== "") return { url: "Remove the user name and password from the URL." };
  return hash === "" ? {} : { url: "Remove the # and what follows it: it is never sent." };
}

function checkSigningSecret({ signingSecret }: ChannelForm, saved: SavedChannel | undefined): ChannelFormErrors {
  if (isKept("signingSecret", signingSecret, saved)) return {};
  const base64 = /^whsec_((?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?)$/.exec(
    signingSecret.trim(),
  )?.[1];
  const bytes = base64 === undefined ? 0 : (base64.length * 3) / 4 - (/=*$/.exec(base64)?.[0].length ?? 0);
  if (bytes >= 24 && bytes <= 64) return {};
  return { signingSecret: "Enter whsec_ and 24 to 64 bytes in base64, or generate one." };
}

function checkServer(form: ChannelForm, saved: SavedChannel | undefined): ChannelFormErrors {
  const errors: ChannelFormErrors = {};
  const host = form.host.trim();
  if (
    !/^(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?$|^[0-9a-f:.]*:[0-9a-f:.]+$/i.test(
      host,
    )
  ) {
    errors.host = "Enter the host name of the mail server, without a port.";
  }
  const port = /^\d{1,5}$/.test(form.port.trim()) ? Number(form.port.trim()) : 0;
  if (port < 1 || port > 65_535) errors.port = "Enter a port, such as 587.";
  const hasPassword = form.password !== "" || isKept("password", form.password, saved);
  if (form.username !== "" && !hasPassword) errors.password = "Enter the password of this user.";
  if (form.username === "" && form.password !== "") errors.username = "Enter the user name of this password.";
  if (form.encryption === "none" && form.username !== "") {
    errors.encryption = "A password is sent only over an encrypted connection. Remove the user name, or use TLS.";
  }
  // Whoever may edit a channel must not be able to send its password to a server of theirs.
  if (form.username !== "" && form.password === "" && saved && saved.host !== host) {
    errors.password = "Enter the password again: the server has changed.";
  }
  return errors;
}

/** One address without a name. Looser than RFC 5321; the mail server has the last word. */
const mailAddress = /^[^\s@<>(),;:"\\[\]]+@[^\s@<>(),;:"\\[\]]+$/;

function checkAddresses({ from, to }: ChannelForm): ChannelFormErrors {
  const errors: ChannelFormErrors = {};
  if (!mailAddress.test(from.trim())) errors.from = "Enter one email address.";
  const recipients = splitRecipients(to);
  const wrong = recipients.find((address) => !mailAddress.test(address));
  if (recipients.length === 0) errors.to = "Enter at least one email address.";
  else if (wrong !== undefined) errors.to = `Not an email address: ${wrong.slice(0, 80)}`;
  else if (recipients.length > maxRecipients) errors.to = `Use ${maxRecipients} addresses or fewer.`;
  return errors;
}

/** The addresses of a text with commas, semicolons or lines between them. */
export function splitRecipients(to: string): string[] {
  return to.split(/[\s,;]+/).filter((address) => address !== "");
}

function hasControl(value: string): boolean {
  return /[\u0000-\u001f\u007f]/.test(value);
}

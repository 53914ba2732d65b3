import type { ChannelKind } from "./channel.ts";

// What a status means for a service that Headgate knows. Slack: "Sending messages using incoming webhooks", section
// "Handling errors". PagerDuty: "Events API v2 overview", section "Response codes".

const answers: Partial<Record<ChannelKind, Record<number, string>>> = {
  slack: {
    400: "It does not accept the message. Check that the URL is of an incoming webhook.",
    403: "It does not allow this. Ask an administrator of the workspace whether the webhook may post.",
    404: "The webhook does not exist. Create a new one and replace the URL.",
    410: "The channel is archived or the webhook was removed. Create a new one and replace the URL.",
    429: "Too many messages. Headgate tries again later.",
  },
  pagerduty: {
    400: "It refused the event. Check that the integration key is of an Events API v2 integration.",
    403: "It refused the integration key. Copy the key again from the service's integration.",
    429: "Too many events. Headgate tries again later.",
  },
};

/** The cause of a status other than 2xx, with what to do. Undefined if nothing particular is known. */
export function causeOfStatus(kind: ChannelKind, status: number): string | undefined {
  const known = answers[kind]?.[status];
  return known === undefined ? undefined : `The endpoint returned ${status}. ${known}`;
}

/** What a mail server's refusal means, by the phase and the code of its reply (RFC 5321, RFC 4954). */
export function causeOfMailRefusal(at: "connect" | "auth" | "send", status: number | undefined): string {
  const said = status === undefined ? "" : ` (${status})`;
  if (at === "auth") return `The mail server refused the user name or password${said}. Replace the password.`;
  if (status !== undefined && status >= 400 && status < 500) {
    return `The mail server cannot take the message now${said}. Headgate tries again later.`;
  }
  if (at === "send") return `The mail server refused the message${said}. Check the sender and the recipients.`;
  return `The mail server refused the connection${said}. Check the server, port and encryption.`;
}

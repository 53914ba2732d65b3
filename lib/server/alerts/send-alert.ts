import "server-only";
import { type MailOutcome, sendMail } from "#lib/delivery/mail.ts";
import type { ChannelKind, PagerDutyRegion } from "#lib/logpush/alerts/channel.ts";
import { causeOfMailRefusal, causeOfStatus } from "#lib/logpush/alerts/channel-answer.ts";
import { isDigest } from "#lib/logpush/alerts/digest.ts";
import { mailMessage, pagerDutyEvent, type StoredMessage, slackMessage } from "#lib/logpush/alerts/render-message.ts";
import { formatMs, judgeDelivery } from "#lib/logpush/delivery/judge-delivery.ts";
import { judgeFailure } from "#lib/logpush/delivery/judge-failure.ts";
import type { DeliveryTrace } from "#lib/logpush/delivery/trace.ts";
import { inSentences } from "#lib/logpush/result.ts";
import { deliveryPolicy, postAnywhere } from "../delivery/send-delivery.ts";
import { readEnv } from "../env/env.ts";
import { parseBody } from "./alert-store.ts";
import type { ChannelTarget } from "./channels.ts";
import { signAlert } from "./sign-alert.ts";

/** A message as it is stored. */
export type OutgoingMessage = { id: string; kind: string; body: string };

export type SendAlert = (target: ChannelTarget, message: OutgoingMessage, nowMs: number) => Promise<AlertOutcome>;

/**
 * How one attempt ended. `summary` is a sentence without any part of the address and without the endpoint's own words;
 * `failure` is why there was no status.
 */
export type AlertOutcome = { isDelivered: boolean; summary: string; status?: number; failure?: string };

const pagerDutyUrls: Record<PagerDutyRegion, string> = {
  us: "https://events.pagerduty.com/v2/enqueue",
  eu: "https://events.eu.pagerduty.com/v2/enqueue",
};

export type AlertSenderOptions = {
  /** Of PagerDuty; tests have their own. */
  pagerDuty?: Record<PagerDutyRegion, string>;
  post?: typeof postAnywhere;
  mail?: typeof sendMail;
};

/** Sends a message to a channel, with the same guards as a test delivery. Never rejects. */
export function createAlertSender({
  pagerDuty = pagerDutyUrls,
  post = postAnywhere,
  mail = sendMail,
}: AlertSenderOptions = {}): SendAlert {
  async function postJson(kind: ChannelKind, url: string, text: string, headers: [string, string][] = []) {
    const body = Buffer.from(text, "utf8");
    const own: [string, string][] = [
      ["Content-Type", "application/json"],
      ["User-Agent", "Headgate"],
    ];
    const sent = { url, headers: [...own, ...headers], body, textBytes: body.length, records: 0 };
    const sending = { signal: new AbortController().signal, onPhase: () => undefined, builtInKind: "alert" as const };
    return outcomeOf(kind, await post({ ...sent, kind: "probe" }, sending));
  }

  async function sendMailTo(target: Extract<ChannelTarget, { kind: "email" }>, message: OutgoingMessage) {
    const stored = storedOf(message);
    const { from, to } = target;
    const content = mailMessage(stored, jobUrlOf(stored));
    const messageId = `<${message.id}@headgate.invalid>`;
    const outcome = await mail(
      target.server,
      { ...content, from, to, messageId, date: new Date(stored.body.timestamp) },
      { policy: deliveryPolicy(), signal: new AbortController().signal },
    );
    return outcomeOfMail(outcome, to.length);
  }

  async function sendEvent(target: Extract<ChannelTarget, { kind: "pagerduty" }>, message: OutgoingMessage) {
    const stored = storedOf(message);
    const { routingKey, region } = target;
    const options = { routingKey, source: sourceOf(), jobUrl: jobUrlOf(stored) };
    const first = await postJson("pagerduty", pagerDuty[region], pagerDutyEvent(stored, options));
    if (message.kind !== "test" || !first.isDelivered) return first;
    // The incident of a test ends with it.
    return postJson("pagerduty", pagerDuty[region], pagerDutyEvent(stored, { ...options, action: "resolve" }));
  }

  return async (target, message, nowMs) => {
    switch (target.kind) {
      case "webhook":
        return postJson("webhook", target.url, message.body, signAlert({ ...message, key: target.key, nowMs }));
      case "slack": {
        const stored = storedOf(message);
        return postJson("slack", target.url, slackMessage(stored, jobUrlOf(stored)));
      }
      case "pagerduty":
        return sendEvent(target, message);
      case "email":
        return sendMailTo(target, message);
    }
  };
}

function storedOf({ id, kind, body }: OutgoingMessage): StoredMessage {
  return { id, kind, body: parseBody(body) };
}

/** The page of the job, or of the jobs, if this installation has an address that others can open. */
function jobUrlOf({ body: { data } }: StoredMessage): string | undefined {
  const { origin } = readEnv().site;
  if (origin !== undefined && isDigest(data)) return `${origin}${data.list}`;
  if (origin === undefined || data.scope === undefined || data.job === undefined) return undefined;
  return `${origin}/${data.scope}/jobs/${data.job}`;
}

function sourceOf(): string {
  const { origin } = readEnv().site;
  return origin === undefined ? "headgate" : new URL(origin).host;
}

/** A certificate that only this machine trusts is good enough for an endpoint on this machine. */
function outcomeOf(kind: ChannelKind, trace: DeliveryTrace): AlertOutcome {
  const verdict = judgeDelivery(trace, { headerNames: ["Content-Type"] });
  const isDelivered = verdict.outcome !== "fail";
  const status = trace.answer?.status;
  const cause = isDelivered || status === undefined ? undefined : causeOfStatus(kind, status);
  const summary = isDelivered ? verdict.message : (cause ?? inSentences(verdict.error));
  const failure = trace.failure?.kind;
  return { isDelivered, summary, ...(status !== undefined && { status }), ...(failure && { failure }) };
}

function outcomeOfMail(outcome: MailOutcome, recipients: number): AlertOutcome {
  const status = outcome.status === undefined ? {} : { status: outcome.status };
  if (!outcome.isSent) {
    const { at, kind } = outcome;
    if (kind === undefined) return { isDelivered: false, summary: causeOfMailRefusal(at, outcome.status), ...status };
    return { isDelivered: false, summary: mailFailureText(kind), failure: kind };
  }
  const taken = recipients - outcome.refused;
  const sent = `Sent to ${taken} ${taken === 1 ? "recipient" : "recipients"}: ${outcome.status ?? "accepted"} in ${formatMs(outcome.ms)}.`;
  const refused = outcome.refused === 0 ? "" : ` The mail server refused ${outcome.refused}.`;
  return { isDelivered: true, summary: `${sent}${refused}`, ...status };
}

function mailFailureText(kind: NonNullable<Extract<MailOutcome, { isSent: false }>["kind"]>): string {
  if (kind === "no-starttls") {
    return "The mail server does not offer STARTTLS, so nothing was sent. Use TLS, or another port.";
  }
  if (kind === "certificate") {
    return "The certificate of the mail server is not valid for this host name, or no public CA issued it. Nothing was sent.";
  }
  if (kind === "blocked") {
    return "Headgate does not connect to this address or port. Use ports 25, 465, 587 or 2525 of a public host, or allow a private network with HEADGATE_DELIVERY_ALLOW.";
  }
  if (kind === "timeout") return "The mail server did not respond in time. Check the host, port and encryption.";
  const verdict = judgeFailure({ phase: "connect", kind, text: "" }, null);
  return verdict.outcome === "fail" ? inSentences(verdict.error) : "";
}

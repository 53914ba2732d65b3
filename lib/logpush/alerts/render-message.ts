import { type AlertKind, alertKinds, kindOfState } from "./alert-kinds.ts";
import type { AlertBody } from "./alert-message.ts";
import { isDigest } from "./digest.ts";

// What each kind of channel gets of a message. All of it is made of the body, which holds no secret.

/** A stored message. `kind` is empty for those of earlier versions, `test` for tests. */
export type StoredMessage = { id: string; kind: string; body: AlertBody };

/** The kind of a message; undefined for a test. */
export function kindOfMessage({ kind, body }: Pick<StoredMessage, "kind" | "body">): AlertKind | undefined {
  const known = Object.keys(alertKinds).find((name): name is AlertKind => name === kind);
  if (known) return known;
  return "state" in body.data && isStateData(body.data) ? kindOfState(body.data.state) : undefined;
}

function isStateData(data: AlertBody["data"]): data is Extract<AlertBody["data"], { previousState: unknown }> {
  return "previousState" in data;
}

const marks = { critical: "🔴", error: "🔴", warning: "🟠", info: "🟢" } as const;
const testMark = "🔵";

/** The JSON of Slack's incoming webhooks, which Mattermost, Rocket.Chat and Discord (`/slack`) accept too. */
export function slackMessage(message: StoredMessage, jobUrl: string | undefined): string {
  const kind = kindOfMessage(message);
  const mark = kind === undefined ? testMark : marks[alertKinds[kind].severity];
  const link = jobUrl === undefined ? "" : ` <${jobUrl}|Open in Headgate>`;
  return JSON.stringify({ text: `${mark} ${escapeSlack(message.body.text)}${link}` });
}

/** Slack reads `<...>` as links and mentions. */
function escapeSlack(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

const maxSummary = 1024;
const maxDedupKey = 255;

/**
 * The JSON of PagerDuty's Events API v2. All states of a job share an incident, which its recovery resolves; any other
 * event, and a digest, has its own.
 */
export function pagerDutyEvent(
  message: StoredMessage,
  { routingKey, source, jobUrl, action }: PagerDutyOptions,
): string {
  const { id, body } = message;
  const kind = kindOfMessage(message);
  const isState = isStateData(body.data);
  const key = isState ? `headgate:${body.data.scope}/${body.data.job}` : id;
  const event = { routing_key: routingKey, dedup_key: key.slice(0, maxDedupKey) };
  if (action === "resolve" || kind === "recovered") return JSON.stringify({ ...event, event_action: "resolve" });
  const { dataset, scope } = body.data;
  return JSON.stringify({
    ...event,
    event_action: "trigger",
    client: "Headgate",
    ...(jobUrl === undefined ? {} : { client_url: jobUrl }),
    payload: {
      summary: cut(body.text, maxSummary),
      source,
      severity: kind === undefined ? "info" : alertKinds[kind].severity,
      timestamp: body.timestamp,
      ...(dataset === undefined ? {} : { component: dataset }),
      ...(scope === undefined ? {} : { group: isState ? body.data.scopeName : scope }),
      class: kind ?? "test",
      custom_details: body.data,
    },
  });
}

type PagerDutyOptions = {
  routingKey: string;
  /** Where the event comes from: the host of this installation. */
  source: string;
  jobUrl?: string | undefined;
  /** `resolve` ends the incident of a test. */
  action?: "resolve";
};

/** Subject and text of an email. */
export function mailMessage(message: StoredMessage, jobUrl: string | undefined): { subject: string; text: string } {
  const { text, timestamp, data } = message.body;
  const kind = kindOfMessage(message);
  const label = kind === undefined ? "Test" : alertKinds[kind].label;
  const facts = isStateData(data)
    ? [
        ["Job", data.name === "" ? String(data.job) : `${data.name} (${data.job})`],
        ["Zone or account", data.scopeName],
        ["Dataset", data.dataset],
        ["Since", data.since ?? ""],
        ["Disabled by Cloudflare at", data.switchOffAt ?? ""],
      ]
    : [];
  const named = isDigest(data)
    ? data.jobs.map(({ name, job, scopeName }) => ["Job", `${name || job} (${scopeName})`])
    : [];
  const lines = [...facts, ...named, ["Time", timestamp]].flatMap(([name, value]) =>
    value ? [`${name}: ${value}`] : [],
  );
  const link = jobUrl === undefined ? [] : ["", jobUrl];
  const [first = ""] = text.split(/(?<=[.:])\s/);
  return {
    subject: cut(`[Headgate] ${label}: ${isStateData(data) ? data.name || `job ${data.job}` : first}`, 200),
    text: [text, "", ...lines, ...link, ""].join("\n"),
  };
}

function cut(text: string, max: number): string {
  return text.length <= max ? text : `${text.slice(0, max - 1)}…`;
}

import { isCauseCode } from "../decode/causes.ts";
import type { DeliveryFailureKind } from "../delivery/trace.ts";
import { ERRORS, type ErrorCode } from "../errors/error-codes.ts";
import { describedError } from "../errors/errors.ts";
import { jobAttributes } from "../job/attributes.ts";
import type { ActivityPerson, ActivityRow } from "./activity-page.ts";
import type { ActivityKind } from "./activity-query.ts";

/** What happened, between a person and a job. */
export const activityVerbs: Record<ActivityKind, string> = {
  create: "created",
  update: "changed",
  switch: "switched",
  rotate: "rotated a secret in",
  delete: "deleted",
  test: "sent a test for",
  alert: "sent an alert",
  channel: "changed an alert channel",
  mute: "muted alerts of",
  objective: "changed the objective of",
  budget: "changed the budget",
  found: "found",
};

/**
 * Callers are noted by how they came in: `access:name`, `password:role`, `token:id`, or from this machine; who changed a
 * job outside Headgate as `cloudflare:` and the person of Cloudflare's audit log.
 */
export function personOf(id: string): ActivityPerson {
  const [way = "", name = ""] = /^(access|password|token|cloudflare):(.*)$/.exec(id)?.slice(1) ?? [];
  if (way === "access") return { id, name };
  if (way === "cloudflare") return { id, name: /^Cloudflare$/i.test(name) ? "Cloudflare" : name };
  if (way === "password") return { id, name: `${name} (shared password)` };
  if (way === "token") return { id, name: `API token ${name}` };
  if (id === "local" || id === "link") return { id, name: "This machine" };
  return { id, name: id === "headgate" ? "Headgate" : id };
}

const labels: ReadonlyMap<string, string> = new Map([
  ...Object.values(jobAttributes).map(({ key, label }) => [key, label] as const),
  ["destination_conf", "Destination"],
  ["output_options", "Output options"],
  ["logpull_options", "Output options (legacy)"],
]);

/** The form's name for an attribute of the API; an attribute that it has no field for keeps its own. */
export function labelOfAttribute(key: string): string {
  return labels.get(key) ?? key;
}

/** How a recorded change or test ended. */
export type Ended = {
  outcome: "done" | "refused" | "not done" | "unknown" | "open";
  /** Of a test: the endpoint's status, or why there was none. */
  status?: number | undefined;
  failure?: string | undefined;
  code?: string | undefined;
  cfRay?: string | undefined;
};

/** The result in words. A test that was sent has succeeded only if the endpoint took it. */
export function resultOf(kind: ActivityKind, { outcome, status, failure }: Ended): ActivityRow["result"] {
  if (outcome === "open") return { is: "open", words: "In progress" };
  if (outcome === "unknown") return { is: "unknown", words: "Unknown" };
  if (outcome !== "done") return { is: "failed", words: "Failed" };
  if (kind !== "test" && kind !== "alert") return { is: "done", words: "Done" };
  if (status !== undefined) {
    const isTaken = status >= 200 && status < 300;
    return isTaken ? { is: "done", words: `Delivered ${status}` } : { is: "failed", words: `Failed ${status}` };
  }
  return failure === undefined
    ? { is: "done", words: "Sent" }
    : { is: "failed", words: `Failed: ${reasonOf(failure)}` };
}

const reasons: Record<DeliveryFailureKind, string> = {
  blocked: "address blocked",
  dns: "host not found",
  refused: "connection refused",
  reset: "connection reset",
  unreachable: "host unreachable",
  timeout: "timed out",
  tls: "TLS error",
  "not-tls": "no TLS",
  protocol: "invalid response",
  canceled: "canceled",
};

function reasonOf(failure: string): string {
  return Object.entries(reasons).find(([kind]) => kind === failure)?.[1] ?? failure;
}

/** Why it failed, as far as the audit log says. */
export function failureOf({ outcome, code, cfRay }: Ended): ActivityRow["failure"] {
  if (outcome === "done" || (code === undefined && cfRay === undefined)) return null;
  const ids = [code ?? "", cfRay ? `ray ${cfRay}` : ""].filter((id) => id !== "");
  return { message: code !== undefined && isErrorCode(code) ? sentenceOf(code) : "", ids };
}

function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code) || isCauseCode(code);
}

/** Without the sentence where it needs what the log does not keep. */
function sentenceOf(code: ErrorCode): string {
  const { message } = describedError(code);
  return message.includes("{") ? "" : message;
}

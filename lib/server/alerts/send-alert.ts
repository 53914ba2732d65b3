import "server-only";
import { judgeDelivery } from "#lib/logpush/delivery/judge-delivery.ts";
import type { DeliveryTrace } from "#lib/logpush/delivery/trace.ts";
import { inSentences } from "#lib/logpush/result.ts";
import { postAnywhere } from "../delivery/send-delivery.ts";
import type { AlertTarget } from "../env/alerts.ts";
import { signAlert } from "./sign-alert.ts";

export type SendAlert = (message: { id: string; body: string }, nowMs: number) => Promise<AlertOutcome>;

/** How one attempt ended. `summary` is a sentence without any part of the address. */
export type AlertOutcome = { isDelivered: boolean; summary: string; status?: number };

/** Posts to the webhook with the same guards as a test delivery. */
export function createAlertSender({ url, key }: AlertTarget): SendAlert {
  return async ({ id, body }, nowMs) => {
    const bytes = Buffer.from(body, "utf8");
    const headers: [string, string][] = [
      ["Content-Type", "application/json"],
      ["User-Agent", "Headgate"],
      ...signAlert({ id, body, key, nowMs }),
    ];
    const request = { url, headers, body: bytes, textBytes: bytes.length, records: 0, kind: "probe" as const };
    const sending = { signal: new AbortController().signal, onPhase: () => undefined, builtInKind: "alert" as const };
    return outcomeOf(await postAnywhere(request, sending));
  };
}

/** A certificate that only this machine trusts is good enough for a webhook on this machine. */
function outcomeOf(trace: DeliveryTrace): AlertOutcome {
  const verdict = judgeDelivery(trace, { headerNames: ["Content-Type"] });
  const isDelivered = verdict.outcome !== "fail";
  const summary = isDelivered ? verdict.message : inSentences(verdict.error);
  return { isDelivered, summary, ...(trace.answer && { status: trace.answer.status }) };
}

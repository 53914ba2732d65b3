import "server-only";
import { randomUUID } from "node:crypto";
import { fail } from "#lib/cloudflare/errors.ts";
import { testAlert } from "#lib/logpush/alerts/alert-message.ts";
import type { AlertsView, SentTest } from "#lib/logpush/alerts/alerts-view.ts";
import { hostParts, maskParts } from "#lib/logpush/destination/secret-parts.ts";
import { insertMessages, listMessages, readAlertsReadAt } from "#lib/store/alerts.ts";
import { audited } from "../activity/audited.ts";
import type { Context } from "../context/context.ts";
import { defineReader } from "../define/define-reader.ts";
import { noInputSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { limitDeliveries } from "../delivery/send-delivery.ts";
import { readEnv } from "../env/env.ts";
import { getStore } from "../env/process-store.ts";
import { describeBody, newMessage } from "./alert-store.ts";
import { type AlertOutcome, createAlertSender } from "./send-alert.ts";

/** What the alerts page shows. Of the webhook's address it shows only the host, with a token in it masked. */
export async function viewAlerts({ realm }: Pick<Context, "realm">): Promise<AlertsView> {
  const { alerts, metrics, site } = readEnv();
  const { db } = getStore();
  const [messages, readAt] = await Promise.all([listMessages(db, realm), readAlertsReadAt(db, realm)]);
  return {
    target: alerts ? { host: maskParts(hostParts(new URL(alerts.url).host)), isDemo: alerts.isDemo } : null,
    metrics: metrics.kind,
    port: site.port,
    readAt: (alerts && readAt) ?? null,
    messages: messages.map(({ id, body, created_at, tries, outcome, result }) => ({
      ...{ id, text: describeBody(body).text, createdAt: new Date(created_at).toISOString() },
      ...{ tries, outcome, lastResult: result },
    })),
  };
}

export const readAlerts = defineReader("viewer", viewAlerts);

/**
 * Sends one test message to the webhook and stores the outcome with the other alerts. It is sent once, counts as a test
 * delivery of the caller, and is recorded in the audit log. Throws E_ALERTS_OFF and E_DELIVERY_LIMIT.
 */
export async function sendTestAlert(context: Context): Promise<SentTest> {
  const { alerts } = readEnv();
  if (!alerts) fail("E_ALERTS_OFF");
  const nowMs = context.now();
  const message = newMessage(
    { realm: context.realm, id: `msg_test_${randomUUID()}` },
    testAlert(new Date(nowMs).toISOString()),
  );
  const send = createAlertSender(alerts);
  const { isDelivered, summary } = await limitDeliveries(context.caller.id, () =>
    audited(context, { action: "alert", scope: "" }, () => send(message, nowMs), resultOf),
  );
  const outcome = isDelivered ? "sent" : "failed";
  await insertMessages(getStore().db, [{ ...message, tries: 1, next_try_at: null, outcome, result: summary }]);
  return { isDelivered, summary };
}

function resultOf({ isDelivered, status }: AlertOutcome): { status?: number; failure?: string } {
  if (status !== undefined) return { status };
  return isDelivered ? {} : { failure: "no response" };
}

export const sendTestAlertCase = defineUseCase(
  { name: "sendTestAlert", role: "admin", input: noInputSchema, isWrite: true },
  sendTestAlert,
);

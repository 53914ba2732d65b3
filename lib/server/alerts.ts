import "server-only";
import { randomUUID } from "node:crypto";
import { AppException } from "#lib/cloudflare/errors.ts";
import { testAlert } from "#lib/logpush/alerts/alert-message.ts";
import type { AlertsView, SentTest } from "#lib/logpush/alerts/alerts-view.ts";
import { describedError } from "#lib/logpush/errors.ts";
import type { Context } from "./context.ts";
import { defineReader } from "./define-reader.ts";
import { readEnv } from "./env.ts";
import { openAlertStore, withMessages } from "./watch/alert-store.ts";
import { createAlertSender, type SendAlert } from "./watch/send-alert.ts";
import { newMessage, withOutcome } from "./watch/watcher.ts";

/** What the page of alerts shows; of the webhook's address no more than the host. */
export const readAlerts = defineReader("viewer", async (): Promise<AlertsView> => {
  const { alerts, metrics, dataDir, port } = readEnv();
  const { messages } = await openAlertStore(dataDir).read();
  return {
    target: alerts ? { host: new URL(alerts.url).host, isDemo: alerts.isDemo } : null,
    metrics: metrics.kind,
    port,
    messages: messages.map(({ id, text, createdAt, tries, outcome, told }) => ({
      ...{ id, text, createdAt, tries, outcome, told },
    })),
  };
});

/** Sends one message that says nothing but that it arrived, once, and keeps how that went with the others. */
export async function sendTestAlert(context: Context, _input?: null, send?: SendAlert): Promise<SentTest> {
  const { alerts, dataDir } = readEnv();
  if (!alerts) throw new AppException(describedError("E_ALERTS_OFF"));
  const nowMs = context.now();
  const body = testAlert(new Date(nowMs).toISOString());
  const message = newMessage({ id: `msg_test_${randomUUID()}`, body: JSON.stringify(body), text: body.text, nowMs });
  const outcome = await (send ?? createAlertSender(alerts))(message, nowMs);
  const store = openAlertStore(dataDir);
  await store.update((before) => {
    const added = withOutcome(withMessages(before, [message]), message.id, outcome, nowMs);
    // A person is there to try again: nothing goes on by itself.
    const messages = added.messages.map((each) =>
      each.id === message.id && each.outcome === "waiting" ? { ...each, outcome: "failed" as const } : each,
    );
    return { ...added, messages };
  });
  return { isTaken: outcome.isTaken, told: outcome.told };
}

import "server-only";
import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import { testAlert } from "#lib/logpush/alerts/alert-message.ts";
import type { SentTest } from "#lib/logpush/alerts/alerts-view.ts";
import { environmentChannel } from "#lib/logpush/alerts/channel.ts";
import { findMessage, insertMessages } from "#lib/store/alerts.ts";
import { audited } from "../activity/audited.ts";
import type { Context } from "../context/context.ts";
import { defineUseCase } from "../define/use-case.ts";
import { limitDeliveries } from "../delivery/send-delivery.ts";
import { alertStateOf } from "../env/alerts.ts";
import { readEnv } from "../env/env.ts";
import { newMessage } from "./alert-store.ts";
import { type AlertChannel, readChannels } from "./channels.ts";
import { attempt, unreadable } from "./outbox.ts";
import { type AlertOutcome, createAlertSender } from "./send-alert.ts";

const channelId = z.string().check(z.maxLength(64));

const testSchema = z.optional(z.nullable(z.object({ channel: channelId })));

/**
 * Sends one test message to a channel, by default that of the environment, and stores the outcome with the other alerts.
 * It is sent once, counts as a test delivery of the caller, and is recorded in the audit log. Throws E_ALERTS_OFF,
 * E_CHANNEL_GONE and E_DELIVERY_LIMIT.
 */
export async function sendTestAlert(context: Context, input?: z.output<typeof testSchema>): Promise<SentTest> {
  const channel = await requireChannel(context, input?.channel ?? environmentChannel);
  const { target } = channel;
  if (!target) return shown(unreadable);
  const nowMs = context.now();
  const id = `msg_test_${randomUUID()}`;
  const message = newMessage(
    { realm: context.realm, id, kind: "test" },
    channel,
    testAlert(new Date(nowMs).toISOString()),
  );
  const send = createAlertSender();
  const outcome = await limitDeliveries(context.caller.id, () =>
    audited(context, { action: "alert", scope: "" }, () => send(target, message, nowMs), resultOf),
  );
  const end = { outcome: outcome.isDelivered ? ("sent" as const) : ("failed" as const), result: outcome.summary };
  await insertMessages(context.store.db, [{ ...message, ...end, tries: 1, next_try_at: null, tried_at: nowMs }]);
  return shown(outcome);
}

export const sendTestAlertCase = defineUseCase(
  { name: "sendTestAlert", role: "admin", input: testSchema, isWrite: true },
  sendTestAlert,
);

const resendSchema = z.object({ id: z.string().check(z.maxLength(100)), channel: channelId });

/**
 * Sends a message of the history once more, with its id. One that waits is not waited for. Limited and recorded as a test
 * is. Throws E_ALERTS_OFF, E_CHANNEL_GONE, E_MESSAGE_GONE and E_DELIVERY_LIMIT.
 */
export async function resendAlert(
  context: Context,
  { id, channel: of }: z.output<typeof resendSchema>,
): Promise<SentTest> {
  const channel = await requireChannel(context, of);
  const { db } = context.store;
  const message = await findMessage(db, { realm: context.realm, id, channel: of });
  if (!message) fail("E_MESSAGE_GONE");
  const options = { db, send: createAlertSender(), now: context.now };
  const outcome = await limitDeliveries(context.caller.id, () =>
    audited(
      context,
      { action: "alert", scope: "" },
      // Another server may be sending it right now.
      async () => (await attempt(options, message, channel)) ?? fail("E_MESSAGE_GONE"),
      resultOf,
    ),
  );
  return shown(outcome);
}

export const resendAlertCase = defineUseCase(
  { name: "resendAlert", role: "admin", input: resendSchema, isWrite: true },
  resendAlert,
);

async function requireChannel(context: Context, id: string): Promise<AlertChannel> {
  if (alertStateOf(readEnv()) !== "on") fail("E_ALERTS_OFF");
  const channel = (await readChannels(context)).find((one) => one.id === id);
  return channel ?? fail("E_CHANNEL_GONE");
}

function shown({ isDelivered, summary }: AlertOutcome): SentTest {
  return { isDelivered, summary };
}

function resultOf({ isDelivered, status, failure }: AlertOutcome): { status?: number; failure?: string } {
  if (status !== undefined) return { status };
  return isDelivered ? {} : { failure: failure ?? "no response" };
}

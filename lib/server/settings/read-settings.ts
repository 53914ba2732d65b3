import "server-only";
import type { SettingsView } from "#lib/logpush/settings/settings-view.ts";
import { readAccountLogs } from "#lib/store/account-logs.ts";
import { countFailed, readProgress } from "#lib/store/inventory.ts";
import { countCalls, countSessions, isLeaseHeld, measureHistory, readStoreBytes } from "#lib/store/store-facts.ts";
import { absoluteMs, idleMs } from "../auth/session-store.ts";
import type { Context } from "../context/context.ts";
import { defineReader } from "../define/define-reader.ts";
import { type Env, readEnv } from "../env/env.ts";
import { isRefusedLog } from "../inventory/person-reader.ts";

/** Headgate's own limit, of Cloudflare's 1,200 calls in five minutes. */
const mostCalls = 1000;
const callWindowMs = 300_000;

/** How this Headgate is set up, from its environment and its store, without a call to the API. */
export const readSettings = defineReader("operator", (context) => describeSettings(context, readEnv()));

export async function describeSettings(context: Context, env: Env): Promise<SettingsView> {
  const { store, caller, now } = context;
  const { kind } = env.auth;
  const at = now();
  const hasSessions = kind === "password" || kind === "token" || kind === "link";
  const [bytes, history, sessions, reader, logs] = await Promise.all([
    readStoreBytes(store),
    measureHistory(store),
    hasSessions ? countSessions(store, { startedAfter: at - absoluteMs, usedAfter: at - idleMs }) : null,
    describeReader(context, env),
    readAccountLogs(store.db, context.realm),
  ]);
  return {
    mode: env.mode,
    signIn: {
      ...{ kind, person: caller.name, role: caller.role, sessions },
      ...{ endsAfterHours: absoluteMs / 3_600_000, idleMinutes: idleMs / 60_000 },
    },
    metrics: {
      access: env.metrics.kind,
      address: `${env.site.origin ?? `http://localhost:${env.site.port}`}/metrics`,
    },
    store: { kind: store.kind, bytes, keepsSecrets: env.history.withSecrets, historyDays: env.history.days, history },
    accountLogs: { asked: logs.length, refused: logs.filter(isRefusedLog).length },
    reader,
  };
}

async function describeReader({ store, realm, now, caller }: Context, env: Env): Promise<SettingsView["reader"]> {
  const [{ scopes, unread }, failed, isHeld, used] = await Promise.all([
    readProgress(store.db, realm),
    countFailed(store.db, realm),
    isLeaseHeld(store, "reader", now()),
    countCalls(store, "rest", now() - callWindowMs),
  ]);
  // With people's own tokens, the calls of others say nothing about this person's limit.
  const isCounted = env.mode === "live" && !caller.credential;
  return {
    state: caller.credential ? "person" : env.reader === "off" ? "off" : isHeld ? "running" : "stopped",
    ...{ scopes, unread, failed: failed.all },
    calls: isCounted ? { used, most: mostCalls } : null,
  };
}

import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { readJobChanges } from "#lib/cloudflare/audit-logs.ts";
import { AppException } from "#lib/cloudflare/errors.ts";
import { askForMs, findPerson, isAskDue } from "#lib/logpush/history/match-changes.ts";
import { isRefusal } from "#lib/logpush/permissions/permissions.ts";
import type { AppError } from "#lib/logpush/result.ts";
import {
  type AccountLog,
  listUnnamedChanges,
  nameChange,
  readAccountLogs,
  saveAccountLog,
  type UnnamedChange,
} from "#lib/store/account-logs.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { log } from "../base/log.ts";
import type { Context } from "../context/context.ts";
import { publishChange } from "./changes-stream.ts";
import { parseJson } from "./sealed-job.ts";

const tickMs = 2000;
const afterFailureMs = 10_000;
/** One account is not asked more often, however many changes there are: about the shortest round of the reader. */
const betweenAsksMs = 10_000;
/** A refusal stays until somebody changes the token. */
const refusedMs = 6 * 60 * 60_000;
const changesAtOnce = 500;
/** Of a job that was not there before; its number is its own, so an earlier time costs nothing but a longer answer. */
const longestGapMs = 7 * 24 * 60 * 60_000;

/** Asks Cloudflare's audit logs who changed jobs outside Headgate, until `signal` aborts. Nobody waits for it. */
export async function runPersonReader(context: Context, signal: AbortSignal): Promise<void> {
  let isFailing = false;
  while (!signal.aborted) {
    try {
      await readPersons(context);
      isFailing = false;
    } catch (error) {
      if (!isFailing) log({ level: "error", event: `reading who changed jobs failed (${nameOf(error)})` });
      isFailing = true;
    }
    await sleep(isFailing ? afterFailureMs : tickMs, undefined, { signal }).catch(() => undefined);
  }
}

/**
 * One query for each account with changes of which nobody knows who made them, if it is due. What the log does not have
 * yet is asked for again later, and stays unknown after a while.
 */
export async function readPersons(context: Context): Promise<void> {
  const { store, realm, now } = context;
  const at = now();
  const unnamed = await listUnnamedChanges(store.db, { realm, since: at - askForMs, limit: changesAtOnce });
  if (unnamed.length === 0) return;
  const logs = new Map((await readAccountLogs(store.db, realm)).map((row) => [row.account, row]));
  for (const account of new Set(unnamed.map((change) => change.account))) {
    const changes = unnamed.filter((change) => change.account === account);
    if (isDue(changes, logs.get(account), at))
      await askAccount(context, { account, changes, before: logs.get(account) });
  }
}

function isDue(changes: UnnamedChange[], known: AccountLog | undefined, at: number): boolean {
  const askedAt = known?.asked_at ?? null;
  if (askedAt !== null && at - askedAt < (known && isRefusedLog(known) ? refusedMs : betweenAsksMs)) return false;
  return changes.some(({ seenAt }) => isAskDue(seenAt, askedAt, at));
}

/** Whether the credential may not read the audit log of this account. */
export function isRefusedLog({ failure }: Pick<AccountLog, "failure">): boolean {
  return failure !== null && isRefusal(parseJson<AppError>(failure));
}

type Ask = { account: string; changes: UnnamedChange[]; before: AccountLog | undefined };

async function askAccount(context: Context, { account, changes, before }: Ask): Promise<void> {
  const { store, realm, now } = context;
  const at = now();
  const row = { realm, account, asked_at: at, read_at: before?.read_at ?? null, failure: null };
  const since = Math.min(...changes.map(startOf));
  try {
    const found = await context.upstream.read((client) => readJobChanges(client, account, { since, before: at }));
    await saveAccountLog(store.db, { ...row, read_at: at });
    for (const change of changes) {
      const person = findPerson({ ...change, after: startOf(change) }, found);
      if (person === undefined) continue;
      await nameChange(store.db, change, `cloudflare:${person}`.slice(0, longestActor));
      publishChange(context, change.path, `${change.path}/${change.jobId}`);
    }
  } catch (error) {
    if (!(error instanceof AppException)) throw error;
    const { code } = error.error;
    if (isRefusal(error.error) && before?.failure == null) {
      log({ level: "warn", event: "the credential may not read an account's audit log", code });
    }
    await saveAccountLog(store.db, { ...row, failure: JSON.stringify(error.error) });
  }
}

const longestActor = 200;

function startOf({ after, seenAt }: UnnamedChange): number {
  return after ?? seenAt - longestGapMs;
}

function nameOf(error: unknown): string {
  if (isStoreError(error)) return `store ${error.trouble}, ${error.detail}`;
  return error instanceof Error ? error.name : "unknown";
}

import "server-only";
import type { CloudflareClient } from "#lib/cloudflare/client.ts";
import { AppException } from "#lib/cloudflare/errors.ts";
import { listScopeJobs } from "#lib/cloudflare/jobs.ts";
import { listAccountPage, listZonePage, type ScopePage } from "#lib/cloudflare/scopes.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import type { JobList } from "#lib/logpush/views.ts";
import { perProcess } from "../base/per-process.ts";
import type { CallState } from "../calls/call-state.ts";
import type { Context } from "../context/context.ts";

/** A younger list is shown without a check. A refused credential can see data for a bit longer than this at most. */
const freshMs = 15_000;
/** Six calls in this time fit into what pages leave of the call budget. */
const recheckAfterMs = 20_000;
const scopesPerCheck = 4;

type Check = { at: number; result: Promise<boolean>; next: number };

/** The last check of each credential. */
const checks = perProcess("rechecks", () => new WeakMap<CallState, Check>());

/**
 * Whether the credential still sees an older list. Reads the zones, the accounts, and the jobs of some scopes,
 * different ones each time. If it does not, everything that was shared is dropped. An API that does not answer proves
 * nothing, and the list is shown.
 */
export async function recheck(context: Context, list: JobList): Promise<boolean> {
  const at = context.now();
  if (at - Date.parse(list.asOf) < freshMs) return true;
  const { state } = context.upstream;
  const last = checks.get(state);
  if (last && at >= last.at && at - last.at < recheckAfterMs) return last.result;
  const next = last?.next ?? 0;
  const result = checkAccess(context, list, next);
  checks.set(state, { at, next: next + scopesPerCheck, result });
  const isSeen = await result;
  if (!isSeen) {
    checks.delete(state);
    state.sharing.forget();
  }
  return isSeen;
}

async function checkAccess(context: Context, list: JobList, from: number): Promise<boolean> {
  const failed = new Set(list.failures.map(({ scope }) => scope.path));
  const readable = list.scopes.filter(({ path }) => !failed.has(path));
  const chosen = Array.from({ length: Math.min(scopesPerCheck, readable.length) }, (_, index) =>
    readable.at((from + index) % readable.length),
  );
  const answers = await Promise.all([
    seesScopes(context, list, "zones", listZonePage),
    seesScopes(context, list, "accounts", listAccountPage),
    ...chosen.map(async (option) => {
      const scope = option && parseScopePath(option.path);
      return (
        !scope ||
        unlessRefused(
          context.upstream.read((client) => listScopeJobs(client, scope)),
          () => true,
        )
      );
    }),
  ]);
  return answers.every(Boolean);
}

type ReadPage = (client: CloudflareClient, page: number) => Promise<ScopePage>;

/** The first page says nothing about the following ones. */
async function seesScopes(context: Context, list: JobList, kind: string, readPage: ReadPage): Promise<boolean> {
  const before = list.scopes.filter(({ path }) => path.startsWith(`${kind}/`));
  if (before.length === 0) return true;
  return unlessRefused(
    context.upstream.read((client) => readPage(client, 1)),
    ({ scopes, totalPages }) => {
      const seen = new Set(scopes.map(({ path }) => path));
      return totalPages > 1 || before.every(({ path }) => seen.has(path));
    },
  );
}

/** False if the API refuses the call, or answers with something that `isFine` does not accept. No answer proves nothing. */
async function unlessRefused<T>(reading: Promise<T>, isFine: (answer: T) => boolean): Promise<boolean> {
  try {
    return isFine(await reading);
  } catch (error) {
    if (!(error instanceof AppException)) throw error;
    const status = error.error.upstream?.status ?? 0;
    return status < 400 || status >= 500 || status === 429;
  }
}

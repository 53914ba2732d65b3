import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import { listScopeJobs } from "#lib/cloudflare/jobs.ts";
import type { ChangesView, RecordedChange } from "#lib/logpush/activity/recorded-change.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import { type Context, forShowing } from "../context/context.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { readScopes } from "../scopes/read-scopes.ts";
import { listChanges } from "./list-changes.ts";

const maxShown = 200;

/** Who changed what, for callers who may change something. */
export const readChanges = defineResultReader("operator", "readChanges", (context) => describeChanges(context));

/**
 * The newest changes. People who bring their own tokens may share this server without sharing an account: each sees
 * only the changes of jobs that their token lists, and of deleted jobs in zones and accounts whose jobs it lists.
 */
export async function describeChanges(context: Context): Promise<ChangesView> {
  const { lines, broken, isWhole } = await context.audit.readLatest();
  const all = listChanges(lines);
  const seen = context.caller.credential ? await listSeen(forShowing(context), all) : all;
  const names = await readNames(context);
  const shown = seen.slice(-maxShown).reverse();
  return {
    changes: shown.map((change) => ({ ...change, scopeName: names.get(change.scope) ?? change.scope })),
    hasMore: !isWhole || seen.length > shown.length,
    broken: broken.length,
    hasHidden: seen.length < all.length,
  };
}

async function listSeen({ upstream }: Context, all: RecordedChange[]): Promise<RecordedChange[]> {
  const paths = [...new Set(all.map(({ scope }) => scope))];
  const listed = new Map(
    await Promise.all(
      paths.map(async (path): Promise<[string, ReadonlySet<number> | undefined]> => {
        const scope = parseScopePath(path);
        if (!scope) return [path, undefined];
        try {
          const jobs = await upstream.read((client) => listScopeJobs(client, scope));
          return [path, new Set(jobs.map(({ job }) => job.id))];
        } catch (error) {
          if (error instanceof AppException) return [path, undefined];
          throw error;
        }
      }),
    ),
  );
  const deleted = new Set(
    all.flatMap(({ action, outcome, scope, jobId }) =>
      action === "delete" && outcome === "done" ? [`${scope}/${jobId}`] : [],
    ),
  );
  return all.filter(({ scope, jobId }) => {
    const ids = listed.get(scope);
    return ids !== undefined && (jobId === null || ids.has(jobId) || deleted.has(`${scope}/${jobId}`));
  });
}

/** The names of the zones and accounts that could be read. The activity is worth showing without them. */
async function readNames(context: Context): Promise<ReadonlyMap<string, string>> {
  try {
    const { scopes } = await readScopes(context);
    return new Map(scopes.map(({ path, name }) => [path, name]));
  } catch (error) {
    if (error instanceof AppException) return new Map();
    throw error;
  }
}

import "server-only";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import { readJobLabels, readScopeLabels } from "#lib/store/activity.ts";
import type { Context } from "../context/context.ts";
import type { BareRow } from "./audited-rows.ts";
import type { PlacedRow } from "./row-versions.ts";

/** Names for rows, from the store, so that nobody waits for the API. */
export type RowNames = {
  /** The row with the names of its job and zone, or their ids. */
  nameRow: (row: BareRow) => PlacedRow;
  /** Whether the credential of the reader may read the jobs of the row's scope, and has seen its job. */
  isSeen: (row: BareRow) => boolean;
};

/** Reads the names that these rows need. */
export async function readRowNames({ store, realm }: Context, rows: readonly BareRow[]): Promise<RowNames> {
  const paths = [...new Set(rows.flatMap(({ scope }) => (scope === "" ? [] : [scope])))];
  const jobIds = [...new Set(rows.flatMap(({ jobId }) => jobId ?? []))];
  const [scopes, jobs] = await Promise.all([
    paths.length === 0 ? [] : readScopeLabels(store.db, { realm, paths }),
    paths.length === 0 || jobIds.length === 0 ? [] : readJobLabels(store.db, { realm, paths, jobIds }),
  ]);
  const scopeOf = new Map(scopes.map((row) => [row.path, row]));
  const jobOf = new Map(jobs.map((row) => [`${row.scope}/${row.job_id}`, row]));
  return {
    nameRow: ({ scope, jobId, made, ...row }) => {
      const ref = parseScopePath(scope);
      const known = jobOf.get(`${scope}/${jobId}`);
      const job = ref &&
        jobId !== null && {
          ref: { ...ref, jobId },
          name: known?.label ?? `job ${jobId}`,
          isThere: known ? known.gone_at === null : row.kind !== "delete",
        };
      // A deleted job can be brought back as it was last.
      const last = row.kind === "delete" && known && known.gone_at !== null ? { job: known.id, n: known.n } : null;
      return {
        row: { ...row, zoneName: scopeOf.get(scope)?.name ?? scope, job: job || null, version: null },
        made: made === "intent" ? null : (made ?? last),
      };
    },
    isSeen: ({ scope, jobId, kind, result }) => {
      const found = scopeOf.get(scope);
      if (!found || found.hidden_at !== null || found.read_at === null || found.failure !== null) return false;
      return jobId === null || jobOf.has(`${scope}/${jobId}`) || (kind === "delete" && result?.is === "done");
    },
  };
}

import "server-only";
import type { ReadJob } from "#lib/cloudflare/jobs.ts";
import { jobKey, type ScopeRef, scopePath } from "#lib/logpush/job/job.ts";
import { readFormerVersions } from "#lib/store/inventory.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import type { Context } from "../context/context.ts";
import { openVersion } from "./sealed-job.ts";

/**
 * The destinations that a job had before, by id, because its last error may be from then and quote their values.
 * `undefined` if one of them cannot be read: the text must not be shown then.
 */
export type FormerConfs = ReadonlyMap<number, string[] | undefined>;

/** The former destinations of those jobs that report an error. Never rejects with `StoreError`. */
export async function readFormerConfs(context: Context, scope: ScopeRef, reads: ReadJob[]): Promise<FormerConfs> {
  const failing = reads.filter(({ job }) => job.error_message);
  if (failing.length === 0) return new Map();
  const path = scopePath(scope);
  const ids = failing.map(({ job }) => job.id);
  let versions: Row[];
  try {
    versions = await readFormerVersions(context.store.db, { realm: context.realm, path, jobIds: ids });
  } catch (error) {
    // After a change, a database that does not answer must not look like a change that was not made.
    if (isStoreError(error)) return new Map(ids.map((id) => [id, undefined]));
    throw error;
  }
  return new Map(
    failing.map(({ job, raw }) => {
      const present = new Set(
        [context.digests, context.digests.before].map((one) => one?.versionsOf(raw).destination_conf),
      );
      const former = versions.filter((row) => row.job_id === job.id && !present.has(row.conf_digest));
      const confs = former.map((row) => openConf(context, row, jobKey({ ...scope, jobId: job.id })));
      return [job.id, confs.every((conf) => conf !== undefined) ? confs : undefined];
    }),
  );
}

type Row = Awaited<ReturnType<typeof readFormerVersions>>[number];

function openConf({ seal }: Context, row: Row, place: string): string | undefined {
  const conf = openVersion(seal, row, place)?.raw.destination_conf;
  return typeof conf === "string" ? conf : undefined;
}

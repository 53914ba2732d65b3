import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import { getJob } from "#lib/cloudflare/jobs.ts";
import { idsByScope, type JobRef, type JsonObject, jobKey, scopePath } from "#lib/logpush/job/job.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { Needs, WorldJob, WorldScope } from "#lib/logpush/plan/run.ts";
import type { AppError } from "#lib/logpush/result.ts";
import { readScopeRows, readStoredJobs, type StoredVersion } from "#lib/store/inventory.ts";
import { findHistoryJob, findVersion } from "#lib/store/versions.ts";
import type { Context } from "../context/context.ts";
import { openVersion, parseJson } from "../inventory/sealed-job.ts";
import { openJob } from "../inventory/show-version.ts";
import { refOf } from "../inventory/stored-jobs.ts";

/** A job with what a plan compares it with later. */
export type KnownJob = WorldJob & {
  /** JSON: its digests, under the key `kid`. */
  digests: string;
  kid: string | null;
  host: string | null;
};

export type KnownWorld = {
  jobs: Map<string, KnownJob>;
  scopes: Map<string, WorldScope>;
};

/** SQLite limits how deep an expression may be. */
const scopesAtOnce = 200;

/**
 * What the store knows of the jobs, zones and accounts that a plan needs. The API is asked only for jobs that are needed
 * whole and whose secrets the store does not keep.
 */
export async function readWorld(context: Context, needs: Needs): Promise<KnownWorld> {
  const world: KnownWorld = { jobs: new Map(), scopes: new Map() };
  await readJobs(context, needs, world);
  await readScopes(context, needs, world);
  await readVersions(context, needs, world);
  if (needs.isWhole) await readMissing(context, world);
  return world;
}

async function readJobs(context: Context, { jobs = [] }: Needs, world: KnownWorld): Promise<void> {
  const all = [...idsByScope(jobs)];
  for (let from = 0; from < all.length; from += scopesAtOnce) {
    const among = new Map(all.slice(from, from + scopesAtOnce));
    const rows = await readStoredJobs(context.store.db, { realm: context.realm, among });
    for (const row of rows) addJob(context, row, world);
  }
}

function addJob({ seal }: Context, row: StoredVersion, { jobs }: KnownWorld): KnownJob {
  const ref = refOf(row);
  const opened = openVersion(seal, row, jobKey(ref));
  const job: KnownJob = {
    ref,
    name: jobLabel({ name: row.name, ref }),
    scopeName: row.scope_name,
    raw: opened?.raw ?? parseJson<JsonObject>(row.attrs),
    isWhole: opened !== undefined,
    isGone: false,
    n: row.n,
    versions: new Map(),
    ...{ digests: row.digests, kid: row.kid, host: row.host },
  };
  jobs.set(jobKey(ref), job);
  return job;
}

async function readScopes(context: Context, { scopes = [] }: Needs, world: KnownWorld): Promise<void> {
  if (scopes.length === 0) return;
  const { store, realm } = context;
  const wanted = new Set(scopes);
  const known = (await readScopeRows(store.db, realm)).filter(({ path }) => wanted.has(path));
  for (let from = 0; from < known.length; from += scopesAtOnce) {
    const some = known.slice(from, from + scopesAtOnce);
    const rows = await readStoredJobs(store.db, { realm, paths: some.map(({ path }) => path) });
    for (const { path, name, account_name: accountName, failure } of some) {
      world.scopes.set(path, {
        ...{ path, name, accountName },
        jobs: rows.filter(({ scope }) => scope === path).map((row) => addJob(context, row, world)),
        failure: failure === null ? null : parseJson<AppError>(failure),
      });
    }
  }
}

/** Earlier versions; jobs that are gone are known by them alone. */
async function readVersions(context: Context, { versions = [] }: Needs, { jobs }: KnownWorld): Promise<void> {
  const { store, realm } = context;
  for (const { ref, n } of versions) {
    const history = await findHistoryJob(store.db, { realm, path: scopePath(ref), jobId: ref.jobId });
    const row = history && (await findVersion(store.db, { job: history.id, n }));
    if (!history || !row) continue;
    const raw = openJob(context, ref, row);
    const job = jobs.get(jobKey(ref)) ?? {
      ref,
      name: history.label,
      scopeName: "",
      raw: raw ?? parseJson<JsonObject>(row.attrs),
      isWhole: raw !== undefined,
      isGone: history.gone_at !== null,
      n: history.n,
      versions: new Map(),
      ...{ digests: row.digests, kid: row.kid, host: null },
    };
    jobs.set(jobKey(ref), { ...job, versions: new Map([...job.versions, ...(raw ? [[n, raw] as const] : [])]) });
  }
}

/** A job that cannot be read stays masked, and its plan says so. */
async function readMissing({ upstream, digests }: Context, { jobs }: KnownWorld): Promise<void> {
  const masked = Array.from(jobs).filter(([, job]) => !job.isWhole && !job.isGone);
  await Promise.all(
    masked.map(async ([key, job]) => {
      const raw = await readRaw(upstream, job.ref);
      if (!raw) return;
      jobs.set(key, { ...job, raw, isWhole: true, digests: JSON.stringify(digests.versionsOf(raw)), kid: digests.kid });
    }),
  );
}

async function readRaw(upstream: Context["upstream"], ref: JobRef): Promise<JsonObject | undefined> {
  try {
    return (await upstream.forRun().read((client) => getJob(client, ref))).raw;
  } catch (error) {
    if (error instanceof AppException) return undefined;
    throw error;
  }
}

import "server-only";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import { personOf } from "#lib/logpush/activity/activity-words.ts";
import { compareVersions } from "#lib/logpush/history/compare-versions.ts";
import { type MissingValue, missingIn } from "#lib/logpush/history/fill-destination.ts";
import { type JobRef, type JsonObject, scopePath } from "#lib/logpush/job/job.ts";
import type { JobHistory, JobVersion, VersionSource } from "#lib/logpush/views.ts";
import {
  findHistoryJob,
  findVersion,
  type HistoryJob,
  listVersions,
  listVersionTimes,
  type VersionRow,
} from "#lib/store/versions.ts";
import type { Context } from "../context/context.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { parseJson } from "../inventory/sealed-job.ts";
import { showVersion } from "../inventory/show-version.ts";

const pageSize = 50;

const inputSchema = z.object({ ref: jobRefSchema, upTo: z.optional(z.int().check(z.gte(1))) });

/**
 * The versions of a job from `upTo` down, newest first, each with what changed since the one before. Deleted jobs keep
 * theirs. An empty list if the job was never seen.
 */
export async function listJobVersions(
  context: Context,
  { ref, upTo }: z.output<typeof inputSchema>,
  most = pageSize,
): Promise<JobHistory> {
  const { store, realm } = context;
  const job = await findHistoryJob(store.db, { realm, path: scopePath(ref), jobId: ref.jobId });
  if (!job) return { versions: [], next: null, isGone: false, current: 0 };
  // One more than is shown: the oldest is compared with it.
  const rows = await listVersions(store.db, { job: job.id, upTo: upTo ?? job.n, limit: most + 1 });
  const shown = rows.map((row) => ({ row, view: showVersion(context, ref, row) }));
  const versions = shown.slice(0, most).map(({ row, view }, place): JobVersion => {
    const before = shown[place + 1]?.view;
    return {
      n: row.n,
      at: new Date(row.seen_at).toISOString(),
      source: sourceOf(row),
      actor: row.actor === null ? null : personOf(row.actor).name,
      isCurrent: row.n === job.n && job.gone_at === null,
      hasSecrets: view.hasFingerprints,
      changes: before ? compareVersions(before, view) : null,
    };
  });
  return {
    versions,
    next: rows[most]?.n ?? null,
    isGone: job.gone_at !== null,
    current: job.n,
  };
}

export const listVersionsCase = defineUseCase(
  { name: "listVersions", role: "viewer", input: inputSchema },
  (context, input) => listJobVersions(context, input),
);

const compareSchema = z.object({
  ref: jobRefSchema,
  from: z.int().check(z.gte(1)),
  to: z.int().check(z.gte(1)),
});

/** More than a person scrolls through. */
const mostChoices = 500;

/**
 * Any two versions of a job: what differs, both whole without their secrets, and which others can be compared. `missing`
 * has the values that a person must enter to get from the first, the present one, to the second.
 */
export async function compareJobVersions(context: Context, { ref, from, to }: z.output<typeof compareSchema>) {
  const { job, find } = await openHistory(context, ref);
  const rows = [await find(from), await find(to)] as const;
  const [before, after] = [showVersion(context, ref, rows[0]), showVersion(context, ref, rows[1])];
  const isGone = job.gone_at !== null;
  const times = await listVersionTimes(context.store.db, { job: job.id, limit: mostChoices });
  return {
    changes: compareVersions(before, after),
    before: sideOf(before),
    after: sideOf(after),
    missing:
      after.hasFingerprints || (!isGone && rows[0].conf_digest === rows[1].conf_digest) ? [] : missingOf(rows[1]),
    versions: times.map(({ n, seen_at }) => ({ n, at: new Date(seen_at).toISOString() })),
  };
}

function missingOf({ attrs }: VersionRow): MissingValue[] {
  return missingIn(String(parseJson<JsonObject>(attrs).destination_conf ?? ""));
}

/** As JSON, and as the form has it, for Terraform. */
function sideOf({ json, values, stored }: ReturnType<typeof showVersion>) {
  return { json: JSON.stringify(json, null, 2), values, stored };
}

export const compareVersionsCase = defineUseCase(
  { name: "compareVersions", role: "viewer", input: compareSchema },
  compareJobVersions,
);

/** The job and its versions by number. Throws `AppException` (E_VERSION_GONE) where there is none. */
export async function openHistory(
  { store, realm }: Context,
  ref: JobRef,
): Promise<{ job: HistoryJob; find: (n: number) => Promise<VersionRow> }> {
  const job = await findHistoryJob(store.db, { realm, path: scopePath(ref), jobId: ref.jobId });
  if (!job) fail("E_VERSION_GONE");
  const find = async (n: number) => (await findVersion(store.db, { job: job.id, n })) ?? fail("E_VERSION_GONE");
  return { job, find };
}

const sources: readonly VersionSource[] = ["first", "headgate", "outside", "restored"];

function sourceOf({ source }: VersionRow): VersionSource {
  return sources.find((known) => known === source) ?? "first";
}

import "server-only";
import { cache } from "react";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import { personOf } from "#lib/logpush/activity/activity-words.ts";
import { staleAfterMinutesOf } from "#lib/logpush/datasets/stale-after.ts";
import { type JobRef, jobKey, parseScopePath, scopePath } from "#lib/logpush/job/job.ts";
import type { GoneJob, JobHead, JobPage } from "#lib/logpush/job/job-page.ts";
import { readStoredJobs, type StoredVersion } from "#lib/store/inventory.ts";
import { findGoneJob } from "#lib/store/job-page.ts";
import { readMute } from "../alerts/mutes.ts";
import type { Context } from "../context/context.ts";
import { readJobNotes } from "../context/job-notes.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { staleSinceOf } from "../inventory/find-jobs.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { summaryOf } from "../inventory/stored-jobs.ts";
import { readJobDetail } from "../jobs/read-job.ts";

/** What a job's page begins with. Throws `AppException` if there is no such job, or it may not be seen. */
export async function readJobPage(context: Context, ref: JobRef): Promise<JobPage> {
  await prepareReading(context, `${ref.scopeKind}/${ref.scopeId}`);
  const row = await findRow(context, ref);
  if (row) return { kind: "job", head: await headOf(context, ref, row) };
  const gone = await findGone(context, ref);
  return gone ? { kind: "gone", job: gone } : readUnknown(context, ref);
}

/** Once per request, for the page and its title. The key is of an address, so it is checked like any input. */
export const loadJobPage = cache(
  defineResultReader("viewer", "readJobPage", (context, key: string) => readJobPage(context, requireRef(key))),
);

/** The job of a key as `jobKey` writes it. Throws `AppException` for any other text. */
export function requireRef(key: string): JobRef {
  const [, path = "", id] = /^(.+)\/([1-9]\d{0,15})$/.exec(key) ?? [];
  const checked = z.safeParse(jobRefSchema, { ...parseScopePath(path), jobId: Number(id) });
  return checked.success ? checked.data : fail("E_NOT_FOUND");
}

/** The row of a job in the store. */
export async function findRow({ store, realm }: Context, ref: JobRef): Promise<StoredVersion | undefined> {
  const [row] = await readStoredJobs(store.db, { realm, path: scopePath(ref), jobId: ref.jobId });
  return row;
}

/** The same for a tab, which is shown only if there is one. */
export async function requireRow(context: Context, ref: JobRef): Promise<StoredVersion> {
  return (await findRow(context, ref)) ?? fail("E_NOT_FOUND");
}

export async function headOf(context: Context, ref: JobRef, row: StoredVersion): Promise<JobHead> {
  const nowMs = context.now();
  const [notes, mute] = await Promise.all([readJobNotes(context, [jobKey(ref)]), readMute(context, ref)]);
  const summary = summaryOf(row, { notes }, nowMs);
  return {
    summary,
    asOf: new Date(Math.max(row.seen_at, row.scope_read_at ?? 0)).toISOString(),
    nowMs,
    staleSince: staleSinceOf(row, nowMs),
    version: { n: row.n, canUndo: context.keepsSecrets && row.sealed !== null },
    mute,
    outside: outsideOf(row, nowMs),
    staleAfterMinutes: {
      own: notes.get(jobKey(ref))?.staleAfterMinutes ?? null,
      ofDataset: staleAfterMinutesOf(summary.dataset),
    },
  };
}

async function findGone({ store, realm }: Context, ref: JobRef): Promise<GoneJob | undefined> {
  const row = await findGoneJob(store.db, { realm, path: scopePath(ref), jobId: ref.jobId });
  if (!row || row.gone_at === null) return undefined;
  const { label, dataset, scope_name: scopeName, gone_source: source, gone_actor: actor } = row;
  const by = source === null ? null : { isOutside: source === "outside", person: actor && personOf(actor).name };
  return { label, dataset, scopeName, goneAt: new Date(row.gone_at).toISOString(), by };
}

/** After a day it is history like any other. */
const outsideForMs = 24 * 60 * 60_000;

function outsideOf({ n, source, actor, version_seen_at: at }: StoredVersion, nowMs: number): JobHead["outside"] {
  if (source !== "outside" || nowMs - at > outsideForMs) return null;
  return { at: new Date(at).toISOString(), person: actor && personOf(actor).name, isNew: n === 1 };
}

/** Not read so far: made a moment ago, or of a zone that comes later. Reading it puts it into the store. */
async function readUnknown(context: Context, ref: JobRef): Promise<JobPage> {
  const { watch } = await readJobDetail(context, ref);
  const row = await findRow(context, ref);
  if (row) return { kind: "job", head: await headOf(context, ref, row) };
  return {
    kind: "job",
    head: {
      ...watch,
      nowMs: context.now(),
      staleSince: null,
      version: { n: 0, canUndo: false },
      mute: undefined,
      outside: null,
    },
  };
}

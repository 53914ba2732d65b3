import "server-only";
import * as z from "zod/mini";
import { AppException, fail } from "#lib/cloudflare/errors.ts";
import { getJob, type ReadJob } from "#lib/cloudflare/jobs.ts";
import { redactDestination } from "#lib/logpush/destination/redact.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { type JobRef, jobKey } from "#lib/logpush/job/job.ts";
import { isSameName, type NewHeader, rotateHeader } from "#lib/logpush/rotate/rotate-header.ts";
import type { RotationOutcome, RotationReading, RotationStep } from "#lib/logpush/rotate/rotation.ts";
import { audited, changeOf } from "../activity/audited.ts";
import type { Context } from "../context/context.ts";
import { withJobLock } from "../context/job-lock.ts";
import { noteSave } from "../context/job-notes.ts";
import { defineReader } from "../define/define-reader.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { prepareReading } from "../inventory/freshness.ts";
import { recordSaved } from "../inventory/record.ts";
import { readMaskedJobs, readTrouble, readWholeJobs } from "../inventory/stored-jobs.ts";
import { putOnce } from "../jobs/put-once.ts";

const maxJobs = 1000;
const headerShape = { name: z.string().check(z.maxLength(256)), value: z.string().check(z.maxLength(4096)) };

const previewRotationSchema = z.object({
  header: z.object(headerShape),
  refs: z.array(jobRefSchema).check(z.maxLength(maxJobs)),
});

const rotateJobSchema = z.object({ header: z.object(headerShape), ref: jobRefSchema, version: z.string() });

/** The https jobs of all scopes with the names of their headers. Values are fingerprints. */
export const readRotation = defineReader("admin", async (context: Context): Promise<RotationReading> => {
  await prepareReading(context, "list");
  const [jobs, { failures }] = await Promise.all([readMaskedJobs(context), readTrouble(context)]);
  return {
    jobs: jobs
      .filter(({ destination }) => destination.scheme === "https")
      .map(({ ref, name, scopeName, isEnabled, destination }) => ({ ref, name, scopeName, isEnabled, destination })),
    failures,
  };
});

/** What a new value would change in each job as it was last read. Changes nothing. */
export async function previewRotation(
  context: Context,
  { header, refs }: z.output<typeof previewRotationSchema>,
): Promise<RotationStep[]> {
  await prepareReading(context, "list");
  const stored = new Map((await readWholeJobs(context)).map((job) => [jobKey(job.ref), job]));
  return Promise.all(
    refs.map(async (ref): Promise<RotationStep> => {
      const job = stored.get(jobKey(ref));
      if (!job) return { ref, kind: "problem", error: describedError("E_NOT_FOUND") };
      try {
        const read = job.read ?? (await context.upstream.read((client) => getJob(client, ref)));
        return stepOf(context, { ref, read, header });
      } catch (error) {
        if (error instanceof AppException) return { ref, kind: "problem", error: error.error };
        throw error;
      }
    }),
  );
}

export const previewRotationCase = defineUseCase(
  { name: "previewRotation", role: "admin", input: previewRotationSchema },
  previewRotation,
);

type Planning = { ref: JobRef; read: ReadJob; header: NewHeader };

function stepOf({ digests }: Context, { ref, read, header }: Planning): RotationStep {
  const conf = read.job.destination_conf ?? "";
  const rotated = rotateHeader(conf, header);
  if (!rotated.ok) return { ref, kind: "problem", error: rotated.error };
  if (rotated.value.isSame) return { ref, kind: "same" };
  const print = (text: string) =>
    redactDestination(text, digests.fingerprint).pairs.find(
      ({ kind, name }) => kind === "header" && isSameName(name, header.name),
    )?.fingerprint ?? "";
  return {
    ref,
    kind: "change",
    version: versionOf(read, digests),
    before: print(conf),
    after: print(rotated.value.conf),
  };
}

function versionOf({ raw }: ReadJob, digests: Context["digests"]): string {
  return digests.versionsOf(raw).destination_conf ?? "";
}

/**
 * Writes the new value into one job. The page goes from job to job, and can stop in between. A job that was changed
 * since the preview is skipped.
 */
export function rotateJob(context: Context, input: z.output<typeof rotateJobSchema>): Promise<RotationOutcome> {
  return withJobLock(context, input.ref, () => rotateOne(context, input));
}

// Not a write for the wrapper: re-rendering the page after each job would read all jobs again.
export const rotateJobCase = defineUseCase({ name: "rotateJob", role: "admin", input: rotateJobSchema }, rotateJob);

async function rotateOne(
  context: Context,
  { header, ref, version }: z.output<typeof rotateJobSchema>,
): Promise<RotationOutcome> {
  const stored = await context.upstream.read((client) => getJob(client, ref));
  const rotated = rotateHeader(stored.job.destination_conf ?? "", header);
  // Before the comparison, because an earlier attempt may have succeeded although its answer was lost.
  if (rotated.ok && rotated.value.isSame) return "same";
  if (versionOf(stored, context.digests) !== version) {
    fail("E_CONFLICT", { params: { changed: "destination_conf" } });
  }
  if (!rotated.ok) throw new AppException(rotated.error);
  const body = { destination_conf: rotated.value.conf };
  const change = changeOf(context, { ref, stored: stored.raw, body });
  const saved = await audited(context, { action: "rotate", ...change }, () =>
    putOnce(context, { ref, body, stored, action: "rotating the value" }),
  );
  await noteSave(context, ref, { isSwitchedOn: false });
  await recordSaved(context, ref, saved);
  return "changed";
}

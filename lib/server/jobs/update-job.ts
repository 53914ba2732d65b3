import "server-only";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import { getJob } from "#lib/cloudflare/jobs.ts";
import { redactDestination } from "#lib/logpush/destination/redact.ts";
import { jobFormSchemaOver } from "#lib/logpush/job/check-form.ts";
import { shownValuesOf } from "#lib/logpush/job/describe-job.ts";
import { jobFormShape } from "#lib/logpush/job/form-schema.ts";
import { type JobRef, scopePath } from "#lib/logpush/job/job.ts";
import { toUpdateBody } from "#lib/logpush/job/to-request.ts";
import { audited, changeOf } from "../activity/audited.ts";
import { checkInput } from "../base/check-input.ts";
import type { Context } from "../context/context.ts";
import { withJobLock } from "../context/job-lock.ts";
import { noteSave } from "../context/job-notes.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
import { recordSaved } from "../inventory/record.ts";
import { placeRefusal } from "./place-refusal.ts";
import { putOnce } from "./put-once.ts";
import { spliceDestination } from "./splice-destination.ts";

const updateJobSchema = z.object({
  ref: jobRefSchema,
  versions: z.record(z.string(), z.string()),
  // Judged in the use case, against what is stored.
  values: jobFormShape,
});

/**
 * Saves an edit: only the changed attributes, on top of the job as it is now. A job that was changed since the form was
 * loaded is not saved. Kept values of the destination are filled in here, because the browser never had them.
 */
export function updateJob(context: Context, input: z.output<typeof updateJobSchema>): Promise<JobRef> {
  // Parallel saves run one after the other, so that the second is compared with the result of the first.
  return withJobLock(context, input.ref, () => saveChanges(context, input));
}

export const updateJobCase = defineUseCase(
  { name: "updateJob", role: "admin", input: updateJobSchema, isWrite: true, formKey: "values" },
  updateJob,
);

async function saveChanges(context: Context, input: z.output<typeof updateJobSchema>): Promise<JobRef> {
  const { ref, versions, values } = input;
  const { upstream, digests } = context;
  const stored = await upstream.read((client) => getJob(client, ref));
  const changed = changedKeys(versions, digests.versionsOf(stored.raw));
  if (changed.length > 0) fail("E_CONFLICT", { params: { changed: changed.join(", ") } });

  const conf = stored.job.destination_conf ?? "";
  const redacted = redactDestination(conf, digests.fingerprint);
  const shown = shownValuesOf(stored, ref, redacted);
  checkInput(
    { input: jobFormSchemaOver(shown) },
    { ...values, scope: scopePath(ref), dataset: stored.job.dataset ?? "http_requests" },
  );
  const body = toUpdateBody(values, {
    job: stored.job,
    destination: spliceDestination(values, conf),
    shown: { otherSettings: shown.otherSettings },
  });
  if (Object.keys(body).length === 0) fail("E_NO_CHANGE");

  const change = changeOf(context, { ref, stored: stored.raw, body });
  const saved = await audited(context, { action: "update", ...change }, () =>
    putOnce(context, { ref, body, stored, action: "updating the job", placeError: placeRefusal }),
  );
  await noteSave(context, ref, { isSwitchedOn: body.enabled === true });
  await recordSaved(context, ref, saved);
  return ref;
}

/** Attributes whose digest differs, or that were added or removed. */
export function changedKeys(before: Record<string, string>, now: Record<string, string>): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(now)]);
  return Array.from(keys).filter((key) => before[key] !== now[key]);
}

import "server-only";
import { asReadJob } from "#lib/cloudflare/jobs.ts";
import { shownValuesOf } from "#lib/logpush/job/describe-job.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobRef, JsonObject } from "#lib/logpush/job/job.ts";
import { maskedStoredJob } from "#lib/logpush/job/masked-job.ts";
import { otherSettingsOf } from "#lib/logpush/job/other-settings.ts";
import type { JobSummary, StoredJob } from "#lib/logpush/views.ts";
import type { Context } from "../context/context.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { parseJson } from "../inventory/sealed-job.ts";
import { headOf, requireRef, requireRow } from "./read-head.ts";

/** A job's settings as the store has them, without a secret: for snippets, and for who may only read. */
export type StoredValues = { summary: JobSummary; values: JobFormValues; stored: StoredJob };

export async function readStoredValues(context: Context, ref: JobRef): Promise<StoredValues> {
  const row = await requireRow(context, ref);
  const { summary } = await headOf(context, ref, row);
  const read = asReadJob(parseJson<JsonObject>(row.attrs));
  return {
    summary,
    values: shownValuesOf(read, ref, summary.destination),
    stored: maskedStoredJob(read.job, summary.destination, otherSettingsOf(read.raw)),
  };
}

export const loadStoredValues = defineResultReader("viewer", "readStoredValues", (context, key: string) =>
  readStoredValues(context, requireRef(key)),
);

import "server-only";
import { copyValues, type JobCopy } from "#lib/logpush/job/job-copy.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import { maskedDestination } from "#lib/logpush/job/masked-job.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { requireRef } from "./read-head.ts";
import { readStoredValues } from "./read-stored-values.ts";

/** A job as the start of a new one. Its secrets stay here: the browser gets their places. */
export const loadCopy = defineResultReader("admin", "readCopy", async (context, key: string): Promise<JobCopy> => {
  const ref = requireRef(key);
  const { summary, values } = await readStoredValues(context, ref);
  const { destination } = summary;
  return {
    label: jobLabel(summary),
    destination,
    masked: destination.isEditable ? maskedDestination(destination) : undefined,
    values: copyValues(values, { ...ref, fingerprint: destination.fingerprint }),
  };
});

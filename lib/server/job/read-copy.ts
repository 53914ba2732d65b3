import "server-only";
import { copyValues, type JobCopy } from "#lib/logpush/job/job-copy.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import { maskedDestination } from "#lib/logpush/job/masked-job.ts";
import { type CopySource, copySourceOf } from "#lib/logpush/plan/copy-source.ts";
import { datasetLevels } from "#lib/logpush/plan/dataset-levels.ts";
import { defineResultReader } from "../define/define-reader.ts";
import { jobRefSchema } from "../define/input-schemas.ts";
import { defineUseCase } from "../define/use-case.ts";
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

/** What of a job could differ between its copies, from the store. */
export const readCopySourceCase = defineUseCase(
  { name: "readCopySource", role: "admin", input: jobRefSchema },
  async (context, ref): Promise<CopySource> => {
    const { summary } = await readStoredValues(context, ref);
    const levels = datasetLevels(summary.dataset);
    const kinds = (["zones", "accounts"] as const).filter(
      (kind) => levels.length === 0 || levels.includes(kind === "zones" ? "zone" : "account"),
    );
    return copySourceOf(summary, kinds);
  },
);

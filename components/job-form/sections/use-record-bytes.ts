import { useDeferredValue, useMemo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { estimateRecordBytes } from "#lib/logpush/batching/record-bytes.ts";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JsonObject } from "#lib/logpush/job/job.ts";
import { toOutputOptions } from "#lib/logpush/job/output-options.ts";
import { useFormSetting } from "../form-context.tsx";

/** The size of a record as the job writes it; typing elsewhere in the form does not wait for it. */
export function useRecordBytes(fields: LogField[]): number {
  const { nowMs } = useFormSetting();
  const { control } = useFormContext<JobFormValues>();
  const written = useWatch({ control, compute: (values: JobFormValues) => JSON.stringify(toOutputOptions(values)) });
  const text = useDeferredValue(written);
  return useMemo(() => {
    const options: JsonObject = JSON.parse(text);
    return estimateRecordBytes({ fields, options, nowMs });
  }, [fields, text, nowMs]);
}

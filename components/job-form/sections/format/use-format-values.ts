import { useFormContext, useWatch } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { FormatValues } from "#lib/logpush/job/output-options.ts";

/** The settings of the format as typed; other fields do not render their readers again. */
export function useFormatValues(): FormatValues {
  const { control } = useFormContext<JobFormValues>();
  return useWatch({ control, compute: formatOf });
}

function formatOf(values: JobFormValues): FormatValues {
  const { outputType, batchPrefix, batchSuffix, recordPrefix, recordSuffix } = values;
  const { recordDelimiter, fieldDelimiter, recordTemplate } = values;
  return {
    outputType,
    batchPrefix,
    batchSuffix,
    recordPrefix,
    recordSuffix,
    recordDelimiter,
    fieldDelimiter,
    recordTemplate,
  };
}

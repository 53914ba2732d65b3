import { memo, useDeferredValue, useMemo } from "react";
import { useWatch } from "react-hook-form";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { estimateRecordBytes } from "#lib/logpush/datasets/record-size.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

/** How much one record of the chosen fields is about. */
export const RecordSize = memo(function RecordSize({ fields, chosen }: { fields: LogField[]; chosen: string[] }) {
  const timestampFormat = useWatch<JobFormValues, "timestampFormat">({ name: "timestampFormat" });
  const fieldNames = useDeferredValue(chosen);
  const bytes = useMemo(
    () => estimateRecordBytes(fields, { fieldNames, timestampFormat }),
    [fields, fieldNames, timestampFormat],
  );
  return (
    <p className="border-line border-t px-2 py-1.5 text-muted text-xs">
      {chosen.length === 0
        ? "No field chosen."
        : `${chosen.length} ${chosen.length === 1 ? "field" : "fields"}, about ${sizeText(bytes)} a record as NDJSON: an estimate from invented values, before compression.`}
    </p>
  );
});

function sizeText(bytes: number): string {
  return bytes < 1000 ? `${bytes} bytes` : `${(bytes / 1000).toFixed(1)} kB`;
}

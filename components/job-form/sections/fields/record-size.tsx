import { useDeferredValue, useMemo } from "react";
import { useWatch } from "react-hook-form";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { estimateRecordBytes } from "#lib/logpush/datasets/record-size.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

/** How much one record of the chosen fields is about, as NDJSON before compression. */
export function RecordSize({ fields, names }: { fields: LogField[]; names: string[] }) {
  return <> · {useRecordSize(fields, names)}</>;
}

/** "about 294 B per record" */
export function useRecordSize(fields: LogField[], names: string[]): string {
  const timestampFormat = useWatch<JobFormValues, "timestampFormat">({ name: "timestampFormat" });
  const fieldNames = useDeferredValue(names);
  return useMemo(() => {
    const bytes = estimateRecordBytes(fields, { fieldNames, timestampFormat });
    return `about ${sizeText(bytes)} per record`;
  }, [fields, fieldNames, timestampFormat]);
}

/** What each field adds to a record: its name, its value and what is between them. */
export function useFieldSizes(fields: LogField[], names: string[]): Map<string, string> {
  const timestampFormat = useWatch<JobFormValues, "timestampFormat">({ name: "timestampFormat" });
  const fieldNames = useDeferredValue(names);
  return useMemo(() => {
    const sizeOf = (name: string) => estimateRecordBytes(fields, { fieldNames: [name], timestampFormat }) - 2;
    return new Map(fieldNames.map((name) => [name, sizeText(sizeOf(name))]));
  }, [fields, fieldNames, timestampFormat]);
}

function sizeText(bytes: number): string {
  return bytes < 1000 ? `${bytes} B` : `${(bytes / 1000).toFixed(1)} kB`;
}

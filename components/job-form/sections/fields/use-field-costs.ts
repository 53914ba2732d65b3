import { useEffect, useMemo, useState } from "react";
import { useWatch } from "react-hook-form";
import { volumeText } from "#components/usage/format.ts";
import { formatDollars } from "#lib/logpush/batching/quantity.ts";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { estimateRecordBytes } from "#lib/logpush/datasets/record-size.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { type FieldPrices, fieldBytes, fieldCost } from "#lib/logpush/usage/job-usage.ts";
import { useFormSetting } from "../../form-context.tsx";

export type FieldCosts = {
  /** "≈ $1.20 a month", or the volume while that is included. */
  of: ReadonlyMap<string, string>;
  /** How the numbers came about. */
  note: string;
};

/** What each field of a saved job costs a month, or would. Undefined for a new job, and until it is known. */
export function useFieldCosts(fields: LogField[]): FieldCosts | undefined {
  const { saved, actions, may } = useFormSetting();
  const [prices, setPrices] = useState<FieldPrices | null>(null);
  const timestampFormat = useWatch<JobFormValues, "timestampFormat">({ name: "timestampFormat" });
  const ref = may.operate ? saved?.summary.ref : undefined;

  useEffect(() => {
    if (!ref) return;
    let isHere = true;
    // Without an answer the drawer shows no costs.
    actions.readFieldPrices(ref).then(
      (result) => isHere && result.ok && setPrices(result.value),
      () => undefined,
    );
    return () => {
      isHere = false;
    };
  }, [ref, actions]);

  return useMemo(() => {
    if (!prices) return undefined;
    const sizeOf = (name: string) => estimateRecordBytes(fields, { fieldNames: [name], timestampFormat }) - 2;
    const bytesOf = fieldBytes(prices, sizeOf);
    const chosen = new Set(prices.fieldNames);
    const of = new Map(
      fields.map(({ name }) => {
        const { bytes, dollars } = fieldCost(prices, bytesOf(name), chosen.has(name));
        return [name, `≈ ${dollars > 0 ? formatDollars(dollars) : volumeText(bytes)} a month`];
      }),
    );
    return { of, note: noteOf(prices) };
  }, [prices, fields, timestampFormat]);
}

function noteOf({ measuredRecords, account }: FieldPrices): string {
  const source =
    measuredRecords > 0
      ? `Sizes of this job’s fields are measured in ${measuredRecords} received records, of others estimated from samples.`
      : "Estimates: sample values, scaled to the size of this job’s real records.";
  const price = account.basis === "requests" ? " Billed by request, so fields cost nothing." : "";
  return `${source} Dollars count only beyond the included volume.${price}`;
}

"use client";

import { useFormContext, useWatch } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { toOutputOptions } from "#lib/logpush/job/output-options.ts";
import { betterHeaderRow } from "#lib/logpush/output/layouts.ts";
import { writtenFields } from "#lib/logpush/output/plan.ts";
import { asTyped } from "../../use-field.ts";
import { Notes } from "../notes.tsx";
import { AffixField } from "./affix-field.tsx";
import { useFormatValues } from "./use-format-values.ts";

/** The texts around and between batches, records and fields. */
export function AffixFields() {
  const { recordTemplate } = useFormatValues();
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 font-medium text-sm">Prefixes, suffixes and delimiters</legend>
      <p className="mb-3 text-muted text-xs">
        Escapes: <code>\n</code> line feed, <code>\t</code> tab, <code>\r</code> carriage return, <code>\\</code>{" "}
        backslash, <code>\u0041</code> any character. “Default” leaves the text to Cloudflare.
      </p>
      <div className="grid gap-4 sm:grid-cols-2">
        <AffixField path="batchPrefix" help="Once, before the first record." note={<HeaderRowNote />} />
        <AffixField path="batchSuffix" help="Once, after the last record." />
        <AffixField path="recordPrefix" help="Before each record." />
        <AffixField path="recordSuffix" help="After each record." />
        <AffixField path="recordDelimiter" help="Between two records." />
        <AffixField
          path="fieldDelimiter"
          help={recordTemplate ? "Ignored: the record template takes its place." : "Between two fields of a record."}
        />
      </div>
    </fieldset>
  );
}

/** The header row was right for other fields, or for another order of them. */
function HeaderRowNote() {
  const { control, setValue } = useFormContext<JobFormValues>();
  const better = useWatch({ control, compute: betterRowOf });
  if (better === undefined) return null;
  const note = { code: "header-row", at: "batchPrefix", message: "The header row does not match the fields." };
  return (
    <Notes
      notes={[{ ...note, fix: { label: "Update header row", value: better } }]}
      onFix={({ value }) => setValue("batchPrefix", value, asTyped)}
    />
  );
}

function betterRowOf(values: JobFormValues): string | undefined {
  return betterHeaderRow(values, writtenFields(toOutputOptions(values)));
}

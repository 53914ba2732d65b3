"use client";

import { useFormContext, useWatch } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { type EscapedText, escapedTextFields, toOutputOptions } from "#lib/logpush/job/output-options.ts";
import { betterHeaderRow } from "#lib/logpush/output/layouts.ts";
import { writtenFields } from "#lib/logpush/output/plan.ts";
import { asTyped } from "../../use-field.ts";
import { Notes } from "../notes.tsx";
import { AffixField } from "./affix-field.tsx";
import { useFormatValues } from "./use-format-values.ts";

const helps: Record<EscapedText, string> = {
  batchPrefix: "Once, before the first record.",
  batchSuffix: "Once, after the last record.",
  recordPrefix: "Before each record.",
  recordSuffix: "After each record.",
  recordDelimiter: "Between two records.",
  fieldDelimiter: "Between two fields of a record.",
};
const ignoredHelp = "Ignored: the record template replaces it.";

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
        {escapedTextFields.map((path) => (
          <AffixField
            key={path}
            path={path}
            help={path === "fieldDelimiter" && recordTemplate ? ignoredHelp : helps[path]}
            note={path === "batchPrefix" ? <HeaderRowNote /> : undefined}
          />
        ))}
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

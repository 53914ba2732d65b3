"use client";

import { useFormContext } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { noteDestination } from "#lib/logpush/destination/notes.ts";
import { plusMessage } from "#lib/logpush/destination/plus.ts";
import { decidedRow, isPlusOpen, isSaved, pairOf, repairedRow } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { placeholdersOf } from "#lib/logpush/job/row-placeholders.ts";
import { useFormSetting } from "../form-context.tsx";
import { asTyped, fieldId, useFieldError } from "../use-field.ts";
import { focusLater } from "../use-query-rows.ts";
import { useSettledRow } from "../use-typed-values.ts";
import { Notes } from "./notes.tsx";
import { PlusQuestion } from "./plus-question.tsx";

/** Notes, questions and repairs for the typed value of a row; they follow once the keys pause. */
export function RowAdvice({ index }: { index: number }) {
  const { setValue } = useFormContext<JobFormValues>();
  const { several } = useFormSetting();
  const error = useFieldError(`query.${index}.value`);
  const row = useSettledRow(index);
  if (!row || isSaved(row)) return null;
  // For several zones these are filled in.
  const value = several ? row.value.replace(/\{(?:zone|account)\}/g, "") : row.value;
  // The question below speaks of the +, the field's own error of characters outside ASCII.
  const notes = noteDestination({ endpoint: "https://a.example", query: [pairOf(row)] }).filter(
    ({ at, code }) =>
      at.startsWith("query.0") && code !== "raw-plus" && !(row.kind === "header" && code === "non-ascii"),
  );
  const isNonAscii = row.kind === "header" && /[^\t-~]/.test(row.value);

  /** The button that was pressed goes away with what it repaired. */
  function change(changed: QueryRow) {
    setValue(`query.${index}`, changed, asTyped);
    focusLater(fieldId(`query.${index}.value`));
  }
  return (
    <>
      {isNonAscii ? <AcceptTick index={index} flag="isNonAsciiAccepted" label="Send as UTF-8" /> : null}
      {row.isPlaceholderAccepted || placeholdersOf({ ...row, value }).length > 0 ? (
        <AcceptTick index={index} flag="isPlaceholderAccepted" label="This is the value" />
      ) : null}
      {isPlusOpen(row) ? (
        <PlusQuestion
          message={error === undefined ? plusMessage : undefined}
          onAnswer={(reading) => change(decidedRow(row, reading))}
        />
      ) : null}
      <Notes notes={notes} onFix={(fix) => change(repairedRow(row, fix))} />
      {row.saved === undefined ? null : (
        <Button
          size="small"
          className="mt-1.5"
          onClick={() => setValue(`query.${index}`, { ...row, value: "", isReplaced: false }, asTyped)}
        >
          Keep the saved value
        </Button>
      )}
    </>
  );
}

type AcceptTickProps = { index: number; flag: "isNonAsciiAccepted" | "isPlaceholderAccepted"; label: string };

/** A tick that accepts a value which is otherwise refused. */
function AcceptTick({ index, flag, label }: AcceptTickProps) {
  const { register } = useFormContext<JobFormValues>();
  const path = `query.${index}.${flag}` as const;
  return (
    <label htmlFor={fieldId(path)} className="mt-1.5 flex items-center gap-2 text-xs">
      <input
        id={fieldId(path)}
        type="checkbox"
        className="check"
        {...register(path, { deps: [`query.${index}.value`] })}
      />
      {label}
    </label>
  );
}

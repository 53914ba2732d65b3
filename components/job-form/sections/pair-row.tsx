"use client";

import { X } from "lucide-react";
import dynamic from "next/dynamic";
import { type KeyboardEvent, memo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { noteDestination } from "#lib/logpush/destination/notes.ts";
import { plusMessage } from "#lib/logpush/destination/plus.ts";
import { decidedRow, isPlusOpen, isSaved, pairOf, repairedRow } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { placeholdersOf } from "#lib/logpush/job/row-placeholders.ts";
import { asTyped, fieldId, useFieldError } from "../use-field.ts";
import { focusLater, type QueryRows } from "../use-query-rows.ts";
import { Notes } from "./notes.tsx";
import { PlusQuestion } from "./plus-question.tsx";
import { TextField } from "./text-field.tsx";

/** Only a saved job needs it. */
const SavedValue = dynamic(async () => (await import("./saved-value.tsx")).SavedValue);
/** Only a second row needs them. With a stand-in, or the whole page would wait for them. */
const RowMoves = dynamic(async () => (await import("./row-moves.tsx")).RowMoves, {
  loading: () => <span className="w-14" />,
});

type PairRowProps = { index: number; kind: QueryRow["kind"]; position: number; isLast: boolean; rows: QueryRows };

/** One header or parameter: name, value, and what to know about them. */
export const PairRow = memo(function PairRow({ index, kind, position, isLast, rows }: PairRowProps) {
  const { getFieldState, trigger } = useFormContext<JobFormValues>();
  const word = kind === "header" ? "Header" : "Parameter";
  const isAlone = position === 1 && isLast;
  const row = useWatch<JobFormValues, `query.${number}`>({ name: `query.${index}` });
  if (!row) return null;

  /** Enter goes on to the next field instead of sending the form half-way. */
  function goOn(event: KeyboardEvent<HTMLLIElement>) {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement) || event.target.type !== "text") return;
    event.preventDefault();
    if (event.target.id === fieldId(`query.${index}.name`)) focusLater(fieldId(`query.${index}.value`));
    else rows.add(kind);
  }

  return (
    <li
      aria-label={`${word} ${position}`}
      onKeyDown={goOn}
      className={`grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-1.5 gap-y-1.5 sm:grid-cols-[auto_minmax(0,2fr)_minmax(0,3fr)_auto_auto] ${row.isOff ? offStyle : ""}`}
    >
      <UseRow word={word.toLowerCase()} isUsed={!row.isOff} onUse={(isUsed) => rows.use(index, isUsed)} />
      <TextField
        path={`query.${index}.name`}
        label={`${word} name`}
        isLabelHidden
        fieldClassName="col-start-2 row-start-1"
        font="mono"
        placeholder={`${word} name`}
        readOnly={row.saved !== undefined}
        onPaste={kind === "header" ? (event) => rows.pasteLines(index, event) : undefined}
        // A new name may settle what was wrong in another row.
        onBlur={() => getFieldState("query").invalid && trigger("query")}
      />
      <div
        className={`col-start-1 row-start-2 min-w-0 sm:col-span-1 sm:col-start-3 sm:row-start-1 ${isAlone ? "col-span-3" : "col-span-2"}`}
      >
        {isSaved(row) ? (
          <SavedValue index={index} row={row} word={word} />
        ) : (
          <TextField
            path={`query.${index}.value`}
            label={`${word} value`}
            isLabelHidden
            font="mono"
            placeholder={`${word} value`}
          />
        )}
        {row.isOff ? (
          <p className="mt-1.5 text-muted text-xs">
            {row.saved === undefined ? "Off: not sent." : "Off: a save removes it."}
          </p>
        ) : (
          <RowAdvice index={index} row={row} />
        )}
      </div>
      {isAlone ? null : (
        <div className="col-start-3 row-start-2 flex h-9 items-center sm:col-start-4 sm:row-start-1">
          <RowMoves index={index} isFirst={position === 1} isLast={isLast} rows={rows} />
        </div>
      )}
      <Button
        variant="quiet"
        size="icon"
        className="col-start-3 row-start-1 justify-self-end sm:col-start-5"
        aria-label={`Remove ${word.toLowerCase()}`}
        title={`Remove ${word.toLowerCase()}`}
        onClick={() => rows.removeAt(index)}
      >
        <X aria-hidden className="size-4" />
      </Button>
    </li>
  );
});

function UseRow({ word, isUsed, onUse }: { word: string; isUsed: boolean; onUse: (isUsed: boolean) => void }) {
  return (
    <label className="flex h-9 w-6 items-center justify-center" title={`Use this ${word}`}>
      <span className="sr-only">Use this {word}</span>
      <input
        type="checkbox"
        className="size-4 accent-accent"
        checked={isUsed}
        onChange={(event) => onUse(event.target.checked)}
      />
    </label>
  );
}

/** Not by colour alone: the row says in words that it is off. */
const offStyle = "[&_input[type=text]]:bg-sunken [&_input[type=text]]:text-muted [&_input[type=text]]:line-through";

function RowAdvice({ index, row }: { index: number; row: QueryRow }) {
  const { setValue, register } = useFormContext<JobFormValues>();
  const error = useFieldError(`query.${index}.value`);
  if (isSaved(row)) return null;
  // The question below speaks of the +, the field's own error of characters outside ASCII.
  const notes = noteDestination({ endpoint: "https://a.example", query: [pairOf(row)] }).filter(
    ({ at, code }) =>
      at.startsWith("query.0") && code !== "raw-plus" && !(row.kind === "header" && code === "non-ascii"),
  );
  const isNonAscii = row.kind === "header" && /[^\t-~]/.test(row.value);
  const id = fieldId(`query.${index}.isNonAsciiAccepted`);
  const acceptId = fieldId(`query.${index}.isPlaceholderAccepted`);

  /** The button that was pressed goes away with what it repaired. */
  function change(changed: QueryRow) {
    setValue(`query.${index}`, changed, asTyped);
    focusLater(fieldId(`query.${index}.value`));
  }
  return (
    <>
      {isNonAscii ? (
        <label htmlFor={id} className="mt-1.5 flex items-center gap-2 text-xs">
          <input
            id={id}
            type="checkbox"
            className="size-4 accent-accent"
            {...register(`query.${index}.isNonAsciiAccepted`, { deps: [`query.${index}.value`] })}
          />
          Send as UTF-8
        </label>
      ) : null}
      {row.isPlaceholderAccepted || placeholdersOf(row).length > 0 ? (
        <label htmlFor={acceptId} className="mt-1.5 flex items-center gap-2 text-xs">
          <input
            id={acceptId}
            type="checkbox"
            className="size-4 accent-accent"
            {...register(`query.${index}.isPlaceholderAccepted`, { deps: [`query.${index}.value`] })}
          />
          This is the value
        </label>
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

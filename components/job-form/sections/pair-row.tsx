"use client";

import { X } from "lucide-react";
import dynamic from "next/dynamic";
import { type KeyboardEvent, memo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { isSaved } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { fieldId } from "../use-field.ts";
import { focusLater, type QueryRows } from "../use-query-rows.ts";
import { TextField } from "./text-field.tsx";

/** Only a saved job needs it. */
const SavedValue = dynamic(async () => (await import("./saved-value.tsx")).SavedValue);
/** Only a second row needs them. With a stand-in, or the whole page would wait for them. */
const RowMoves = dynamic(async () => (await import("./row-moves.tsx")).RowMoves, {
  loading: () => <span className="w-14" />,
});

/** What is to be known about a value loads with the first row. Without a stand-in, or the whole page would wait for it. */
const RowAdvice = dynamic(async () => (await import("./row-advice.tsx")).RowAdvice, { loading: () => null });

type PairRowProps = {
  index: number;
  kind: QueryRow["kind"];
  position: number;
  isLast: boolean;
  rows: QueryRows;
  /** One of very many. */
  isLazy: boolean;
};

/** With room for what is drawn around a focused control. */
const lazyStyle = "-m-1 p-1 [contain-intrinsic-size:auto_2.75rem] [content-visibility:auto]";

/** One header or parameter: name, value, and what to know about them. */
export const PairRow = memo(function PairRow({ index, kind, position, isLast, rows, isLazy }: PairRowProps) {
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
      className={`grid grid-cols-[auto_minmax(0,1fr)_auto] gap-x-1.5 gap-y-1.5 sm:grid-cols-[auto_minmax(0,2fr)_minmax(0,3fr)_auto_auto] ${row.isOff ? offStyle : ""} ${isLazy ? lazyStyle : ""}`}
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

/** Not by color alone: the row says in words that it is off. */
const offStyle = "[&_input[type=text]]:bg-sunken [&_input[type=text]]:text-muted [&_input[type=text]]:line-through";

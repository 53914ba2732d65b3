"use client";

import { X } from "lucide-react";
import { type ClipboardEvent, memo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { noteDestination } from "#lib/logpush/destination/notes.ts";
import { isKept, pairOf } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { asTyped, fieldId } from "../use-field.ts";
import { Notes } from "./notes.tsx";
import { SavedValue } from "./saved-value.tsx";
import { TextField } from "./text-field.tsx";

type PairRowProps = {
  index: number;
  kind: QueryRow["kind"];
  position: number;
  onRemove: (index: number) => void;
  onPaste?: (index: number, event: ClipboardEvent<HTMLInputElement>) => void;
};

/** One header or parameter: name, value, and what to know about them. */
export const PairRow = memo(function PairRow({ index, kind, position, onRemove, onPaste }: PairRowProps) {
  const word = kind === "header" ? "Header" : "Parameter";
  const row = useWatch<JobFormValues, `query.${number}`>({ name: `query.${index}` });
  if (!row) return null;
  return (
    <li
      aria-label={`${word} ${position}`}
      className="grid grid-cols-[1fr_auto] gap-x-1.5 gap-y-1.5 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]"
    >
      <TextField
        path={`query.${index}.name`}
        label={`${word} name`}
        isLabelHidden
        font="mono"
        placeholder={kind === "header" ? "Header name" : "Parameter name"}
        readOnly={row.saved !== undefined}
        onPaste={onPaste ? (event) => onPaste(index, event) : undefined}
      />
      <Button
        variant="quiet"
        size="icon"
        className="sm:order-3"
        aria-label={`Remove ${word.toLowerCase()}`}
        title={`Remove ${word.toLowerCase()}`}
        onClick={() => onRemove(index)}
      >
        <X aria-hidden className="size-4" />
      </Button>
      <div className="col-span-2 min-w-0 sm:order-2 sm:col-span-1">
        {isKept(row) ? (
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
        <RowAdvice index={index} row={row} />
      </div>
    </li>
  );
});

function RowAdvice({ index, row }: { index: number; row: QueryRow }) {
  const { setValue, register } = useFormContext<JobFormValues>();
  if (isKept(row)) return null;
  const notes = noteDestination({ endpoint: "https://a.example", query: [pairOf(row)] }).filter(({ at }) =>
    at.startsWith("query.0"),
  );
  const isNonAscii = row.kind === "header" && /[^\t-~]/.test(row.value);
  const id = fieldId(`query.${index}.isNonAsciiAccepted`);
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
      <Notes notes={notes} onFix={(value) => setValue(`query.${index}.value`, value, asTyped)} />
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

"use client";

import { X } from "lucide-react";
import { type KeyboardEvent, memo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { containedStyle, Input } from "#components/ui/input.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import { isSecretPair } from "#lib/logpush/destination/secret.ts";
import { isSaved } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { fieldId, useFieldError, useRegister } from "../use-field.ts";
import { focusLater, type QueryRows } from "../use-query-rows.ts";
import { SecretInput } from "./secret-input.tsx";
import { TextField } from "./text-field.tsx";

/** Only a saved job needs it. */
const SavedValue = loaded(async () => (await import("./saved-value.tsx")).SavedValue);
/** Only a second row needs them. With a stand-in, or the whole page would wait for them. */
const RowMoves = loaded(async () => (await import("./row-moves.tsx")).RowMoves, {
  loading: () => <span className="w-14" />,
});

/** What is to be known about a value loads with the first row. Without a stand-in, or the whole page would wait for it. */
const RowAdvice = loaded(async () => (await import("./row-advice.tsx")).RowAdvice, { loading: () => null });

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
  const { control, getFieldState, trigger } = useFormContext<JobFormValues>();
  const word = kind === "header" ? "Header" : "Parameter";
  const isAlone = position === 1 && isLast;
  const row = useWatch({ control, name: `query.${index}`, compute: withoutTyped });
  if (!row) return null;

  /** Enter goes on to the next field instead of sending the form half-way. */
  function goOn(event: KeyboardEvent<HTMLLIElement>) {
    if (event.key !== "Enter" || !(event.target instanceof HTMLInputElement) || event.target.type === "checkbox")
      return;
    event.preventDefault();
    if (event.target.id === fieldId(`query.${index}.name`)) focusLater(fieldId(`query.${index}.value`));
    else rows.add(kind);
  }

  return (
    <li
      aria-label={`${word} ${position}`}
      onKeyDown={goOn}
      className={`group grid grid-cols-[minmax(0,1fr)_auto] gap-x-1.5 gap-y-1.5 sm:grid-cols-[auto_minmax(0,2fr)_minmax(0,3fr)_auto] ${row.isOff ? offStyle : ""} ${isLazy ? lazyStyle : ""}`}
    >
      <UseRow word={word} isUsed={!row.isOff} onUse={(isUsed) => rows.use(index, isUsed)} />
      <TextField
        path={`query.${index}.name`}
        label={`${word} name`}
        isLabelHidden
        fieldClassName="col-span-2 row-start-2 sm:col-span-1 sm:col-start-2 sm:row-start-1"
        font="mono"
        placeholder="Name"
        readOnly={row.saved !== undefined}
        onPaste={kind === "header" ? (event) => rows.pasteLines(index, event) : undefined}
        // A new name may settle what was wrong in another row.
        onBlur={() => getFieldState("query").invalid && trigger("query")}
      />
      <div className="col-span-2 row-start-3 min-w-0 sm:col-span-1 sm:col-start-3 sm:row-start-1">
        {isSaved(row) ? (
          <SavedValue index={index} row={row} word={word} />
        ) : (
          <ValueField index={index} word={word} isSecret={isSecretPair(row)} />
        )}
        {row.isOff ? (
          <p className="mt-1.5 text-muted text-xs">
            {row.saved === undefined ? "Off: not sent." : "Off: removed on save."}
          </p>
        ) : (
          <RowAdvice index={index} />
        )}
      </div>
      <div className="row-start-1 flex h-9 items-center justify-end sm:col-start-4">
        {isAlone ? null : <RowMoves index={index} isFirst={position === 1} isLast={isLast} rows={rows} />}
        <Button
          variant="quiet"
          size="iconSmall"
          aria-label={`Remove ${word.toLowerCase()}`}
          title={`Remove ${word.toLowerCase()}`}
          onClick={() => rows.removeAt(index)}
        >
          <X aria-hidden className="size-4" />
        </Button>
      </div>
    </li>
  );
});

/** What the row looks like does not depend on the value that is typed, so that a key press renders none of it. */
function withoutTyped(row: QueryRow | undefined): QueryRow | undefined {
  return row && (isSaved(row) ? { ...row } : { ...row, value: "" });
}

type ValueFieldProps = { index: number; word: string; isSecret: boolean };

/** A value that may be a secret is a password input; one of a header such as Content-Type is shown. */
function ValueField({ index, word, isSecret }: ValueFieldProps) {
  const path = `query.${index}.value` as const;
  const register = useRegister();
  const error = useFieldError(path);
  const id = fieldId(path);
  const shared = { ...fieldProps(id, { error }), placeholder: "Value" };
  return (
    <Field id={id} label={`${word} value`} error={error} isLabelHidden>
      {isSecret ? (
        <SecretInput {...shared} {...register(path)} what="value" />
      ) : (
        <Input {...shared} {...register(path)} font="mono" className={containedStyle} />
      )}
    </Field>
  );
}

/** What kind of row it is, and whether it is used. */
function UseRow({ word, isUsed, onUse }: { word: string; isUsed: boolean; onUse: (isUsed: boolean) => void }) {
  return (
    <label
      className="row-start-1 flex h-9 items-center gap-2 text-muted text-xs"
      title={`Use this ${word.toLowerCase()}`}
    >
      <input
        type="checkbox"
        className="check"
        aria-label={`Use this ${word.toLowerCase()}`}
        checked={isUsed}
        onChange={(event) => onUse(event.target.checked)}
      />
      {word}
    </label>
  );
}

/** Not by color alone: the row says in words that it is off. */
const offStyle =
  "[&_input:not([type=checkbox])]:bg-sunken [&_input:not([type=checkbox])]:text-muted [&_input[type=text]]:line-through";

import { type ClipboardEvent, useCallback, useMemo } from "react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { parseHeaderLines } from "#lib/logpush/destination/header-lines.ts";
import { isKept } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { asTyped, fieldId } from "./use-field.ts";

export type QueryRows = ReturnType<typeof useQueryRows>;

/** The id of the button that adds a row; it takes the focus when the last row goes. */
export function addButtonId(kind: QueryRow["kind"]): string {
  return `add-${kind}`;
}

/**
 * The rows of headers and parameters: two groups of one ordered list, so that a string with mixed order keeps its order.
 * Called once: each call of `useFieldArray` keeps a list of its own.
 */
export function useQueryRows() {
  const { control, getValues, setValue } = useFormContext<JobFormValues>();
  const { fields, append, remove } = useFieldArray<JobFormValues, "query">({ name: "query", control });

  const add = useCallback(
    (kind: QueryRow["kind"]) => {
      append({ kind, name: "", value: "" }, { shouldFocus: false });
      focusLater(fieldId(`query.${getValues("query").length - 1}.name`));
    },
    [append, getValues],
  );

  const removeAt = useCallback(
    (index: number) => {
      const kind = getValues(`query.${index}.kind`);
      remove(index);
      const rest = getValues("query");
      const next = rest.findIndex((row, place) => place >= index && row.kind === kind && !isEmptySegment(row));
      focusLater(next < 0 ? addButtonId(kind) : fieldId(`query.${next}.name`));
    },
    [remove, getValues],
  );

  /** Several header lines pasted into an empty name become rows: the first fills this row, the others follow it. */
  const pasteLines = useCallback(
    (index: number, event: ClipboardEvent<HTMLInputElement>) => {
      const lines = parseHeaderLines(event.clipboardData.getData("text"));
      const query = getValues("query");
      if (!lines || query[index]?.name !== "") return;
      event.preventDefault();
      const added = lines.map(({ name, value }): QueryRow => ({ kind: "header", name, value }));
      setValue("query", [...query.slice(0, index), ...added, ...query.slice(index + 1)], asTyped);
      focusLater(fieldId(`query.${index + added.length - 1}.value`));
    },
    [getValues, setValue],
  );

  return useMemo(() => ({ fields, add, removeAt, pasteLines }), [fields, add, removeAt, pasteLines]);
}

/** A row that only keeps the place of `&&` in a string; there is nothing to edit in it. */
export function isEmptySegment(row: QueryRow): boolean {
  return row.name === "" && (isKept(row) || (row.raw === "" && row.value === ""));
}

/** The element appears, or takes its new place, with the next rendering. */
export function focusLater(id: string): void {
  setTimeout(() => document.getElementById(id)?.focus());
}

import { type ClipboardEvent, useCallback, useMemo } from "react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { parseHeaderLines } from "#lib/logpush/destination/header-lines.ts";
import { isSaved } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { focusWhenThere } from "./focus-field.ts";
import { asTyped, fieldId } from "./use-field.ts";

export type QueryRows = ReturnType<typeof useQueryRows>;

/** The id of the button that adds a row; it takes the focus when the last row goes. */
export function addButtonId(kind: QueryRow["kind"]): string {
  return `add-${kind}`;
}

export function moveButtonId(index: number, by: -1 | 1): string {
  return `move-${index}-${by < 0 ? "up" : "down"}`;
}

/**
 * The rows of headers and parameters: two groups of one ordered list, so that a string with mixed order keeps its order.
 * Called once: each call of `useFieldArray` keeps a list of its own.
 */
export function useQueryRows() {
  const { control, getValues, setValue, trigger } = useFormContext<JobFormValues>();
  const { fields, append, remove, swap } = useFieldArray<JobFormValues, "query">({ name: "query", control });

  const add = useCallback(
    (kind: QueryRow["kind"]) => {
      append({ kind, name: "", value: "" }, { shouldFocus: false });
      const id = fieldId(`query.${getValues("query").length - 1}.name`);
      // With the first row its code may still be on its way.
      setTimeout(() => focusWhenThere(id));
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

  /** Changes places with the row before or after it of the same kind; the focus stays on the button, or on the other one at an end. */
  const moveAt = useCallback(
    (index: number, by: -1 | 1) => {
      const query = getValues("query");
      const places = query.flatMap((row, place) =>
        row.kind === query[index]?.kind && !isEmptySegment(row) ? [place] : [],
      );
      const target = places[places.indexOf(index) + by];
      if (target === undefined) return;
      swap(index, target);
      const isAtEnd = target === places.at(by < 0 ? 0 : -1);
      focusLater(moveButtonId(target, isAtEnd ? (by < 0 ? 1 : -1) : by));
    },
    [swap, getValues],
  );

  /** A row that is off stays in the form, unsent and unchecked; its name may stand in another row. */
  const use = useCallback(
    (index: number, isUsed: boolean) => {
      // Left out rather than false, so that a row that was off and on again is as it was.
      setValue(`query.${index}.isOff`, isUsed ? undefined : true, { shouldDirty: true });
      const query = getValues("query");
      const names = query.flatMap(({ name }, place) => (name === "" ? [] : [`query.${place}.name` as const]));
      trigger([...names, ...(isUsed && query[index]?.value === "" ? [] : [`query.${index}.value` as const])]);
    },
    [getValues, setValue, trigger],
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

  return useMemo(
    () => ({ fields, add, removeAt, moveAt, use, pasteLines }),
    [fields, add, removeAt, moveAt, use, pasteLines],
  );
}

/** A row that only keeps the place of `&&` in a string; there is nothing to edit in it. */
export function isEmptySegment(row: QueryRow): boolean {
  return row.name === "" && (isSaved(row) || (row.raw === "" && row.value === ""));
}

/** The element appears, or takes its new place, with the next rendering. */
export function focusLater(id: string): void {
  setTimeout(() => document.getElementById(id)?.focus());
}

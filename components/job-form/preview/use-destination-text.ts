import { type ChangeEvent, useState } from "react";
import { useFormContext } from "react-hook-form";
import { cleanPastedDestination } from "#lib/logpush/destination/clean-pasted.ts";
import { parseHttpDestination } from "#lib/logpush/destination/http.ts";
import type { Segment } from "#lib/logpush/destination/segments.ts";
import { editShown, shownParts } from "#lib/logpush/destination/shown-text.ts";
import { withAuthMark } from "#lib/logpush/job/auth-rows.ts";
import { rowsOf } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { useShowSecrets } from "../show-secrets.tsx";
import { asTyped } from "../use-field.ts";

/** Takes what is typed or pasted into the shown string apart into the form's fields. */
export function useDestinationText(segments: readonly Segment[], isShown: boolean) {
  const { setValue, getValues } = useFormContext<JobFormValues>();
  const { setIsShown } = useShowSecrets();
  const [repaired, setRepaired] = useState("");
  const [caret, setCaret] = useState<{ at: number } | null>(null);

  function change({ target, nativeEvent }: ChangeEvent<HTMLTextAreaElement>) {
    setIsShown(true);
    const parts = segments.flatMap((segment) => shownParts(segment, isShown));
    const edit = editShown(parts, target.value);
    // Inside a mask nothing can be meant; the values are in sight now.
    if (!edit) return;
    setCaret({ at: edit.caret });
    // What is typed sign by sign is meant as it is; a copy may bring its surroundings along.
    const isTyped = nativeEvent instanceof InputEvent && nativeEvent.data?.length === 1;
    const cleaned = isTyped ? { text: edit.text.trim(), repairs: [] } : cleanPastedDestination(edit.text);
    setRepaired(cleaned.repairs.map(({ message }) => message).join(" "));
    take(cleaned.text);
  }

  function take(text: string) {
    const rows = (read: QueryRow[]) => setValue("query", withOffRows(read, getValues("query")), asTyped);
    if (text === "") {
      setValue("endpoint", "", asTyped);
      rows([]);
      return setValue("destinationString", "", asTyped);
    }
    const parsed = parseHttpDestination(text);
    if (!parsed.ok) return setValue("destinationString", text, asTyped);
    setValue("endpoint", parsed.value.endpoint, asTyped);
    rows(withAuthMark(rowsOf(parsed.value), getValues("query")));
    setValue("destinationString", "", asTyped);
  }

  return { change, repaired, caret };
}

/** Rows that are switched off are not in the string, so a new string leaves them where they are. */
function withOffRows(rows: QueryRow[], present: QueryRow[]): QueryRow[] {
  return present.reduce(
    (all, row, place) => (row.isOff ? [...all.slice(0, place), row, ...all.slice(place)] : all),
    rows,
  );
}

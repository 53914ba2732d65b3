import { useMemo } from "react";
import { useFormContext } from "react-hook-form";
import { noteDestination } from "#lib/logpush/destination/notes.ts";
import { destinationOf, isKept } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useSettledValues } from "../use-typed-values.ts";
import { Notes } from "./notes.tsx";

function notesOf(values: JobFormValues) {
  if (!values.endpoint || values.query.some(isKept)) return [];
  return noteDestination(destinationOf(values)).filter(
    ({ at, code }) => at === "query" || code === "duplicate-parameter",
  );
}

/** Advice that concerns the rows together. */
export function WholeNotes() {
  const { getValues } = useFormContext<JobFormValues>();
  const values = useSettledValues(getValues());
  const notes = useMemo(() => notesOf(values), [values]);
  return (
    <div className="mb-2">
      <Notes notes={notes} />
    </div>
  );
}

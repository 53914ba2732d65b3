"use client";

import { Plus } from "lucide-react";
import { useDeferredValue, useMemo } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { noteDestination } from "#lib/logpush/destination/notes.ts";
import { destinationOf, isKept } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { addButtonId, isEmptySegment, type QueryRows } from "../use-query-rows.ts";
import { Notes } from "./notes.tsx";
import { PairRow } from "./pair-row.tsx";

/** Request headers of each delivery. */
export function HeaderRows({ rows }: { rows: QueryRows }) {
  return (
    <Group
      rows={rows}
      kind="header"
      title="Headers"
      addLabel="Add header"
      hint="Paste several “Name: value” lines into a name to add them all."
    />
  );
}

/** Parameters that stay in the URL. */
export function ParameterRows({ rows }: { rows: QueryRows }) {
  return (
    <Group
      rows={rows}
      kind="param"
      title="URL parameters"
      addLabel="Add parameter"
      hint="They stay in the URL that your server receives, for example tags."
    />
  );
}

type GroupProps = { rows: QueryRows; kind: QueryRow["kind"]; title: string; addLabel: string; hint: string };

function Group({ rows, kind, title, addLabel, hint }: GroupProps) {
  const shown = rows.fields
    .map((field, index) => ({ field, index }))
    .filter(({ field }) => field.kind === kind && !isEmptySegment(field));
  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-1.5 font-medium text-sm">{title}</h3>
      {shown.length > 0 ? (
        <ul className="mb-2 grid gap-2">
          {shown.map(({ field, index }, position) => (
            <PairRow
              key={field.id}
              index={index}
              kind={kind}
              position={position + 1}
              isLast={position === shown.length - 1}
              rows={rows}
            />
          ))}
        </ul>
      ) : null}
      {kind === "header" ? <WholeNotes /> : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Button id={addButtonId(kind)} size="small" onClick={() => rows.add(kind)}>
          <Plus aria-hidden className="size-3.5" />
          {addLabel}
        </Button>
        <span className="text-muted text-xs">{hint}</span>
      </div>
    </section>
  );
}

function notesOf(values: JobFormValues) {
  if (!values.endpoint || values.query.some(isKept)) return [];
  return noteDestination(destinationOf(values)).filter(
    ({ at, code }) => at === "query" || code === "duplicate-parameter",
  );
}

/** Advice that concerns the rows together. */
function WholeNotes() {
  const { control } = useFormContext<JobFormValues>();
  const values = useDeferredValue(useWatch({ control, compute: (typed: JobFormValues) => typed }));
  const notes = useMemo(() => notesOf(values), [values]);
  return (
    <div className="mb-2">
      <Notes notes={notes} />
    </div>
  );
}

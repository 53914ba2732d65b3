"use client";

import { Plus } from "lucide-react";
import type { ClipboardEvent } from "react";
import { useFieldArray, useFormContext, useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { parseHeaderLines } from "#lib/logpush/destination/header-lines.ts";
import { noteDestination } from "#lib/logpush/destination/notes.ts";
import { destinationOf, isKept } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { asTyped } from "../use-field.ts";
import { Notes } from "./notes.tsx";
import { PairRow } from "./pair-row.tsx";

type Kind = QueryRow["kind"];

/** Request headers of each delivery. */
export function HeaderRows() {
  return (
    <Rows
      kind="header"
      title="Headers"
      addLabel="Add header"
      hint="Paste several “Name: value” lines into a name to add them all."
    />
  );
}

/** Parameters that stay in the URL. */
export function ParameterRows() {
  return (
    <Rows
      kind="param"
      title="URL parameters"
      addLabel="Add parameter"
      hint="They stay in the URL that your server receives, for example tags."
    />
  );
}

/** Headers and parameters are two groups of one ordered list, so that a string with mixed order keeps its order. */
function Rows({ kind, title, addLabel, hint }: { kind: Kind; title: string; addLabel: string; hint: string }) {
  const { control, setFocus, getValues } = useFormContext<JobFormValues>();
  const { fields, append, remove } = useFieldArray<JobFormValues, "query">({ name: "query", control });
  const rows = fields
    .map((field, index) => ({ field, index }))
    .filter(({ field }) => field.kind === kind && !isEmptySegment(field));
  const pasteLines = usePasteLines();

  function add() {
    append({ kind, name: "", value: "" }, { shouldFocus: false });
    setTimeout(() => setFocus(`query.${getValues("query").length - 1}.name`));
  }

  return (
    <section aria-label={title} className="min-w-0">
      <h3 className="mb-1.5 font-medium text-sm">{title}</h3>
      {rows.length > 0 ? (
        <ul className="mb-2 grid gap-2">
          {rows.map(({ field, index }, position) => (
            <PairRow
              key={field.id}
              index={index}
              kind={kind}
              position={position + 1}
              onRemove={remove}
              onPaste={kind === "header" ? pasteLines : undefined}
            />
          ))}
        </ul>
      ) : null}
      {kind === "header" ? <WholeNotes /> : null}
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Button size="small" onClick={add}>
          <Plus aria-hidden className="size-3.5" />
          {addLabel}
        </Button>
        <span className="text-muted text-xs">{hint}</span>
      </div>
    </section>
  );
}

/** Advice that concerns the rows together. */
function WholeNotes() {
  const values = useWatch<JobFormValues>();
  const query = (values.query ?? []).filter((row): row is QueryRow => row?.kind !== undefined);
  if (!values.endpoint || query.some(isKept)) return null;
  const notes = noteDestination(destinationOf({ endpoint: values.endpoint, isEndpointKept: false, query })).filter(
    ({ at }) => at === "query",
  );
  return (
    <div className="mb-2">
      <Notes notes={notes} />
    </div>
  );
}

/** A row that only keeps the place of `&&` in a string; there is nothing to edit in it. */
function isEmptySegment(row: QueryRow): boolean {
  return row.name === "" && (isKept(row) || (row.raw === "" && row.value === ""));
}

/** Several header lines pasted into a name become rows: the first fills this row, the others follow it. */
function usePasteLines() {
  const { getValues, setValue } = useFormContext<JobFormValues>();
  return (index: number, event: ClipboardEvent<HTMLInputElement>) => {
    const lines = parseHeaderLines(event.clipboardData.getData("text"));
    const row = getValues(`query.${index}`);
    if (!lines || row.name !== "") return;
    event.preventDefault();
    const added = lines.map(({ name, value }): QueryRow => ({ kind: "header", name, value }));
    const query = getValues("query");
    setValue("query", [...query.slice(0, index), ...added, ...query.slice(index + 1)], asTyped);
  };
}

"use client";

import { Plus } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import { isAuthRow } from "#lib/logpush/job/auth-rows.ts";
import type { QueryRow } from "#lib/logpush/job/form-schema.ts";
import { addButtonId, isEmptySegment, type QueryRows as Rows } from "../use-query-rows.ts";
import { PairRow } from "./pair-row.tsx";

/** Advice about rows loads with the first one. */
const WholeNotes = loaded(async () => (await import("./whole-notes.tsx")).WholeNotes, { loading: () => null });

/** What each delivery carries: request headers, and parameters that stay in the URL. */
export function QueryRows({ rows }: { rows: Rows }) {
  return (
    <section aria-label="Headers and parameters" className="min-w-0">
      <h2 className="mb-1.5 font-medium text-table">Headers and parameters</h2>
      <Group rows={rows} kind="header" />
      <Group rows={rows} kind="param" />
      {rows.fields.length > 0 ? <WholeNotes /> : null}
      <div className="-ml-2 flex flex-wrap gap-1">
        <AddButton rows={rows} kind="header" />
        <AddButton rows={rows} kind="param" />
      </div>
    </section>
  );
}

/** More rows than that are laid out and drawn as they come into sight. */
const manyRows = 30;

function Group({ rows, kind }: { rows: Rows; kind: QueryRow["kind"] }) {
  const shown = rows.fields
    .map((field, index) => ({ field, index }))
    .filter(({ field }) => field.kind === kind && !isEmptySegment(field) && !isAuthRow(field));
  if (shown.length === 0) return null;
  return (
    <ul aria-label={kind === "header" ? "Headers" : "Parameters"} className="mb-2 grid gap-2">
      {shown.map(({ field, index }, position) => (
        <PairRow
          key={field.id}
          index={index}
          kind={kind}
          position={position + 1}
          isLast={position === shown.length - 1}
          rows={rows}
          isLazy={shown.length > manyRows}
        />
      ))}
    </ul>
  );
}

function AddButton({ rows, kind }: { rows: Rows; kind: QueryRow["kind"] }) {
  return (
    <Button id={addButtonId(kind)} variant="quiet" size="small" className="gap-1.5 px-2" onClick={() => rows.add(kind)}>
      <Plus aria-hidden className="size-3.5" />
      {kind === "header" ? "Add header" : "Add parameter"}
    </Button>
  );
}

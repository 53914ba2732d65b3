"use client";

import { Plus } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import type { QueryRow } from "#lib/logpush/job/form-schema.ts";
import { addButtonId, type QueryRows as Rows } from "../use-query-rows.ts";

/** A new job has no rows. With a stand-in, or the whole page would wait for them. */
const PairRows = loaded(async () => (await import("./pair-rows.tsx")).PairRows, {
  loading: () => null,
  isInline: true,
});
/** Advice about rows loads with the first one. */
const WholeNotes = loaded(async () => (await import("./whole-notes.tsx")).WholeNotes, { loading: () => null });

/** What each delivery carries: request headers, and parameters that stay in the URL. */
export function QueryRows({ rows }: { rows: Rows }) {
  return (
    <section aria-label="Headers and parameters" className="min-w-0">
      <h2 className="mb-1.5 font-medium text-table">Headers and parameters</h2>
      {rows.fields.length > 0 ? (
        <>
          <PairRows rows={rows} kind="header" />
          <PairRows rows={rows} kind="param" />
          <WholeNotes />
        </>
      ) : null}
      <div className="-ml-2 flex flex-wrap gap-1">
        <AddButton rows={rows} kind="header" />
        <AddButton rows={rows} kind="param" />
      </div>
    </section>
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

"use client";

import { Plus } from "lucide-react";
import dynamic from "next/dynamic";
import { Button } from "#components/ui/button.tsx";
import type { QueryRow } from "#lib/logpush/job/form-schema.ts";
import { addButtonId, isEmptySegment, type QueryRows } from "../use-query-rows.ts";
import { PairRow } from "./pair-row.tsx";

/** Advice about rows loads with the first one. */
const WholeNotes = dynamic(async () => (await import("./whole-notes.tsx")).WholeNotes, { loading: () => null });

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

/** More rows than that are laid out and drawn as they come into sight. */
const manyRows = 30;

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
              isLazy={shown.length > manyRows}
            />
          ))}
        </ul>
      ) : null}
      {kind === "header" && rows.fields.length > 0 ? <WholeNotes /> : null}
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

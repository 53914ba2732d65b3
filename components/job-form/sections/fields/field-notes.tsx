import { Info } from "lucide-react";
import { memo } from "react";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { notesOfFields } from "#lib/logpush/datasets/notes.ts";

type FieldNotesProps = { dataset: string; chosen: string[]; known: LogField[] };

/** What the chosen fields need in order to be filled, or to be accepted. */
export const FieldNotes = memo(function FieldNotes({ dataset, chosen, known }: FieldNotesProps) {
  const isDeprecated = (name: string) => known.some((field) => field.name === name && field.isDeprecated);
  const deprecated = chosen.filter(isDeprecated);
  const notes = [
    ...notesOfFields(dataset, chosen),
    ...(deprecated.length > 0 ? [{ message: "Deprecated: Cloudflare may remove it.", names: deprecated }] : []),
  ];
  if (notes.length === 0) return null;
  return (
    <ul aria-label="Notes on the chosen fields" className="mt-3 grid gap-1.5 text-xs">
      {notes.map(({ message, names }) => (
        <li key={message} className="flex gap-1.5">
          <Info aria-hidden className="mt-px size-3.5 shrink-0 text-info" />
          <span className="min-w-0 text-muted [overflow-wrap:anywhere]">
            <span className="font-mono text-fg">{names.slice(0, 4).join(", ")}</span>
            {names.length > 4 ? ` and ${names.length - 4} more` : ""}: {message}
          </span>
        </li>
      ))}
    </ul>
  );
});

import { Info } from "lucide-react";
import { type DatasetToNote, notesOfDataset } from "#lib/logpush/datasets/notes.ts";

/** Permissions, plans and limits of a dataset. */
export function DatasetNotes({ dataset }: { dataset: DatasetToNote }) {
  return (
    <ul className="mt-1 grid gap-1.5 text-muted">
      {notesOfDataset(dataset).map((note) => (
        <li key={note} className="flex gap-1.5">
          <Info aria-hidden className="mt-px size-3.5 shrink-0 text-info" />
          <span className="min-w-0 [overflow-wrap:anywhere]">{note}</span>
        </li>
      ))}
    </ul>
  );
}

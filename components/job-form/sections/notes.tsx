import { TriangleAlert } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import type { Note, NoteFix } from "#lib/logpush/destination/notes.ts";

/** Advice beside a field: nothing is changed until the person says so. */
export function Notes({ notes, onFix }: { notes: Note[]; onFix?: (fix: NoteFix) => void }) {
  if (notes.length === 0) return null;
  return (
    <ul className="mt-1.5 grid gap-1.5">
      {notes.map((note) => (
        <li key={`${note.code}-${note.at}`} className="flex items-start gap-1.5 text-warn text-xs">
          <TriangleAlert aria-hidden className="mt-px size-3.5 shrink-0" />
          <span className="min-w-0 [overflow-wrap:anywhere]">{note.message}</span>
          {note.fix && onFix ? (
            <Button size="small" className="shrink-0" onClick={() => note.fix && onFix(note.fix)}>
              {note.fix.label}
            </Button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

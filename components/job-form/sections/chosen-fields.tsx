"use client";

import { X } from "lucide-react";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";

/** The chosen fields in record order; each can be taken out. */
export function ChosenFields({
  chosen,
  known,
  onRemove,
}: {
  chosen: string[];
  known: LogField[];
  onRemove: (name: string) => void;
}) {
  if (chosen.length === 0) return null;
  const knownNames = new Set(known.map(({ name }) => name));
  return (
    <ol
      aria-label="Chosen fields, in record order"
      className="flex max-h-40 flex-wrap gap-1.5 overflow-y-auto border-line border-t p-2"
    >
      {chosen.map((name) => (
        <li
          key={name}
          className="flex max-w-full items-center gap-1 rounded-control bg-accent-soft pl-2 font-mono text-accent text-xs"
        >
          <span className="min-w-0 break-all py-1">{name}</span>
          {knownNames.has(name) ? null : <span className="text-warn">not in list</span>}
          <button
            type="button"
            className="grid size-6 shrink-0 place-items-center rounded-control hover:bg-sunken"
            aria-label={`Remove field ${name}`}
            onClick={() => onRemove(name)}
          >
            <X aria-hidden className="size-3" />
          </button>
        </li>
      ))}
    </ol>
  );
}

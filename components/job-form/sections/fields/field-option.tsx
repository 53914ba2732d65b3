import { memo } from "react";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { noteOfField } from "#lib/logpush/datasets/notes.ts";

type FieldOptionProps = {
  field: LogField;
  dataset: string;
  isChosen: boolean;
  isTabStop: boolean;
  onToggle: (name: string) => void;
};

/** One field: chosen or not, with its type and what there is to know. A key press elsewhere does not render it again. */
export const FieldOption = memo(function FieldOption({
  field,
  dataset,
  isChosen,
  isTabStop,
  onToggle,
}: FieldOptionProps) {
  const { name, type, isDeprecated, isTypeInferred, isNew } = field;
  const note = noteOfField(dataset, name);
  const metaId = `field-option-${name}`;
  return (
    <li className="break-inside-avoid">
      <label className="flex min-h-7 items-center gap-2 rounded-control px-2 py-0.5 hover:bg-sunken">
        <input
          type="checkbox"
          aria-label={name}
          aria-describedby={metaId}
          data-rove="main"
          data-key={name}
          tabIndex={isTabStop ? 0 : -1}
          className="size-4 shrink-0 accent-accent"
          checked={isChosen}
          onChange={() => onToggle(name)}
        />
        <span className="min-w-0 flex-1 font-mono text-xs [overflow-wrap:anywhere]">{name}</span>
        <span id={metaId} className="flex flex-wrap justify-end gap-x-1.5 text-right text-xs">
          {isNew ? <span className="text-info">new</span> : null}
          {isDeprecated ? <span className="text-warn">deprecated</span> : null}
          {note ? <span className="text-info">{note.tag}</span> : null}
          <span className="whitespace-nowrap text-muted">
            {type}
            {isTypeInferred ? (
              <>
                <span aria-hidden>?</span>
                <span className="sr-only"> (a guess)</span>
              </>
            ) : null}
          </span>
        </span>
      </label>
    </li>
  );
});

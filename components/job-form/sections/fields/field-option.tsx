import { memo } from "react";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { noteOfField } from "#lib/logpush/datasets/notes.ts";

type FieldOptionProps = {
  field: LogField;
  dataset: string;
  isChosen: boolean;
  isTabStop: boolean;
  /** What it costs a month, or would. */
  cost: string | undefined;
  onToggle: (name: string, isChosen: boolean) => void;
};

/** One field: chosen or not, with its type and what there is to know. A key press elsewhere does not render it again. */
export const FieldOption = memo(function FieldOption({
  field,
  dataset,
  isChosen,
  isTabStop,
  cost,
  onToggle,
}: FieldOptionProps) {
  const { name, type, isDeprecated, isTypeInferred, isNew } = field;
  const note = noteOfField(dataset, name);
  const metaId = `field-option-${name}`;
  return (
    <li>
      <label className="flex min-h-8 cursor-pointer items-center gap-3 py-0.5 pr-4 pl-5.5 hover:bg-hover">
        <input
          type="checkbox"
          aria-label={name}
          aria-describedby={metaId}
          data-rove="main"
          data-key={name}
          tabIndex={isTabStop ? 0 : -1}
          className="check"
          checked={isChosen}
          onChange={() => onToggle(name, isChosen)}
        />
        <span className="min-w-0 flex-1 font-mono text-xs [overflow-wrap:anywhere]">{name}</span>
        <span id={metaId} className="flex flex-wrap justify-end gap-x-1.5 text-right text-xs">
          {isNew ? <span className="rounded-sm bg-accent-soft px-1.5 text-accent">new</span> : null}
          {isDeprecated ? <span className="text-warn">deprecated</span> : null}
          {note ? <span className="text-info">{note.tag}</span> : null}
          {cost ? <span className="whitespace-nowrap text-muted tabular-nums">{cost}</span> : null}
          <span className="whitespace-nowrap font-mono text-muted">
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

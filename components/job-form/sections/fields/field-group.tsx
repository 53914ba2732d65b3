import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";
import type { FieldGroup } from "#lib/logpush/datasets/group-fields.ts";

type GroupProps = {
  group: FieldGroup;
  chosenCount: number;
  isOpen: boolean;
  /** The key of the list's tab stop. */
  stop: string | undefined;
  onFold: () => void;
  onAll: () => void;
  onNone: () => void;
  children: ReactNode;
};

/** The key of a group's heading in the roving list. No field name holds a colon. */
export function groupKey(name: string, part = "fold"): string {
  return `${part}:${name}`;
}

/** A family of fields under a heading that folds it, with all or none of it at a press. */
export function FieldGroupRow({ group, chosenCount, isOpen, stop, onFold, onAll, onNone, children }: GroupProps) {
  const { name, fields } = group;
  const rove = (part: string) => {
    const key = groupKey(name, part);
    return { "data-key": key, tabIndex: stop === key ? 0 : -1 };
  };
  return (
    <li className="first:[&>div]:border-t-0">
      <div className="sticky top-0 z-1 flex h-9 items-center gap-1 border-line-soft border-t bg-raised pr-2.5 pl-4">
        <button
          type="button"
          aria-expanded={isOpen}
          data-rove="main"
          {...rove("fold")}
          className="flex min-h-8 min-w-0 flex-1 items-center gap-2 rounded-control text-left font-medium"
          onClick={onFold}
        >
          <ChevronRight aria-hidden className={`size-3.5 shrink-0 text-muted ${isOpen ? "rotate-90" : ""}`} />
          {name}
          <span className="ml-auto font-normal text-muted text-xs tabular-nums">
            {chosenCount} of {fields.length}
          </span>
        </button>
        <GroupButton {...rove("all")} label={`All of ${name}`} onClick={onAll}>
          All
        </GroupButton>
        <GroupButton {...rove("none")} label={`None of ${name}`} onClick={onNone}>
          None
        </GroupButton>
      </div>
      {isOpen ? (
        <ul aria-label={name} className="pb-1">
          {children}
        </ul>
      ) : null}
    </li>
  );
}

type GroupButtonProps = {
  "data-key": string;
  tabIndex: number;
  label: string;
  onClick: () => void;
  children: ReactNode;
};

function GroupButton({ label, children, ...props }: GroupButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      data-rove="side"
      className="min-h-6 rounded-control px-1.5 text-muted text-xs hover:bg-hover hover:text-fg"
      {...props}
    >
      {children}
    </button>
  );
}

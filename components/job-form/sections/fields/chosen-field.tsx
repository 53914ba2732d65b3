import { GripVertical, X } from "lucide-react";
import type { KeyboardEvent, ReactNode } from "react";

type ChosenFieldProps = {
  name: string;
  place: number;
  /** What it adds to a record. */
  size: string;
  flag: string | undefined;
  isPicked: boolean;
  isTabStop: boolean;
  isRemoveTabStop: boolean;
  isDragged: boolean;
  onPick: () => void;
  /** By one place, or to an end. */
  onMove: (to: 1 | -1 | "first" | "last") => void;
  onRemove: () => void;
  onDrag: (name: string | undefined) => void;
  onDrop: () => void;
  /** Below it, while it is picked. */
  children: ReactNode;
};

const moves: Record<string, 1 | -1 | "first" | "last"> = {
  ArrowUp: -1,
  ArrowLeft: -1,
  ArrowDown: 1,
  ArrowRight: 1,
  Home: "first",
  End: "last",
};

export function chipId(name: string): string {
  return `chosen-field-${name}`;
}

/** One chosen field: its place, its name, and the button that takes it out. */
export function ChosenField(props: ChosenFieldProps) {
  const { name, place, size, flag, isPicked, isTabStop, isRemoveTabStop, isDragged } = props;

  function onKeyDown(event: KeyboardEvent) {
    const move = event.altKey ? moves[event.key] : undefined;
    const isRemoval = event.key === "Delete" || event.key === "Backspace";
    if (move === undefined && !isRemoval) return;
    event.preventDefault();
    if (move === undefined) props.onRemove();
    else props.onMove(move);
  }

  return (
    <li
      draggable
      onDragStart={(event) => {
        event.dataTransfer.effectAllowed = "move";
        event.dataTransfer.setData("text/plain", name);
        props.onDrag(name);
      }}
      onDragEnd={() => props.onDrag(undefined)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        props.onDrop();
      }}
      className={`rounded-control border bg-raised ${isPicked ? "border-accent" : "border-line"} ${isDragged ? "opacity-50" : ""}`}
    >
      <div className="flex min-h-8 items-center gap-1 pr-1 pl-1.5">
        <GripVertical aria-hidden className="size-3.5 shrink-0 cursor-grab text-faint" />
        <button
          type="button"
          id={chipId(name)}
          aria-label={`${name}${flag ? ` ${flag}` : ""}, field ${place + 1}`}
          aria-pressed={isPicked}
          data-rove="main"
          data-key={name}
          tabIndex={isTabStop ? 0 : -1}
          className="min-h-6 min-w-0 flex-1 rounded-control px-0.5 text-left font-mono text-xs [overflow-wrap:anywhere]"
          onClick={props.onPick}
          onKeyDown={onKeyDown}
        >
          {name}
          {flag ? <span className="font-sans text-warn"> {flag}</span> : null}
        </button>
        <span className="text-muted text-xs tabular-nums">{size}</span>
        <button
          type="button"
          data-rove="side"
          data-key={`remove ${name}`}
          tabIndex={isRemoveTabStop ? 0 : -1}
          className="grid size-6 shrink-0 place-items-center rounded-control text-muted hover:bg-hover hover:text-fg"
          aria-label={`Remove field ${name}`}
          onClick={props.onRemove}
        >
          <X aria-hidden className="size-3.5" />
        </button>
      </div>
      {props.children}
    </li>
  );
}

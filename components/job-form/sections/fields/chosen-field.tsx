import { X } from "lucide-react";
import type { KeyboardEvent } from "react";

type ChosenFieldProps = {
  name: string;
  place: number;
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
  const { name, place, flag, isPicked, isTabStop, isRemoveTabStop, isDragged } = props;

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
      className={`flex max-w-full items-center rounded-control bg-accent-soft pl-1.5 font-mono text-accent text-xs ${isDragged ? "opacity-50" : ""}`}
    >
      <span aria-hidden className="cursor-grab select-none pr-1 text-muted">
        {place + 1}
      </span>
      <button
        type="button"
        id={chipId(name)}
        aria-label={`${name}${flag ? ` ${flag}` : ""}, field ${place + 1}`}
        aria-pressed={isPicked}
        data-rove="main"
        data-key={name}
        tabIndex={isTabStop ? 0 : -1}
        className="min-h-6 min-w-0 rounded-control px-0.5 text-left break-all aria-pressed:underline"
        onClick={props.onPick}
        onKeyDown={onKeyDown}
      >
        {name}
        {flag ? <span className="font-sans text-warn"> {flag}</span> : null}
      </button>
      <button
        type="button"
        data-rove="side"
        data-key={`remove ${name}`}
        tabIndex={isRemoveTabStop ? 0 : -1}
        className="grid size-6 shrink-0 place-items-center rounded-control hover:bg-sunken"
        aria-label={`Remove field ${name}`}
        onClick={props.onRemove}
      >
        <X aria-hidden className="size-3" />
      </button>
    </li>
  );
}

import { Button } from "#components/ui/button.tsx";

type MoveBarProps = { name: string; place: number; count: number; onMove: (place: number) => void };

/** Moves the picked field. A button that leads nowhere stays focusable, so that the focus is not lost at an end. */
export function MoveBar({ name, place, count, onMove }: MoveBarProps) {
  const moves = [
    { label: "First", to: 0 },
    { label: "Up", to: place - 1 },
    { label: "Down", to: place + 1 },
    { label: "Last", to: count - 1 },
  ];
  return (
    <fieldset className="mx-2 mb-2 flex min-w-0 flex-wrap items-center gap-1.5 rounded-control bg-sunken p-1.5 text-xs">
      <legend className="sr-only">Move {name}</legend>
      <span aria-hidden className="min-w-0 px-1 font-mono [overflow-wrap:anywhere]">
        {name}
      </span>
      <span className="text-muted">
        {place + 1} of {count}
      </span>
      {moves.map(({ label, to }) => {
        const isIdle = to < 0 || to >= count || to === place;
        return (
          <Button key={label} size="small" aria-disabled={isIdle} onClick={() => isIdle || onMove(to)}>
            {label}
          </Button>
        );
      })}
    </fieldset>
  );
}

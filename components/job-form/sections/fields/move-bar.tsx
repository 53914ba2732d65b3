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
    <fieldset className="flex min-w-0 flex-wrap items-center gap-1 px-1.5 pb-1.5 text-xs">
      <legend className="sr-only">Move {name}</legend>
      <span className="mr-auto text-muted">
        {place + 1} of {count}
      </span>
      {moves.map(({ label, to }) => {
        const isIdle = to < 0 || to >= count || to === place;
        return (
          <Button key={label} size="small" className="px-2" aria-disabled={isIdle} onClick={() => isIdle || onMove(to)}>
            {label}
          </Button>
        );
      })}
    </fieldset>
  );
}

import { memo, useState } from "react";
import { flushSync } from "react-dom";
import { moveName, withoutNames } from "#lib/logpush/datasets/arrange.ts";
import { ChosenField, chipId } from "./chosen-field.tsx";
import { MoveBar } from "./move-bar.tsx";
import { useRoving } from "./use-roving.ts";

type ChosenFieldsProps = {
  chosen: string[];
  /** What is odd about a chosen name, such as "removed". */
  flags: Map<string, string>;
  onChange: (names: string[]) => void;
  /** Says in a live region what was done. */
  onSay: (text: string) => void;
  /** Where the focus goes when the last field is gone. */
  emptyFocusId: string;
};

/** The chosen fields in record order, to be moved and taken out by keyboard, by buttons or by dragging. */
export const ChosenFields = memo(function ChosenFields({
  chosen,
  flags,
  onChange,
  onSay,
  emptyFocusId,
}: ChosenFieldsProps) {
  const [picked, setPicked] = useState<string>();
  const [dragged, setDragged] = useState<string>();
  const { stop, props: roving } = useRoving(chosen.flatMap((name) => [name, `remove ${name}`]));
  if (chosen.length === 0) return null;
  const pickedPlace = picked === undefined ? -1 : chosen.indexOf(picked);

  function move(name: string, place: number) {
    const moved = moveName(chosen, name, place);
    if (moved === chosen) return;
    // A node that is moved in the page loses the focus, so it is given back.
    const focused = document.activeElement;
    flushSync(() => onChange(moved));
    if (focused instanceof HTMLElement) focused.focus();
    onSay(`${name} is now field ${moved.indexOf(name) + 1} of ${moved.length}.`);
  }

  function remove(name: string) {
    const place = chosen.indexOf(name);
    const neighbor = chosen[place + 1] ?? chosen[place - 1];
    flushSync(() => onChange(withoutNames(chosen, [name])));
    document.getElementById(neighbor === undefined ? emptyFocusId : chipId(neighbor))?.focus();
    onSay(`${name} is taken out.`);
  }

  return (
    <div className="border-line border-t">
      <ol
        aria-label="Chosen fields, in record order"
        aria-describedby={`${emptyFocusId}-keys`}
        className="flex max-h-44 flex-wrap gap-1.5 overflow-y-auto p-2"
        {...roving}
      >
        {chosen.map((name, place) => (
          <ChosenField
            key={name}
            name={name}
            place={place}
            flag={flags.get(name)}
            isPicked={place === pickedPlace}
            isTabStop={stop === name}
            isRemoveTabStop={stop === name || stop === `remove ${name}`}
            isDragged={dragged === name}
            onPick={() => setPicked(picked === name ? undefined : name)}
            onMove={(to) => move(name, to === "first" ? 0 : to === "last" ? chosen.length : place + to)}
            onRemove={() => remove(name)}
            onDrag={setDragged}
            onDrop={() => dragged !== undefined && move(dragged, place)}
          />
        ))}
      </ol>
      {picked !== undefined && pickedPlace >= 0 ? (
        <MoveBar name={picked} place={pickedPlace} count={chosen.length} onMove={(place) => move(picked, place)} />
      ) : null}
      <p id={`${emptyFocusId}-keys`} className="px-2 pb-1.5 text-muted text-xs">
        Press a field to move it, or drag it. Keys: arrows go along, Alt and an arrow move it, Delete takes it out.
      </p>
    </div>
  );
});

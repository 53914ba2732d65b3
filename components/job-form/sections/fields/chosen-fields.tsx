import { memo, useState } from "react";
import { flushSync } from "react-dom";
import { moveName, withoutNames } from "#lib/logpush/datasets/arrange.ts";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { ChosenField, chipId } from "./chosen-field.tsx";
import { MoveBar } from "./move-bar.tsx";
import { useFieldSizes } from "./record-size.tsx";
import { searchId } from "./search-id.ts";
import { useRoving } from "./use-roving.ts";

type ChosenFieldsProps = {
  known: LogField[];
  chosen: string[];
  /** What is odd about a chosen name, such as "removed". */
  flags: Map<string, string>;
  onChange: (names: string[]) => void;
  /** Says in a live region what was done. */
  onSay: (text: string) => void;
};

/** The chosen fields in record order, to be moved and taken out by keyboard, by buttons or by dragging. */
export const ChosenFields = memo(function ChosenFields({ known, chosen, flags, onChange, onSay }: ChosenFieldsProps) {
  const [picked, setPicked] = useState<string>();
  const [dragged, setDragged] = useState<string>();
  const sizes = useFieldSizes(known, chosen);
  const { stop, props: roving } = useRoving(chosen.flatMap((name) => [name, `remove ${name}`]));
  if (chosen.length === 0) return <p className="text-muted text-xs">No fields selected.</p>;
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
    document.getElementById(neighbor === undefined ? searchId : chipId(neighbor))?.focus();
    onSay(`${name} removed.`);
  }

  return (
    <>
      <ol
        aria-label="Chosen fields, in record order"
        aria-describedby={`${searchId}-keys`}
        className="grid gap-1"
        {...roving}
      >
        {chosen.map((name, place) => (
          <ChosenField
            key={name}
            name={name}
            place={place}
            size={sizes.get(name) ?? ""}
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
          >
            {place === pickedPlace ? (
              <MoveBar name={name} place={place} count={chosen.length} onMove={(to) => move(name, to)} />
            ) : null}
          </ChosenField>
        ))}
      </ol>
      <p id={`${searchId}-keys`} className="mt-2 text-muted text-xs">
        Drag to reorder. Alt+Arrow moves, Delete removes.
      </p>
    </>
  );
});

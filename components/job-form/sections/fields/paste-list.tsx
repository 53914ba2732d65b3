import { useDeferredValue, useId, useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { controlStyle } from "#components/ui/input.tsx";
import { addNames } from "#lib/logpush/datasets/arrange.ts";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { type PastedList, readPastedList } from "#lib/logpush/datasets/paste-list.ts";

type PasteListProps = { known: LogField[]; chosen: string[]; onChoose: (names: string[]) => void };

const help =
  "Names separated by commas, spaces or line breaks, a JSON list, or a whole job as JSON, Terraform or curl.";

/** Chooses the fields of a pasted text, in its order. What the dataset does not have is named before anything is done. */
export function PasteList({ known, chosen, onChoose }: PasteListProps) {
  const id = useId();
  const [text, setText] = useState("");
  const [keepsUnknown, setKeepsUnknown] = useState(false);
  const [done, setDone] = useState("");
  const pasted = useDeferredValue(text);
  const list = useMemo(
    () =>
      readPastedList(
        pasted,
        known.map(({ name }) => name),
      ),
    [pasted, known],
  );
  const unknown = list.entries.filter(({ isKnown }) => !isKnown);
  const taken = list.entries.filter(({ isKnown }) => isKnown || keepsUnknown).map(({ name }) => name);
  const isIdle = taken.length === 0;

  function take(names: string[]) {
    if (isIdle) return;
    onChoose(names);
    setDone(`${taken.length} of ${list.entries.length} names used.`);
    setText("");
  }

  return (
    <div className="grid gap-2">
      <Field id={id} label="Paste list" help={help}>
        <textarea
          {...fieldProps(id, { help })}
          value={text}
          rows={4}
          spellCheck={false}
          autoComplete="off"
          className={controlStyle({ font: "mono", className: "min-h-24 py-2" })}
          onChange={(event) => {
            setText(event.target.value);
            setDone("");
          }}
        />
      </Field>
      <p role="status" className="text-xs [overflow-wrap:anywhere]">
        {text === "" ? done : reportOf(list)}
      </p>
      {unknown.length > 0 ? (
        <label className="flex min-h-6 items-center gap-2 text-xs">
          <input
            type="checkbox"
            className="check"
            checked={keepsUnknown}
            onChange={(event) => setKeepsUnknown(event.target.checked)}
          />
          Keep unknown names; Cloudflare may refuse them
        </label>
      ) : null}
      <div className="flex flex-wrap gap-2">
        <Button size="small" aria-disabled={isIdle} onClick={() => take(taken)}>
          Use this list
        </Button>
        <Button size="small" aria-disabled={isIdle} onClick={() => take(addNames(chosen, taken))}>
          Add to chosen
        </Button>
      </div>
    </div>
  );
}

function reportOf({ entries, respelled, repeats }: PastedList): string {
  const unknown = entries.filter(({ isKnown }) => !isKnown).map(({ name }) => name);
  const parts = [`${entries.length - unknown.length} known`];
  if (unknown.length > 0)
    parts.push(`${unknown.length} unknown: ${unknown.slice(0, 20).join(", ")}${unknown.length > 20 ? "…" : ""}`);
  if (respelled.length > 0)
    parts.push(
      `${respelled.length} in different case: ${respelled
        .slice(0, 10)
        .map(({ typed, name }) => `${typed} is ${name}`)
        .join(", ")}`,
    );
  if (repeats > 0) parts.push(`${repeats} duplicate`);
  return `${parts.join("; ")}.`;
}

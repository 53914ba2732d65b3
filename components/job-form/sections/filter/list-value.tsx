"use client";

import { X } from "lucide-react";
import { type ClipboardEvent, type KeyboardEvent, useState } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { textFromValue, valueFromText } from "#lib/logpush/filter/typed-value.ts";
import type { ExactJson } from "#lib/logpush/json/exact-json.ts";
import { focusLater } from "../../use-query-rows.ts";
import type { Marks } from "./builder-context.tsx";

type ListValueProps = {
  id: string;
  label: string;
  type: string | undefined;
  items: ExactJson[];
  marks: Marks;
  onChange: (items: ExactJson[]) => void;
};

/**
 * Several values: typed or pasted with commas or lines between them, each a chip that can be taken out. What is being typed
 * is the last value already, so that nothing depends on leaving the input.
 */
export function ListValue({ id, label, type, items, marks, onChange }: ListValueProps) {
  const [draft, setDraft] = useState("");
  const typed = draft.trim();
  const last = items.at(-1);
  const isLast = typed !== "" && last !== undefined && textFromValue(last) === typed;
  const committed = isLast ? items.slice(0, -1) : items;
  // A stored list may hold a value twice.
  const chips = committed.map((item, place) => ({ key: `${place}`, text: textFromValue(item), place }));

  /** Puts texts behind the committed values, each once. */
  function commitItems(texts: string[], rest = "") {
    const known = new Set(committed.map(textFromValue));
    const added = [...new Set(texts.map((text) => text.trim()))].filter((text) => text !== "" && !known.has(text));
    const trailing = rest.trim() === "" ? [] : [rest.trim()];
    const next = [...committed, ...[...added, ...trailing].map((text) => valueFromText(text, type))];
    setDraft(rest);
    if (next.length !== items.length || !next.every((item, place) => item === items[place])) onChange(next);
  }

  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const lines = event.clipboardData.getData("text").split(/[\r\n]+/);
    if (lines.length < 2) return;
    event.preventDefault();
    commitItems([draft, ...lines].flatMap((line) => line.split(",")));
  }

  return (
    <div className="grid gap-1.5">
      <Field id={id} label="Value" isLabelHidden>
        <Input
          id={id}
          {...marks}
          font="mono"
          inputMode={type === "int" ? "numeric" : "text"}
          placeholder="Values"
          value={draft}
          onChange={({ target }) => {
            const parts = target.value.split(",");
            const rest = parts.pop() ?? "";
            commitItems(parts, rest);
          }}
          onKeyDown={(event: KeyboardEvent) => event.key === "Enter" && commitItems([draft])}
          onPaste={paste}
          onBlur={() => commitItems([draft])}
        />
      </Field>
      {chips.length === 0 ? (
        <p className="min-h-6 py-1 text-muted text-xs">Enter or a comma adds a value.</p>
      ) : (
        <ul aria-label={label} className="flex max-h-40 flex-wrap gap-1 overflow-y-auto">
          {chips.map(({ key, text, place }) => (
            <Chip
              key={key}
              text={text}
              onRemove={() => {
                onChange(items.toSpliced(place, 1));
                focusLater(id);
              }}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

function Chip({ text, onRemove }: { text: string; onRemove: () => void }) {
  return (
    <li className="flex max-w-full items-center gap-1 rounded-control bg-accent-soft pl-2 font-mono text-accent text-xs">
      <span className="min-w-0 break-all py-1">{text === "" ? "(empty)" : text}</span>
      <button
        type="button"
        className="grid size-6 shrink-0 place-items-center rounded-control hover:bg-sunken"
        aria-label={`Remove ${text === "" ? "the empty text" : text}`}
        onClick={onRemove}
      >
        <X aria-hidden className="size-3" />
      </button>
    </li>
  );
}

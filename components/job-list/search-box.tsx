"use client";

import { Search, X } from "lucide-react";
import { type FocusEvent, type KeyboardEvent, lazy, Suspense, useRef, useState } from "react";
import type { FindScopes } from "#components/scopes/use-known-scopes.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import type { ListView } from "#lib/logpush/list/list-view.ts";
import { joinSearch, type SearchToken, splitSearch, tokenText } from "#lib/logpush/list/parse-search.ts";
import type { JobPage } from "#lib/logpush/views.ts";
import type { ViewChange } from "./use-list-view.ts";

/** Shown to who searches, so it comes when the box has the focus. */
const SearchHints = lazy(() => import("./search-hints.tsx").then(({ SearchHints }) => ({ default: SearchHints })));

type SearchBoxProps = {
  view: ListView;
  page: Pick<JobPage, "scopeName" | "datasets">;
  isTyping: boolean;
  findScopes: FindScopes;
  onType: (q: string) => void;
  onStopTyping: () => void;
  onChange: (change: ViewChange) => void;
};

/** Searches everything that the list shows. `key:value` looks in one part of it, and becomes a chip. */
export function SearchBox({ view, page, isTyping, findScopes, onType, onStopTyping, onChange }: SearchBoxProps) {
  const box = useRef<HTMLElement>(null);
  const input = useRef<HTMLInputElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  const { chips, rest } = splitSearch(view.q, { isTyping });

  function write(text: string) {
    onType(joinSearch(chips, text));
    setIsOpen(true);
    input.current?.focus();
  }

  function onKeyDown({ key, repeat }: KeyboardEvent) {
    // A key that is held down only deletes what was typed.
    if (key === "Backspace" && !rest && !repeat) onChange(withoutLast);
    if (key === "Enter") onStopTyping();
    if (key === "Escape") setIsOpen(false);
    if (key === "ArrowDown") box.current?.querySelector<HTMLElement>("[data-hint]")?.focus();
  }

  function onBlur(event: FocusEvent) {
    if (box.current?.contains(event.relatedTarget)) return;
    setIsOpen(false);
    onStopTyping();
  }

  return (
    <search ref={box} className="relative min-w-0 flex-1" onBlur={onBlur}>
      <div className="flex min-h-9 flex-wrap items-center gap-1.5 rounded-control border border-line-strong bg-raised px-2.5 py-[5px] focus-within:border-accent focus-within:outline-1 focus-within:outline-accent">
        <Search aria-hidden className="size-4 shrink-0 text-faint" />
        {view.scope ? (
          <Chip name="zone" value={page.scopeName || view.scope} onRemove={() => onChange({ scope: "" })} />
        ) : null}
        {view.dataset ? <Chip name="dataset" value={view.dataset} onRemove={() => onChange({ dataset: "" })} /> : null}
        {chips.map((chip) => (
          <Chip
            key={tokenText(chip)}
            name={chip.key}
            value={chip.value}
            onRemove={() => onChange(({ q }) => ({ q: withoutChip(q, chip) }))}
          />
        ))}
        <input
          ref={input}
          id="search-jobs"
          type="search"
          aria-label="Search jobs"
          placeholder="Name, path, host: header: zone: dataset: status:"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={400}
          className="h-6 min-w-24 flex-1 bg-transparent outline-none max-sm:text-base [&::-webkit-search-cancel-button]:hidden"
          value={rest}
          onFocus={() => setIsOpen(true)}
          onClick={() => setIsOpen(true)}
          onKeyDown={onKeyDown}
          onChange={(event) => write(event.target.value)}
        />
        <Kbd className="max-sm:hidden">/</Kbd>
      </div>
      {isOpen ? (
        <Suspense>
          <SearchHints text={rest} datasets={page.datasets} findScopes={findScopes} onWrite={write} />
        </Suspense>
      ) : null}
    </search>
  );
}

function withoutChip(q: string, gone: SearchToken): string {
  const { chips, rest } = splitSearch(q, { isTyping: false });
  return joinSearch(
    chips.filter((chip) => tokenText(chip) !== tokenText(gone)),
    rest,
  );
}

/** The view without the last of its filters: those in the text first, then those with a parameter of their own. */
function withoutLast({ q, dataset }: ListView): Partial<ListView> {
  const last = splitSearch(q, { isTyping: false }).chips.at(-1);
  if (last) return { q: withoutChip(q, last) };
  return dataset ? { dataset: "" } : { scope: "" };
}

function Chip({ name, value, onRemove }: { name: string; value: string; onRemove: () => void }) {
  return (
    <span className="inline-flex h-6 max-w-full items-center gap-1 rounded-[4px] bg-accent-soft pr-1 pl-2 font-medium text-accent text-xs">
      <span className="font-normal">{name}:</span>
      <span className="truncate">{value}</span>
      <button
        type="button"
        aria-label={`Remove filter ${name}: ${value}`}
        className="relative grid size-[18px] shrink-0 place-items-center rounded-[3px] before:absolute before:-inset-[3px] hover:bg-accent-line"
        onClick={onRemove}
      >
        <X aria-hidden className="size-3" />
      </button>
    </span>
  );
}

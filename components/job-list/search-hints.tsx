"use client";

import { type KeyboardEvent, useEffect, useState } from "react";
import type { FindScopes } from "#components/scopes/use-known-scopes.ts";
import { callAction } from "#components/ui/call-action.ts";
import { statusChoices, type TokenKey, tokenText } from "#lib/logpush/list/parse-search.ts";

const keys: Record<TokenKey, string> = {
  host: "endpoint host",
  header: "header name",
  zone: "zone or account",
  dataset: "dataset",
  status: statusChoices.slice(0, 3).join(", "),
};

const shown = 8;

type SearchHintsProps = {
  text: string;
  datasets: readonly string[];
  findScopes: FindScopes;
  onWrite: (text: string) => void;
};

/** What can be searched for: the tokens, or the values of the one that is being typed. */
export function SearchHints({ text, datasets, findScopes, onWrite }: SearchHintsProps) {
  const { before, key, typed } = lastPiece(text);
  const zones = useZones(key === "zone" ? typed : undefined, findScopes);
  const values = { status: statusChoices, dataset: datasets, zone: zones, host: [], header: [] };
  const hints =
    key === undefined
      ? tokensFor(typed).map((name) => ({ label: `${name}:`, note: keys[name], text: `${before}${name}:` }))
      : values[key]
          .filter((value) => key === "zone" || value.toLowerCase().includes(typed.toLowerCase()))
          .slice(0, shown)
          .map((value) => ({ label: value, note: "", text: `${before}${tokenText({ key, value })} ` }));
  if (hints.length === 0) return null;
  return (
    <fieldset
      className="absolute top-full left-0 z-20 mt-1 min-w-64 max-w-full rounded-card bg-raised p-1 shadow-pop"
      onKeyDown={moveFocus}
    >
      <legend className="sr-only">{key ? `Values for ${key}` : "Search filters"}</legend>
      {hints.map(({ label, note, text: next }) => (
        <button
          key={label}
          type="button"
          data-hint
          // The search box keeps the focus, and what is typed.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => onWrite(next)}
          className="flex h-8 w-full items-center gap-3 rounded-[4px] px-2 text-left outline-none hover:bg-hover focus-visible:bg-hover"
        >
          <span className={key ? "truncate" : "font-mono text-accent text-xs"}>{label}</span>
          {note ? <span className="ml-auto truncate text-muted text-xs">{note}</span> : null}
        </button>
      ))}
    </fieldset>
  );
}

/** What is before the word that is being typed, and that word: a token's key and value, or text. */
function lastPiece(text: string): { before: string; key: TokenKey | undefined; typed: string } {
  const [, before = "", piece = ""] = /^(.*?)((?:"[^"]*"?|[^\s"])*)$/s.exec(text) ?? [];
  const [, name = "", value = ""] = /^([a-z]+):(.*)$/is.exec(piece) ?? [];
  const key = tokensFor("").find((one) => one === name.toLowerCase());
  return { before, key, typed: (key ? value : piece).replaceAll('"', "") };
}

function tokensFor(typed: string): TokenKey[] {
  const names = Object.keys(keys) as TokenKey[];
  return names.filter((name) => name.startsWith(typed.toLowerCase()));
}

/** The zones and accounts whose names match, as the server knows them. */
function useZones(typed: string | undefined, findScopes: FindScopes): string[] {
  const [zones, setZones] = useState<string[]>([]);
  useEffect(() => {
    if (typed === undefined) return;
    let isWanted = true;
    const timer = setTimeout(async () => {
      const result = await callAction(() => findScopes({ query: typed }));
      if (isWanted && result.ok) setZones([...new Set(result.value.scopes.map(({ name }) => name))]);
    }, 120);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [typed, findScopes]);
  return zones;
}

function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const all = Array.from(event.currentTarget.querySelectorAll<HTMLElement>("[data-hint]"));
  const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (by === 0) return;
  event.preventDefault();
  const at = all.findIndex((one) => one.matches(":focus"));
  (all[at + by] ?? document.getElementById("search-jobs"))?.focus();
}

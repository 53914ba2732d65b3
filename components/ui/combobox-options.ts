import type { Ref } from "react";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { Result } from "#lib/logpush/result.ts";

/** One choice. `note` tells it from others; the options of one `group` come one after another. */
export type ComboboxOption = { value: string; text: string; note?: string; group?: string };

/** The options that match, and how many there are in all. */
export type FoundOptions = { options: ComboboxOption[]; total: number };

/** Takes a key of the control; returns whether it was for the list. */
export type PressKey = (key: string) => boolean;

export type ComboboxListProps = {
  id: string;
  /** What is typed; null if nothing is, and the chosen option is active. */
  query: string | null;
  value: string;
  /** Finds the options for what is typed. It stays the same function as long as it finds the same. */
  find: (query: string) => Promise<Result<FoundOptions>>;
  /** How long to wait for more typing before a search. */
  debounceMs: number;
  pressKey: Ref<PressKey>;
  onActive: (id: string | undefined) => void;
  onChoose: (option: ComboboxOption) => void;
};

/** How far Page Up and Page Down go. */
const pageStep = 10;

/** Which option a key makes active; -1 is none. Undefined if the key is not for the list. */
export function placeAfter(key: string, place: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case "ArrowDown":
      return place < last ? place + 1 : Math.min(0, last);
    case "ArrowUp":
      return place > 0 ? place - 1 : last;
    case "PageDown":
      return Math.min(place + pageStep, last);
    case "PageUp":
      return Math.min(Math.max(place - pageStep, 0), last);
    case "Home":
      return Math.min(0, last);
    case "End":
      return last;
    default:
      return undefined;
  }
}

/** The options in their groups; those without a group are first, without a heading. */
export function groupOptions(options: ComboboxOption[]): { group: string; members: ComboboxOption[] }[] {
  const groups = new Set(["", ...options.map(({ group = "" }) => group)]);
  return Array.from(groups, (name) => ({
    group: name,
    members: options.filter(({ group = "" }) => group === name),
  })).filter(({ members }) => members.length > 0);
}

/** How many of the matches are shown, or that there is none. */
export function countText(query: string, shown: number, total: number): string {
  if (shown === 0) return query.trim() === "" ? "No options." : `Nothing matches “${query.trim()}”.`;
  if (shown >= total) return "";
  return `${shown} of ${formatCount(total)} shown. Type to narrow.`;
}

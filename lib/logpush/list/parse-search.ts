import { type HealthState, healthStates, isUrgent } from "../job/health-states.ts";

export const tokenKeys = ["host", "header", "zone", "dataset", "status"] as const;
export type TokenKey = (typeof tokenKeys)[number];

/** `header:Authorization`: its parts, as typed. */
export type SearchToken = { key: TokenKey; value: string };

/** What a search looks for, in lower case: words anywhere in what the list shows, and tokens in one part of it. */
export type JobSearch = { words: string[]; tokens: SearchToken[] };

/** A piece ends at a space that is not between quotes. */
const pieces = /(?:"[^"]*"?|[^\s"])+/g;

/** Each costs one comparison per job. */
const maxTerms = 20;

/** Parses the text of the search box. A token without a value is one that somebody is typing: it selects nothing yet. */
export function parseSearch(text: string): JobSearch {
  const words: string[] = [];
  const tokens: SearchToken[] = [];
  for (const [piece] of text.toLowerCase().matchAll(pieces)) {
    const token = parseToken(piece);
    if (token) tokens.push(token);
    else if (!isUnfinished(piece)) words.push(unquote(piece));
  }
  return { words: words.filter(Boolean).slice(0, maxTerms), tokens: tokens.slice(0, maxTerms) };
}

/** Reads one piece as a token with a value. */
export function parseToken(piece: string): SearchToken | undefined {
  const [, name = "", rest = ""] = /^([a-z]+):(.+)$/is.exec(piece) ?? [];
  const key = tokenKeys.find((one) => one === name.toLowerCase());
  const value = unquote(rest);
  return key && value !== "" ? { key, value } : undefined;
}

/** The text of a token, which `parseToken` reads back. */
export function tokenText({ key, value }: SearchToken): string {
  return `${key}:${/\s/.test(value) ? `"${value}"` : value}`;
}

/**
 * What the search box shows of a text: tokens as chips, and the rest to edit. While somebody types, a token becomes a
 * chip with the space after it.
 */
export function splitSearch(text: string, { isTyping }: { isTyping: boolean }): { chips: SearchToken[]; rest: string } {
  const chips: SearchToken[] = [];
  let rest = "";
  let from = 0;
  for (const match of text.matchAll(pieces)) {
    const token = parseToken(match[0]);
    const end = match.index + match[0].length;
    if (!token || (isTyping && end === text.length)) continue;
    chips.push(token);
    rest += text.slice(from, match.index);
    from = end + 1;
  }
  rest += text.slice(from);
  return { chips, rest: isTyping ? rest.trimStart() : rest.trim().replace(/\s+/g, " ") };
}

/** The text of chips and of what is typed after them. */
export function joinSearch(chips: SearchToken[], rest: string): string {
  return [...chips.map((chip) => `${tokenText(chip)} `), rest].join("");
}

/** States by what people call them, for `status:` tokens. */
const statusWords: Record<HealthState, string> = {
  failing: "failing",
  "disabled-by-failure": "disabled-after-errors",
  stale: "no-data",
  settling: "waiting",
  pending: "waiting",
  healthy: "healthy",
  disabled: "disabled",
};

/** What `status:` offers. `attention` means all that need it. */
export const statusChoices = ["attention", ...new Set(Object.values(statusWords))];

/** The states whose word begins with the value, so that the list follows while somebody types it. */
export function statesOf(value: string): HealthState[] {
  const wanted = value.toLowerCase().replace(/[\s_]+/g, "-");
  if (wanted === "disabled") return ["disabled"];
  return healthStates.filter(
    (state) =>
      statusWords[state].startsWith(wanted) || state === wanted || (isUrgent(state) && "attention".startsWith(wanted)),
  );
}

function isUnfinished(piece: string): boolean {
  return tokenKeys.some((key) => piece.replaceAll('"', "") === `${key}:`);
}

function unquote(text: string): string {
  return text.replaceAll('"', "").trim();
}

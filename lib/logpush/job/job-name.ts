import { maxNameLength } from "../limits.ts";

/** The pattern of a job's name in Cloudflare's OpenAPI document (`logpush_name`). */
const accepted = /^[a-zA-Z0-9._-]*$/;
const refusedCharacter = /[^a-zA-Z0-9._-]/gu;
const refusedRun = /[^a-zA-Z0-9._-]+/u;
/** Longer texts are not names. The rest of one is not read. */
const maxRepairedText = 4 * maxNameLength;
const maxListed = 4;

/** A suggested name for a new job: the zone or account and the dataset, in characters that Cloudflare accepts. */
export function suggestName(scopeName: string, dataset: string): string {
  return `${scopeName}-${dataset}`.replace(/[^A-Za-z0-9.-]+/g, "-").replace(/^-+|-+$/g, "");
}

/** Whether Cloudflare accepts this name for a new job. An empty one, which means no name, is accepted. */
export function isJobName(name: string): boolean {
  return name.length <= maxNameLength && accepted.test(name);
}

/**
 * The nearest name that Cloudflare accepts: accents are dropped, other characters become one hyphen between the rest. A
 * valid name is returned unchanged. Empty if no letter or digit is left.
 */
export function repairJobName(name: string): string {
  if (isJobName(name)) return name;
  const plain = name.slice(0, maxRepairedText).normalize("NFKD").replace(/\p{M}/gu, "");
  const parts = plain.split(refusedRun);
  const last = parts.length - 1;
  const repaired = parts
    // A hyphen next to a refused character is part of the same gap.
    .map((part, index) => trimHyphens(part, { start: index > 0, end: index < last }))
    .filter((part) => part !== "")
    .join("-")
    .slice(0, maxNameLength);
  return /[a-zA-Z0-9]/.test(repaired) ? repaired : "";
}

/** Whether a name contains a reference (`${var.name}`, `$NAME`, `<NAME>`). Only a person knows its value. */
export function hasReference(name: string): boolean {
  return /\$[{(\w]|<[^<>]*>|\{\{/.test(name);
}

/** The characters that Cloudflare refuses, each once, in words; invisible ones by their number. */
export function listRefusedCharacters(name: string): string {
  const found = Array.from(new Set(name.match(refusedCharacter)), nameCharacter);
  const shown = found.slice(0, maxListed);
  return found.length > maxListed ? `${shown.join(", ")} and others` : shown.join(", ");
}

function nameCharacter(character: string): string {
  if (character === " ") return "the space";
  if (/[\p{L}\p{N}\p{P}\p{S}]/u.test(character)) return `“${character}”`;
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

function trimHyphens(part: string, { start, end }: { start: boolean; end: boolean }): string {
  let [from, to] = [0, part.length];
  while (start && part[from] === "-") from += 1;
  while (end && to > from && part[to - 1] === "-") to -= 1;
  return part.slice(from, to);
}

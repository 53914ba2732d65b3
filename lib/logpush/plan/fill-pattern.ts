import { encodeStrict } from "../destination/percent.ts";
import { repairJobName } from "../job/job-name.ts";

/** The values of the placeholders in a pattern. An account has no zone; the account of a zone may not be known. */
export type PlaceNames = { zone: string | null; account: string | null };

/** A zone or account as patterns see it. */
export type NamedPlace = { path: string; name: string; accountName: string | null };

const placeholder = /\{(zone|account)\}/g;

export function namesOfPlace({ path, name, accountName }: NamedPlace): PlaceNames {
  return path.startsWith("zones/") ? { zone: name, account: accountName } : { zone: null, account: name };
}

/** The first placeholder in the texts that has no value there: `zone` or `account`. */
export function findUnnamed(texts: readonly string[], names: PlaceNames): keyof PlaceNames | undefined {
  return (["zone", "account"] as const).find(
    (word) => names[word] === null && texts.some((text) => text.includes(`{${word}}`)),
  );
}

/** Whether a text has a placeholder that differs from zone to zone. */
export function hasPlaceholder(text: string): boolean {
  return text.search(placeholder) >= 0;
}

/** A header's or parameter's value as plain text; the destination's codec encodes it. */
export function fillValue(text: string, names: PlaceNames): string {
  return fill(text, names, (name) => name);
}

/** A job's name: what is filled in becomes characters that Cloudflare accepts. */
export function fillName(text: string, names: PlaceNames): string {
  return fill(text, names, repairJobName);
}

/** An endpoint: in its path, what is filled in is percent-encoded; in its host it stays, and is checked later. */
export function fillEndpoint(text: string, names: PlaceNames): string {
  const [, head = "", path = ""] = /^([a-z]+:\/\/[^/]*|[^/]*)(.*)$/s.exec(text) ?? [];
  return `${fill(head, names, (name) => name.toLowerCase())}${fill(path, names, encodeStrict)}`;
}

/**
 * A text with the zone's own name as a placeholder, to start a pattern from. A part of another name stays: `data.com` and
 * `my-a.com` are not `a.com`, nor is `a.com.au`. A host below the zone, such as `logs.a.com`, follows the zone.
 */
export function toPattern(text: string, zoneName: string): string {
  return replaceName(text, zoneName, String.raw`(?<![\p{L}\p{M}\p{N}-])`);
}

/** The same for the name of a job, where a hyphen separates words: `https-a.com` names the zone `a.com`. */
export function toNamePattern(text: string, zoneName: string): string {
  return replaceName(text, zoneName, String.raw`(?<![\p{L}\p{M}\p{N}])`);
}

function replaceName(text: string, zoneName: string, isBegun: string): string {
  if (zoneName === "") return text;
  const literal = zoneName.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  const isEnded = String.raw`(?![\p{L}\p{M}\p{N}]|\.[a-z]{2}(?![\p{L}\p{M}\p{N}]))`;
  return text.replaceAll(new RegExp(`${isBegun}${literal}${isEnded}`, "gu"), "{zone}");
}

function fill(text: string, names: PlaceNames, write: (name: string) => string): string {
  return text.replace(placeholder, (whole, word: keyof PlaceNames) => {
    const name = names[word];
    return name === null ? whole : write(name);
  });
}

import { canonicalHost } from "../destination/endpoint.ts";
import { encodeStrict } from "../destination/percent.ts";
import { repairSeparators } from "../destination/separators.ts";
import { type FilledText, fillReferences } from "./fill-references.ts";
import { applyToPiece, applyToText, type FixOption, type FixOptionId, listFixOptions } from "./fix-options.ts";
import { readPasted } from "./pasted-text.ts";
import { type Anatomy, type DestinationPiece, splitDestination } from "./split-destination.ts";

/** One change, in words. A secret's characters are counted, not named. */
export type FixChange = { code: string; message: string };

export type Fix = { fixed: string; changes: FixChange[]; options: FixOption[] };

/**
 * Fixes what can be fixed without a guess: the surroundings of a copy, the scheme, and characters that must be
 * percent-encoded and keep their meaning when they are. References stay as written. What needs a decision is an option,
 * applied if chosen. Without options, fixing twice equals fixing once.
 */
export function fixDestination(paste: string, chosen: readonly FixOptionId[] = []): Fix {
  const pasted = readPasted(paste);
  const filled = fillReferences(pasted.text);
  const options = listFixOptions(filled.text)
    .filter(({ id }) => id !== "userinfo-to-header" || !holdsUserinfo(filled))
    .map((option) => ({ ...option, isChosen: chosen.includes(option.id) }));
  const applied = options.filter(({ isChosen }) => isChosen).map(({ id }) => id);
  const decidedText = applyToText(filled.text, applied);
  const separated = repairSeparators(decidedText);
  const anatomy = splitDestination(separated);
  const changes: FixChange[] = [];
  if (pasted.isEscaped) changes.push({ code: "unescape", message: "Removed the JSON, HTML or shell escapes." });
  if (pasted.isJoined) changes.push({ code: "join", message: "Joined the parts that a shell or program would join." });
  if (pasted.before + pasted.after !== "") changes.push({ code: "unwrap", message: "Removed the text around it." });
  if (separated !== decidedText) {
    changes.push({
      code: "separator",
      message: "Added the separators: ? before the first parameter, & before the others.",
    });
  }
  for (const { id, change } of options) if (applied.includes(id)) changes.push({ code: id, message: change });
  const fixed = anatomy.pieces.map((piece) => {
    const decided = applyToPiece(piece, applied);
    const result = fixPiece({ ...piece, text: decided }, anatomy);
    if (result !== decided) changes.push(changeOf({ ...piece, text: decided }, result, anatomy));
    return result;
  });
  // The same change at two places of the same name is listed once.
  const said = new Map(changes.map((change) => [change.message, change]));
  return { fixed: filled.restore(fixed).join(""), changes: Array.from(said.values()), options };
}

/** A user or password that is still a reference cannot be encoded as base64. */
function holdsUserinfo(filled: FilledText): boolean {
  return splitDestination(filled.text).pieces.some(({ kind, text }) => kind === "userinfo" && filled.holds(text));
}

function fixPiece({ kind, text, place }: DestinationPiece, { facts }: Anatomy): string {
  if (kind === "scheme") return text.toLowerCase().replace(/^http:/, "https:");
  if (kind === "host") return /[^\0-\x7f]/.test(text) ? asciiHost(text) : text;
  const unsafe = unsafeIn({ kind, place }, facts);
  return unsafe ? text.replace(unsafe, encodeStrict) : text;
}

/** The characters of a piece that have to be encoded, if it is one whose characters can be. */
function unsafeIn({ kind, place }: Pick<DestinationPiece, "kind" | "place">, facts: Anatomy["facts"]) {
  if (place !== undefined || kind === "bucket") return unsafeInQuery;
  if (kind === "path") return facts.address === "url" ? unsafeInPath : unsafeInQuery;
  return kind === "fragment" ? quotesInFragment : undefined;
}

/** Writes a host with other letters in its ASCII form. A host with characters that no DNS name has stays unchanged. */
function asciiHost(text: string): string {
  const canonical = canonicalHost(text) ?? "";
  return /^[a-z0-9._-]+$/.test(canonical) ? canonical : text;
}

/**
 * In the query, every character that Cloudflare has been seen to refuse; its escape means the same there. Control
 * characters and lone surrogates stay, because they would be wrong encoded too.
 */
const unsafeInQuery = /[^A-Za-z0-9.,_:/?%+&={}\p{Cc}\p{Surrogate}-]/gu;
/**
 * In a path, only characters that are invalid there, and `~`, whose escape means the same (RFC 3986 section 6.2.2.2).
 * Servers may treat an encoded `;` unlike a plain one. Some read a backslash as a slash, so it stays.
 */
const unsafeInPath = /[^A-Za-z0-9.,_:/%+&=\-!$'()*;@\\\p{Cc}\p{Surrogate}]/gu;

/** Invalid in a fragment (RFC 3986 section 3.5). A single one would be read as the end of a quoted copy. */
const quotesInFragment = /["`“”]/g;

function changeOf(before: DestinationPiece, after: string, anatomy: Anatomy): FixChange {
  if (before.kind === "scheme") return { code: "scheme", message: `${before.text} → ${after}` };
  if (before.kind === "host")
    return { code: "host", message: `The host is written as ${after}, another spelling of the same name.` };
  const unsafe = unsafeIn(before, anatomy.facts);
  const characters = (unsafe && before.text.match(unsafe)) ?? [];
  const kinds = Array.from(new Set(characters));
  const where = placeInWords(before, anatomy);
  const what = before.isSecret
    ? `${characters.length} ${characters.length === 1 ? "character" : "characters"} percent-encoded`
    : kinds.map((character) => `${character === " " ? "space" : character} → ${encodeStrict(character)}`).join(", ");
  return { code: "encode", message: `${where}: ${what}` };
}

function placeInWords({ kind, place }: DestinationPiece, { segments }: Anatomy): string {
  if (kind === "fragment") return "After the #";
  if (place === undefined) return kind === "bucket" ? "Bucket" : "Path";
  const pair = segments[place]?.pair;
  const word = kind.startsWith("header") ? "header" : "parameter";
  if (!kind.endsWith("-value")) return `Name of a ${word}`;
  return pair?.name ? `Value of ${pair.name}` : `Value of a ${word}`;
}

import { type Segment, segmentDestination } from "#lib/logpush/destination/segments.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobRequest } from "./job-request.ts";
import type { SnippetOptions } from "./snippet.ts";

/** A variable for a secret. `text` is its value; without one the value is saved, and the snippet asks for it. */
export type SecretVariable = { name: string; label: string; text?: string };

/** A piece of plain text, or the variable that replaces it. */
export type Piece = string | SecretVariable;

/** The pieces of the request's destination; none if its body has no destination. */
export function destinationPieces({ body, values }: JobRequest, secrets: SnippetOptions["secrets"]): Piece[] {
  return body && "destination_conf" in body ? piecesOfValues(values, secrets) : [];
}

/** The pieces of the form's destination. One that the form cannot edit is a variable as a whole. */
export function piecesOfValues(values: JobFormValues, secrets: SnippetOptions["secrets"]): Piece[] {
  if (values.destinationMode === "keep") return [{ name: "LOGPUSH_DESTINATION", label: "destination string" }];
  return mergeTexts(piecesOf(segmentDestination(values), secrets));
}

/** The destination string to paste elsewhere: typed secrets as they are, a saved value by name, such as `$LOGPUSH_X`. */
export function destinationToCopy(values: JobFormValues): string {
  if (values.destinationString !== "") return values.destinationString;
  return piecesOfValues(values, "inline")
    .map((piece) => (typeof piece === "string" ? piece : `$${piece.name}`))
    .join("");
}

/** The name that replaces each saved value of the destination in a copy, in order. */
export function namesOfSaved(values: JobFormValues): string[] {
  return variablesOf(piecesOfValues(values, "inline")).map(({ name }) => `$${name}`);
}

/** The variables among the pieces, in order. */
export function variablesOf(pieces: Piece[]): SecretVariable[] {
  return pieces.filter((piece) => typeof piece !== "string");
}

/** Adjacent texts become one. */
export function mergeTexts(pieces: Piece[]): Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (typeof piece === "string" && typeof last === "string") merged[merged.length - 1] = last + piece;
    else merged.push(piece);
  }
  return merged;
}

/**
 * Puts a variable in place of every secret of a destination. Values that are only saved always become one; typed ones
 * do unless `secrets` is "inline". Variable names follow the header or parameter.
 */
function piecesOf(segments: Segment[], secrets: SnippetOptions["secrets"]): Piece[] {
  const taken = new Set<string>();
  return segments.map((segment, index) => {
    const isVariable = segment.isSaved || (segment.isSecret && secrets === "variables");
    if (!isVariable) return segment.text;
    const label = labelOf(segments, index);
    const name = uniqueName(label, taken);
    return segment.isSaved ? { name, label } : { name, label, text: segment.text };
  });
}

/** The name of a value; it is two pieces before, with "=" between. */
function labelOf(segments: Segment[], index: number): string {
  const segment = segments[index];
  if (segment?.kind === "path") return "path";
  if (segment?.kind === "host") return "userinfo";
  const name = segments[index - 2];
  return name?.kind.endsWith("-name") && segments[index - 1]?.text === "=" ? name.text : "value";
}

function uniqueName(label: string, taken: Set<string>): string {
  const word = label
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, "_")
    .replace(/^_|_$/g, "");
  const base = `LOGPUSH_${word || "VALUE"}`;
  let name = base;
  for (let count = 2; taken.has(name); count += 1) name = `${base}_${count}`;
  taken.add(name);
  return name;
}

import type { Json, JsonObject } from "#lib/logpush/job/job.ts";
import type { Piece } from "./secret-variables.ts";

const lineWidth = 100;

/** How a language writes values. The brackets and commas of objects and lists are common to all. */
export type LiteralSyntax = {
  text: (text: string) => string;
  nothing: string;
  yes: string;
  no: string;
  /** One entry of an object, without a separator. */
  entry: (key: string, value: string) => string;
  /** What follows an entry of an object at the end of its line. */
  comma: "," | "";
  step: string;
};

/** A value as code. `indent` is the indentation of the line on which it begins. */
export function writeLiteral(value: Json, syntax: LiteralSyntax, indent = ""): string {
  if (value === null) return syntax.nothing;
  if (typeof value === "boolean") return value ? syntax.yes : syntax.no;
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return syntax.text(value);
  const inner = indent + syntax.step;
  if (Array.isArray(value)) {
    const items = value.map((item) => writeLiteral(item, syntax, inner));
    const line = `[${items.join(", ")}]`;
    if (inner.length + line.length <= lineWidth && !line.includes("\n")) return line;
    return `[\n${items.map((item) => `${inner}${item},\n`).join("")}${indent}]`;
  }
  const entries = Object.entries(value).map(([key, item]) => {
    return `${inner}${syntax.entry(key, writeLiteral(item, syntax, inner))}${syntax.comma}\n`;
  });
  return entries.length === 0 ? "{}" : `{\n${entries.join("")}${indent}}`;
}

/** The body's attributes as code, with the destination as a concatenation of its pieces. */
export function writeAttributes(
  body: JsonObject,
  destination: Piece[],
  syntax: LiteralSyntax,
): { key: string; code: string }[] {
  return Object.entries(body).map(([key, value]) => ({
    key,
    code: key === "destination_conf" ? sumOf(destination, syntax.text) : writeLiteral(value, syntax, syntax.step),
  }));
}

/** Texts and variables joined by `+`, as in TypeScript, Python, Go and PowerShell. */
export function sumOf(pieces: Piece[], quote: (text: string) => string): string {
  if (pieces.length === 0) return quote("");
  return pieces.map((piece) => (typeof piece === "string" ? quote(piece) : piece.name)).join(" + ");
}

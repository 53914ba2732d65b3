import { isJsonObject, type Json } from "../../job/job.ts";
import { type GapKind, markGap } from "../gaps.ts";
import type { Evaluated, Program } from "./program.ts";
import type { TextPiece } from "./strings.ts";

/** A name is shown as written, an expression only by its line, because it may contain secrets. */
export function gapFor({ tokens, language }: Program, start: number, source: string, kind: GapKind): string {
  if (/^[$\w.:{}-]{1,60}$/.test(source)) return markGap(source, kind);
  if (language === "jq") return markGap("an expression of jq", kind);
  return markGap(`an expression in line ${tokens[start]?.line ?? 1}`, kind);
}

export function sumOf(values: Json[]): Json | undefined {
  const [first] = values;
  if (first !== undefined && values.length === 1) return first;
  if (values.every(isJsonObject)) return Object.fromEntries(values.flatMap(Object.entries<Json>));
  if (!values.some((value) => typeof value === "string")) return undefined;
  if (values.some((value) => typeof value === "object")) return undefined;
  return values.map(String).join("");
}

export function asText(value: Json): string {
  return typeof value === "string" && value.startsWith("\ufdd0") ? value : JSON.stringify(value);
}

export function numberOf(digits: string, next: number): Evaluated | undefined {
  const value = Number(digits.replace(/_|n$/g, ""));
  return Number.isFinite(value) && (!Number.isInteger(value) || Number.isSafeInteger(value))
    ? { value, next, isExact: true }
    : undefined;
}

export function memberOf({ lookUp }: Program, [name = "", ...members]: string[]): Json | undefined {
  return members.reduce<Json | undefined>(
    (value, key) => (isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    lookUp(name),
  );
}

export function joinPieces(program: Program, pieces: TextPiece[]): { value: Json; isExact: boolean } {
  let isExact = true;
  const texts = pieces.map((piece) => {
    if (typeof piece === "string") return piece;
    const code = piece.code.trim().replace(/^\$\{(.*)\}$/, "$$$1");
    const value = /^[\w$.:]+$/.test(code) ? memberOf(program, code.split(".")) : undefined;
    if (value !== undefined && typeof value !== "object") return String(value);
    isExact = false;
    return markGap(labelOf(program, piece.code.trim()), /^[\w$.:{}]+$/.test(code) ? "absent" : "expression");
  });
  return { value: texts.join(""), isExact };
}

/** A reference in a text as written, such as `${host}`; an expression without its content. */
function labelOf({ language }: Program, code: string): string {
  const [name = ""] = /^[\w$.:{}-]{0,60}/.exec(code) ?? [];
  const inside = name === code ? code : `${name}…`;
  if (language === "powershell") return inside.startsWith("$") ? inside : `$(${inside})`;
  if (language === "python") return `{${inside}}`;
  return language === "jq" ? `\\(${inside})` : `\${${inside}}`;
}

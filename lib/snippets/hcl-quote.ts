import { escapeHidden, isHalfPair, unicodeEscape } from "./escape-hidden.ts";
import type { LiteralSyntax } from "./literal.ts";
import type { Piece } from "./secret-variables.ts";

/**
 * Text as a quoted template of Terraform's language (developer.hashicorp.com, "Strings and templates"): `${` and `%{`
 * would start a template and are doubled. A lone surrogate, which HCL cannot hold, becomes U+FFFD.
 */
export function quoteHcl(text: string): string {
  return `"${escapeTemplate(text)}"`;
}

/** Texts and variables as one quoted template. */
export function quoteHclPieces(pieces: Piece[], nameOf: (name: string) => string): string {
  const parts = pieces.map((piece, index) => {
    if (typeof piece !== "string") return `\${var.${nameOf(piece.name)}}`;
    const isBeforeVariable = index < pieces.length - 1;
    // A "$" right before an interpolation would turn it into an escape.
    return escapeTemplate(piece).replace(/[$%]$/, (mark) =>
      isBeforeVariable ? unicodeEscape(mark.charCodeAt(0)) : mark,
    );
  });
  return `"${parts.join("")}"`;
}

export const hclSyntax: LiteralSyntax = {
  text: quoteHcl,
  nothing: "null",
  yes: "true",
  no: "false",
  entry: (key, value) => `${quoteHcl(key)} = ${value}`,
  comma: "",
  step: "  ",
};

/** `isComment` is set for attributes that the provider may refuse. */
export type HclAttribute = { key: string; code: string; isComment?: boolean };

/** A block's attributes in the layout of `terraform fmt`: one-line attributes aligned, longer ones separate. */
export function writeHclBody(attributes: HclAttribute[], indent: string): string[] {
  const sent = attributes.filter(({ isComment }) => !isComment);
  const short = sent.filter(({ code }) => !code.includes("\n"));
  const width = Math.max(0, ...short.map(({ key }) => key.length));
  const long = sent.filter(({ code }) => code.includes("\n"));
  const comments = attributes
    .filter(({ isComment }) => isComment)
    .flatMap(({ key, code }) => `${quoteKey(key)} = ${code}`.split("\n"));
  return [
    ...short.map(({ key, code }) => `${indent}${key.padEnd(width)} = ${code}`),
    ...long.flatMap(({ key, code }, index) => [...(index + short.length > 0 ? [""] : []), `${indent}${key} = ${code}`]),
    ...(comments.length === 0 ? [] : [`${indent}# The provider may not support these. If yours does, uncomment them:`]),
    ...comments.map((line) => `${indent}# ${line}`),
  ];
}

function quoteKey(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : quoteHcl(key);
}

function escapeTemplate(text: string): string {
  const escaped = text.replace(/["\\]/g, "\\$&").replace(/\$\{|%\{/g, (start) => start.charAt(0) + start);
  return escapeHidden(escaped, (codePoint) => (isHalfPair(codePoint) ? "\ufffd" : unicodeEscape(codePoint)));
}

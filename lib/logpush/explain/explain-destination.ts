import { canonicalHost } from "../destination/endpoint.ts";
import { byteLength, decodePercent } from "../destination/percent.ts";
import { type FilledText, fillReferences } from "./fill-references.ts";
import type { Finding, Severity } from "./finding.ts";
import { listFindings } from "./list-findings.ts";
import { meaningOf } from "./meanings.ts";
import { readPasted } from "./pasted-text.ts";
import { findingsWithReferences } from "./reference-findings.ts";
import { type Anatomy, type DestinationPiece, type PieceKind, splitDestination } from "./split-destination.ts";

/** One piece as pasted. `decoded` is set where percent-encoding has a meaning and could be decoded. */
export type ExplainedPiece = { kind: PieceKind; text: string; meaning: string; decoded?: string; isSecret?: boolean };

export type Explanation = {
  /** The kind of destination, such as "HTTP endpoint"; empty for an empty text. */
  label: string;
  /** The documented format of that kind; empty if there is none. */
  template: string;
  /** In order; joined, their texts are the pasted text. */
  pieces: ExplainedPiece[];
  /** The most severe first, then in the order of the pieces. */
  findings: Finding[];
  /** UTF-8 length of the string itself. */
  bytes: number;
};

/**
 * Explains any text as a destination string: the meaning of each piece, and what is wrong or risky about it. Total;
 * needs only the text (Logpush "Enable destinations").
 */
export function explainDestination(paste: string): Explanation {
  const { before, after, text, sources, isEscaped } = readPasted(paste);
  const filled = fillReferences(text);
  const anatomy = splitDestination(filled.text);
  const offset = before === "" ? 0 : 1;
  const findings = findingsWithReferences(listFindings(anatomy), anatomy, filled).map((finding) =>
    finding.piece === undefined ? finding : { ...finding, piece: finding.piece + offset },
  );
  return {
    label: labelOf(anatomy, text),
    template: anatomy.facts.template,
    pieces: [...wrapPiece(before), ...explainPieces(anatomy, filled, sources), ...wrapPiece(after)],
    findings: [...pasteFindings(before + after, text, isEscaped), ...findings].sort(bySeverity),
    bytes: byteLength(text),
  };
}

function labelOf({ scheme, facts }: Anatomy, text: string): string {
  if (text === "") return "";
  return scheme === "" ? "Not a destination string" : facts.label;
}

function explainPieces({ pieces, segments, scheme }: Anatomy, filled: FilledText, sources: string[]): ExplainedPiece[] {
  const texts = filled.restore(pieces.map(({ text }) => text));
  const decodedTexts = filled.restore(pieces.map((piece) => decodedOf(piece) ?? piece.text));
  let at = 0;
  return pieces.map((piece, index): ExplainedPiece => {
    const { kind, text, place, role } = piece;
    const { length } = texts[index] ?? "";
    const source = sources.slice(at, at + length).join("");
    at += length;
    const pair = place === undefined ? undefined : segments[place]?.pair;
    const meaning = meaningOf({ kind, text, role, scheme: scheme.toLowerCase(), name: pair?.name, value: pair?.value });
    const decoded = decodedOf(piece) === undefined ? undefined : decodedTexts[index];
    const isSecret = piece.isSecret && !filled.isOnly(text);
    return {
      kind,
      text: source,
      meaning,
      ...(decoded === undefined ? {} : { decoded }),
      ...(isSecret ? { isSecret } : {}),
    };
  });
}

function decodedOf({ kind, text }: DestinationPiece): string | undefined {
  if (kind === "host") return canonicalHost(text);
  if (!/^(?:userinfo|path|bucket|header-|param-)/.test(kind)) return undefined;
  const decoded = decodePercent(text);
  return decoded.ok ? decoded.value : undefined;
}

function wrapPiece(text: string): ExplainedPiece[] {
  return text === "" ? [] : [{ kind: "wrap", text, meaning: meaningOf({ kind: "wrap", text, scheme: "" }) }];
}

function pasteFindings(around: string, text: string, isEscaped: boolean): Finding[] {
  if (text === "") return [];
  const findings: Finding[] = [];
  if (isEscaped) {
    const message = "The string is escaped for JSON, HTML or a shell.";
    const nextStep = "Keep it escaped only there. Use the fixed version everywhere else.";
    findings.push({ code: "escaped-paste", severity: "warn", message, nextStep });
  }
  if (around !== "") {
    const message = /\S/.test(around)
      ? "Text around the string was copied too."
      : "Spaces or line breaks around the string were copied too.";
    findings.push({
      code: "wrapped-paste",
      severity: "info",
      message,
      nextStep: "Remove it, as in the fixed version.",
    });
  }
  return findings;
}

const ranks: Record<Severity, number> = { danger: 0, warn: 1, info: 2 };

function bySeverity(a: Finding, b: Finding): number {
  return ranks[a.severity] - ranks[b.severity] || (a.piece ?? -1) - (b.piece ?? -1);
}

import { addressKinds } from "./check-spelling.ts";
import type { FilledText } from "./fill-references.ts";
import { type Finding, placeOf } from "./finding.ts";
import type { Anatomy } from "./split-destination.ts";

/** Findings about a text that is unknown, because a reference replaces all or part of it. */
const ofUnknown: ReadonlySet<string> = new Set([
  "private-host",
  "E_DEST_PORT",
  "E_DEST_HOST",
  "E_DEST_HOST_CANONICAL",
  "E_DEST_SCHEME",
  "unknown-scheme",
  "scheme-case",
  "E_HEADER_DUPLICATE",
  "duplicate-parameter",
  "prefix-case",
  "unknown-parameter",
  "authorization-form",
  "credentials-form",
  "sas-right",
  "certificate-unchecked",
]);
const ofAddress: ReadonlySet<string> = new Set(["address-form", "splunk-port"]);
/** A reference in place of a whole segment may contain any parameters. */
const ofQuery: ReadonlySet<string> = new Set(["missing-parameter", "no-secret", "ownership"]);

/** Adds the references of a string as findings, and keeps the other findings that hold whatever is filled in. */
export function findingsWithReferences(findings: Finding[], anatomy: Anatomy, filled: FilledText): Finding[] {
  if (filled.references.length === 0) return findings;
  const { pieces } = anatomy;
  const isHeld = pieces.map(({ text }) => filled.holds(text));
  const isPlaceHeld = (place: number) => pieces.some((piece, index) => piece.place === place && isHeld[index]);
  const isAddressHeld = pieces.some(({ kind }, index) => addressKinds.test(kind) && isHeld[index]);
  const isQueryHeld = pieces.some(
    ({ place, kind }, index) =>
      isHeld[index] &&
      (place === undefined ? kind === "text" : !pieces.some((piece) => piece.place === place && piece.text === "=")),
  );
  const kept = findings.filter(({ code, piece }) => {
    if (ofAddress.has(code)) return !isAddressHeld;
    if (ofQuery.has(code)) return !isQueryHeld;
    if (!ofUnknown.has(code)) return true;
    const { place } = pieces[piece ?? 0] ?? {};
    return place === undefined ? !isHeld[piece ?? 0] : !isPlaceHeld(place);
  });
  return [...kept, ...listReferences(anatomy, filled)];
}

function listReferences({ pieces }: Anatomy, { references, holds, count }: FilledText): Finding[] {
  const places = pieces.flatMap(({ text }, index) => (holds(text) ? Array(count(text)).fill(index) : []));
  const first = new Map<string, Finding>();
  for (const [index, { text, isSure }] of references.entries()) {
    if (first.has(text)) continue;
    first.set(text, {
      code: "reference",
      severity: "warn",
      message: isSure ? `Reference: fill in ${text}.` : "Reference: replace what looks like a variable.",
      nextStep: "Keep it if a shell, Terraform or a template replaces it. Otherwise, write the value.",
      ...placeOf(places[index]),
    });
  }
  return [...first.values()];
}

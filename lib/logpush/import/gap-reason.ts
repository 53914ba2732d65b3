import type { Gap, GapKind } from "./gaps.ts";

const maxLabel = 60;

/**
 * A short name for a gap: the reference as written, or only the start of an expression. An expression can be long and
 * can contain literals, which may be secrets.
 */
export function labelGap({ source, kind }: Gap): string {
  const text = source.replace(/\s+/g, " ").trim();
  if (kind !== "absent" && kind !== "expression") return clip(text);
  const withoutKeys = text.replace(/\["[\w.-]{1,40}"\]/g, "");
  if (text.length <= maxLabel && !/["'`(]|:\/\/|:[-=?+]/.test(withoutKeys)) return text;
  const [, open = "", name = "", next = ""] = /^([$%@]?[({]?)\s*([\w.-]{0,40})\s*(\(?)/.exec(text) ?? [];
  const close = open.endsWith("{") ? "}" : open.endsWith("(") ? ")" : "";
  return `${open}${name}${next === "(" ? "(…)" : name === "" || open === "" ? "…" : " …"}${close}`;
}

function clip(text: string): string {
  return text.length <= maxLabel ? text : `${text.slice(0, maxLabel)}…`;
}

/** Why a value is missing, as the end of a sentence: "needs $TOKEN, which is not in the text". */
const phrases: Record<GapKind, (labels: string[]) => string> = {
  absent: (labels) => `needs ${list(labels)}, which ${labels.length > 1 ? "are" : "is"} not in the text`,
  expression: (labels) => `cannot be evaluated: ${list(labels)}`,
  placeholder: (labels) =>
    labels.length > 1 ? `contains the placeholders ${list(labels)}` : `is the placeholder ${list(labels)}`,
  hidden: (labels) => `is hidden in the text (${list(labels)})`,
  elsewhere: (labels) => `comes from ${list(labels)}`,
};

/** One phrase for each kind of gap, without a subject. */
export function gapPhrases(gaps: readonly Gap[]): string[] {
  return byKind(gaps).map(({ phrase }) => phrase);
}

/** One sentence for each kind of gap, about `subject`: "It needs $TOKEN, which is not in the text." */
export function gapReason(gaps: readonly Gap[], subject = "It"): string {
  return byKind(gaps)
    .map(({ kind, phrase, count }) => {
      const step = kind === "placeholder" ? `: enter ${count > 1 ? "their values" : "its value"}` : "";
      return `${subject} ${phrase}${step}.`;
    })
    .join(" ");
}

function byKind(gaps: readonly Gap[]): { kind: GapKind; phrase: string; count: number }[] {
  const kinds = Array.from(new Set(gaps.map(({ kind }) => kind)));
  return kinds.map((kind) => {
    const labels = Array.from(new Set(gaps.filter((gap) => gap.kind === kind).map(labelGap)));
    return { kind, phrase: phrases[kind](labels), count: labels.length };
  });
}

function list(labels: string[]): string {
  const [last = "", ...before] = labels.toReversed();
  return before.length === 0 ? last : `${before.toReversed().join(", ")} and ${last}`;
}

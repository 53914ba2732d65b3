import type { Json } from "../../job/job.ts";
import type { Language } from "./language.ts";
import type { Token } from "./tokens.ts";

/** A program as tokens, with the values of its names. */
export type Program = {
  text: string;
  language: Language;
  tokens: Token[];
  /** The value of a name, if the text defines it; undefined otherwise. */
  lookUp: (name: string) => Json | undefined;
  /** Where the expression around a token ends, for the ones that were searched. */
  ends: Map<number, number>;
  /** Whether a malformed object was found in it. */
  isBroken: boolean;
};

/**
 * The value of an expression, and the token after it. A value that only running it would show is a gap, and not exact.
 */
export type Evaluated = { value: Json; next: number; isExact: boolean };

/** Represents JavaScript's `undefined`, which leaves a key out. */
export const undefinedMark = "\ufdd0undefined\ufdd1";

/** Whether a bracket contains keys with values. */
export function isRecord({ tokens }: Program, at: number): boolean {
  const [key, separator] = [tokens[at + 1], tokens[at + 2]];
  return (key?.kind === "word" || key?.kind === "text") && /^(?:[:=]|=>)$/.test(separator?.value ?? "");
}

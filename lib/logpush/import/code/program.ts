import type { Json } from "../../job/job.ts";
import type { Language } from "./language.ts";
import type { Token } from "./tokens.ts";

/** A program in tokens, and what its names stand for. */
export type Program = {
  text: string;
  language: Language;
  tokens: Token[];
  /** The value of a name, as far as the text says; undefined for a name that it leaves open. */
  lookUp: (name: string) => Json | undefined;
  /** Where the expression around a token ends, as far as that was looked for. */
  ends: Map<number, number>;
  /** Whether some object in it was found to be malformed. */
  isBroken: boolean;
};

/** What an expression says, and the token behind it. What only running it could tell is a gap, and not exact. */
export type Evaluated = { value: Json; next: number; isExact: boolean };

/** Stands for JavaScript's `undefined`, which leaves a key out. */
export const undefinedMark = "\ufdd0undefined\ufdd1";

/** Whether a bracket holds keys with values. */
export function isRecord({ tokens }: Program, at: number): boolean {
  const [key, separator] = [tokens[at + 1], tokens[at + 2]];
  return (key?.kind === "word" || key?.kind === "text") && /^(?:[:=]|=>)$/.test(separator?.value ?? "");
}

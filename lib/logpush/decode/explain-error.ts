import type { Certainty } from "./cause.ts";
import type { DecodedCode } from "./causes.ts";
import { describeDecoded } from "./decode.ts";
import { readPasted } from "./read-pasted.ts";

/** What a text means; `certainty` is null where the cause is unknown. */
export type ExplainedError = {
  code: DecodedCode;
  certainty: Certainty | null;
  message: string;
  nextStep: string;
};

/**
 * Explains an error text: the first cause in it that is known, else E_CAUSE_UNKNOWN. Null for an empty text and for one
 * that tells of success. Total and pure.
 */
export function explainError(text: string): ExplainedError | null {
  const all = (readPasted(text)?.readings ?? []).flatMap(({ decoded }) => (decoded ? [decoded] : []));
  const decoded = all.find(({ code }) => code !== "E_CAUSE_UNKNOWN") ?? all[0];
  if (!decoded) return null;
  const { message, nextStep } = describeDecoded(decoded);
  return { code: decoded.code, certainty: decoded.certainty ?? null, message, nextStep };
}

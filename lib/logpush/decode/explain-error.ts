import type { Certainty } from "./cause.ts";
import type { DecodedCode } from "./causes.ts";
import { describeDecoded } from "./decode.ts";
import { readPasted } from "./read-pasted.ts";

/** The meaning of a text. `certainty` is null if the cause is unknown. */
export type ExplainedError = {
  code: DecodedCode;
  certainty: Certainty | null;
  message: string;
  nextStep: string;
};

/**
 * Explains an error text: the first known cause in it, else E_CAUSE_UNKNOWN. Null for an empty text and for a text that
 * reports success. Total and pure.
 */
export function explainError(text: string): ExplainedError | null {
  const all = (readPasted(text)?.readings ?? []).flatMap(({ decoded }) => (decoded ? [decoded] : []));
  const decoded = all.find(({ code }) => code !== "E_CAUSE_UNKNOWN") ?? all[0];
  if (!decoded) return null;
  const { message, nextStep } = describeDecoded(decoded);
  return { code: decoded.code, certainty: decoded.certainty ?? null, message, nextStep };
}

import { answerCauses } from "./answer-causes.data.ts";
import { apiCauses } from "./api-causes.data.ts";
import { connectionCauses } from "./connection-causes.data.ts";
import { logpushCauses } from "./logpush-causes.data.ts";

/** What keeps a delivery, or the test of a destination, from the receiver; of equal signs the first counts. */
export const DELIVERY_CAUSES = { ...answerCauses, ...connectionCauses, ...logpushCauses };

/** What Cloudflare's API refuses a request for. */
export const API_CAUSES = { ...apiCauses, ...logpushCauses };

/** The one table from observed texts and codes to what happened, what to look at and what to do. */
export const CAUSES = { ...DELIVERY_CAUSES, ...API_CAUSES };

export type CauseCode = keyof typeof CAUSES;

export function isCauseCode(code: string): code is CauseCode {
  return Object.hasOwn(CAUSES, code);
}

import { answerCauses } from "./answer-causes.data.ts";
import { apiCauses } from "./api-causes.data.ts";
import { authCauses } from "./auth-causes.data.ts";
import { connectionCauses } from "./connection-causes.data.ts";
import { filterCauses } from "./filter-causes.data.ts";
import { logpushCauses } from "./logpush-causes.data.ts";
import { upstreamCauses } from "./upstream-causes.data.ts";

/** Why a delivery, or the test of a destination, failed. Among equal matchers the first wins. */
export const DELIVERY_CAUSES = { ...answerCauses, ...connectionCauses, ...logpushCauses };

/** Why Cloudflare's API refused a request. */
export const API_CAUSES = { ...apiCauses, ...authCauses, ...logpushCauses };

/** Why Cloudflare's API did not answer a program. */
export const UPSTREAM_CAUSES = { ...upstreamCauses };

/** Filters that Cloudflare or a provider could not read. The form has these codes too, with sentences of its own. */
export const FILTER_CAUSES = { ...filterCauses };

/** Causes whose sentences are defined only here. */
export const CAUSES = { ...DELIVERY_CAUSES, ...API_CAUSES, ...UPSTREAM_CAUSES };

/** The one table that maps observed texts and codes to what happened, what to check and what to do. */
export const ALL_CAUSES = { ...CAUSES, ...FILTER_CAUSES };

export type CauseCode = keyof typeof CAUSES;
export type DecodedCode = keyof typeof ALL_CAUSES;

export function isCauseCode(code: string): code is CauseCode {
  return Object.hasOwn(CAUSES, code);
}

export function isDecodedCode(code: string): code is DecodedCode {
  return Object.hasOwn(ALL_CAUSES, code);
}

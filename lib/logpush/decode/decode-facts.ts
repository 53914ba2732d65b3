import type { Matcher } from "./cause.ts";
import { API_CAUSES, DELIVERY_CAUSES, UPSTREAM_CAUSES } from "./causes.ts";
import { type Decoded, decodeAnswer, decodeApi, decodeText, isDeliveryText } from "./decode.ts";
import type { Facts, Route } from "./facts.ts";
import { adviseUnknown } from "./unknown-advice.ts";
import { best } from "./weigh.ts";

/** Weighs each fact of a pasted text on its own. An unknown text gets advice for its kind. Total. */
export function decodeFacts(facts: Facts): Decoded {
  const decoded = withWait(decodeKnown(facts), facts.retryAfter);
  return decoded ?? adviseUnknown(facts);
}

function decodeKnown(facts: Facts): Decoded | undefined {
  const { text, apiCodes, apiStatus: status, isApi, endpointStatus } = facts;
  if (endpointStatus !== undefined) return decodeAnswer(endpointStatus, text);
  const isAnswered = status !== undefined || apiCodes.length > 0;
  if (isAnswered) return decodeAnswered(facts) ?? decodeServerError(facts);
  if (isDeliveryText(text)) return decodeText(text);
  if (isApi && /api\.cloudflare\.com/i.test(text)) {
    const lost = best(UPSTREAM_CAUSES, { text }, isWords);
    if (lost) return lost;
  }
  const refused = decodeApi({ api: [], text });
  if (refused || isApi) return refused;
  if (!endpointsStatus.test(text)) return best(DELIVERY_CAUSES, { text }, isWords);
  const decoded = decodeText(text);
  return decoded.code === "E_CAUSE_UNKNOWN" ? undefined : decoded;
}

/** Without these words around it, a status in a text may be anyone's. */
const endpointsStatus = /^\W{0,3}error [3-5]\d\d\b|\bhttps: (?:status:? ?)?[3-5]\d\d\b|\bendpoint\b|\breceiver\b/i;

/**
 * The API answered. Its status, codes and words count, and for a test of the destination so do the endpoint's words in
 * them.
 */
function decodeAnswered({ text, apiCodes, apiStatus: status, route }: Facts): Decoded | undefined {
  const isCut = text.lastIndexOf("{") > text.lastIndexOf("}");
  const decoded = decodeApi({ status, api: apiCodes, text, isCut });
  if (decoded?.code === "E_NOT_FOUND" && status === 404 && route && !route.isJob) return misrouted;
  if (decoded) return decoded;
  const isTest = status === 400 || apiCodes.some((code) => code === 1002 || code === 1004);
  const tested = isTest ? best(DELIVERY_CAUSES, { text }, isWords) : undefined;
  if (tested) return tested;
  return status === 400 && isPlaceholder(route) ? misrouted : undefined;
}

const misrouted = best(API_CAUSES, { api: [7003] });

function isWords({ text }: Matcher): boolean {
  return text !== undefined;
}

/** A server error counts as Cloudflare's only if the text shows that Cloudflare answered. */
function decodeServerError({ apiStatus: http, isApi }: Facts): Decoded | undefined {
  return isApi ? best(UPSTREAM_CAUSES, { http }) : undefined;
}

/** `<zone_id>`, `$ZONE_ID`, `{zone_id}` and the like, or an empty id. */
function isPlaceholder(route: Route | undefined): boolean {
  return route?.scopeId !== undefined && /^$|[<>${}[\]:*]|_?id$|^your/i.test(route.scopeId);
}

function withWait(decoded: Decoded | undefined, seconds: number | undefined): Decoded | undefined {
  if (decoded?.code !== "E_RATE_LIMIT" || seconds === undefined) return decoded;
  const wait = seconds === 1 ? "1 second" : `${seconds} seconds`;
  return { ...decoded, params: { ...decoded.params, wait } };
}

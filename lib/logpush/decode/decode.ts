import { describedError } from "../errors/errors.ts";
import { type AppError, type ErrorDetails, fillIn, type UpstreamError } from "../result.ts";
import { authCauses } from "./auth-causes.data.ts";
import type { Matcher } from "./cause.ts";
import { ALL_CAUSES, API_CAUSES, DELIVERY_CAUSES, FILTER_CAUSES, isCauseCode } from "./causes.ts";
import { deliveryPart } from "./read-words.ts";
import { best, type Decoded } from "./weigh.ts";

export type { Decoded } from "./weigh.ts";

/** Cloudflare's texts are far shorter. The limit bounds the work that a caller can cause. */
const maxTextLength = 10_000;

/** Where the endpoint's status appears in the texts of real jobs. */
const statusPattern =
  /(?:\berror|(?<!\bHTTP )\bstatus(?: code)?:?|uploading(?: to [a-z0-9]{1,20})?:|\bhttps:)\s*(?:status:?\s*)?([3-5]\d\d)\b/i;

/** Reads a job's `error_message`, or the text of a failed test of a destination. Total and pure. */
export function decodeText(text: string): Decoded {
  const whole = text.slice(0, maxTextLength);
  const read = deliveryPart(whole) ?? whole;
  const status = statusPattern.exec(read)?.[1];
  const answer = status === undefined ? undefined : Number(status);
  return best(DELIVERY_CAUSES, { text: read, answer }) ?? { code: "E_CAUSE_UNKNOWN", params: {} };
}

/** Reads an endpoint's answer: its status and the start of its body. */
export function decodeAnswer(status: number, excerpt = ""): Decoded {
  const evidence = { answer: status, text: excerpt.slice(0, maxTextLength) };
  const isAnswer = (matcher: Matcher) => matcher.answer !== undefined;
  return best(DELIVERY_CAUSES, evidence, isAnswer) ?? { code: "E_DESTINATION_STATUS", params: { status } };
}

/** Reads a `status` of logpushHealthAdaptiveGroups; undefined if it is not a failure. */
export function decodeHealthStatus(status: number): Decoded | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 600) return decodeAnswer(status);
  return best(DELIVERY_CAUSES, { health: status }) ?? { code: "E_CAUSE_UNKNOWN", params: { status } };
}

export type ApiFailure = { status?: number; errors: readonly UpstreamError[] };

/**
 * Reads a failed answer of Cloudflare's API by its HTTP status and errors; undefined if nothing in it is known. A text
 * about a delivery is read as one, unless the status shows that no delivery was tried.
 */
export function decodeApiError({ status, errors }: ApiFailure): Decoded | undefined {
  const api = errors.map(({ code }) => code);
  const text = errors
    .map(({ message }) => message)
    .join("\n")
    .slice(0, maxTextLength);
  return decodeApi({ status, api, text });
}

/** `isCut`: the answer was longer, so the missing part may name a cause other than the status. */
type ApiEvidence = { status?: number; api: readonly number[]; text: string; isCut?: boolean };

/** Like `decodeApiError`, for codes and a text that were found separately. */
export function decodeApi({ status, api, text, isCut = false }: ApiEvidence): Decoded | undefined {
  if (status === 429) return best(API_CAUSES, { http: status });
  const isMisrouted = api.includes(7003) || api.includes(7000);
  if (isMisrouted) return best(API_CAUSES, { api: [7003] });
  if (status === 401) return best(authCauses, { text, api, http: status });
  if (status === 404) return best(API_CAUSES, /could not route|no route for/i.test(text) ? { text } : { http: status });
  if (isDeliveryText(text)) return decodeText(text);
  // Logpush's own codes come with 403 for quota, plan and filter too, so the status alone means nothing there.
  const isTold =
    isCut || api.some((code) => code === 1002 || code === 1004) || /\bjobs? [^\n]{0,200}\bis not allowed\b/i.test(text);
  const isAllowed = (matcher: Matcher) =>
    !(isTold && matcher.http === 403 && matcher.text === undefined && matcher.api === undefined);
  return best({ ...FILTER_CAUSES, ...API_CAUSES }, { text, api, http: status }, isAllowed);
}

/** Whether a text is about a delivery or a test of the destination. */
export function isDeliveryText(text: string): boolean {
  return deliveryPart(text.slice(0, maxTextLength)) !== undefined;
}

/** The cause as an error, with its certainty. */
export function describeDecoded(decoded: Decoded, details: ErrorDetails = {}): AppError {
  const { code, certainty, says, checks } = decoded;
  const { params: given, ...rest } = details;
  const params = { ...decoded.params, ...given };
  const sure = { ...rest, ...(certainty && { certainty }) };
  const cause = ALL_CAUSES[code];
  if (isCauseCode(code) && !says && !checks) return describedError(code, { ...sure, params });
  return { code, ...fillIn(says ?? cause.says, params), checks: [...(checks ?? cause.checks)], ...sure };
}

/** Describes why a delivery, or the test of a destination, failed. */
export function describeDeliveryError(text: string, details: ErrorDetails = {}): AppError {
  return describeDecoded(decodeText(text), details);
}

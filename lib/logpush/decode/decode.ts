import { describedError, type ErrorCode } from "../errors.ts";
import type { AppError, Certainty, ErrorDetails, ErrorParams, UpstreamError } from "../result.ts";
import type { AnswerSign, Cause, Sign } from "./cause.ts";
import { API_CAUSES, type CauseCode, DELIVERY_CAUSES, isCauseCode } from "./causes.ts";
import { type SourceId, sources } from "./sources.data.ts";

/** The cause that a text or code was read as. Without `certainty` it was not recognised. */
export type Decoded = {
  code: CauseCode;
  params: ErrorParams;
  certainty?: Certainty;
  source?: (typeof sources)[SourceId];
};

type Facts = { text?: string; answer?: number; health?: number; api?: readonly number[]; http?: number };

/** Cloudflare's texts are far shorter; nobody may make us read more. */
const maxTextLength = 10_000;

/** Where the receiver's status stands in the texts of real jobs. */
const statusPattern =
  /(?:\berror|\bstatus(?: code)?:?|uploading(?: to [a-z0-9]{1,20})?:|\bhttps:)\s*(?:status:?\s*)?([3-5]\d\d)\b/i;

/** Reads `error_message` of a job, or the text of a failed test of a destination. Total and pure. */
export function decodeText(text: string): Decoded {
  const read = text.slice(0, maxTextLength);
  const status = statusPattern.exec(read)?.[1];
  const answer = status === undefined ? undefined : Number(status);
  return best(DELIVERY_CAUSES, { text: read, answer }) ?? { code: "E_CAUSE_UNKNOWN", params: {} };
}

/** Reads what a receiver answered: its status and the begin of its body. */
export function decodeAnswer(status: number, excerpt = ""): Decoded {
  const facts = { answer: status, text: excerpt.slice(0, maxTextLength) };
  const isAnswer = (sign: Sign) => sign.answer !== undefined;
  return best(DELIVERY_CAUSES, facts, isAnswer) ?? { code: "E_DESTINATION_STATUS", params: { status } };
}

/** Reads a `status` of logpushHealthAdaptiveGroups; undefined: nothing failed. */
export function decodeHealthStatus(status: number): Decoded | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 600) return decodeAnswer(status);
  return best(DELIVERY_CAUSES, { health: status }) ?? { code: "E_CAUSE_UNKNOWN", params: { status } };
}

/**
 * Reads a failed answer of Cloudflare's API by its HTTP status and errors; undefined: nothing in it is known. A text
 * about a delivery is read as one, unless the status says that nothing was tried.
 */
export function decodeApiError({ status, errors }: { status?: number; errors: UpstreamError[] }): Decoded | undefined {
  const api = errors.map(({ code }) => code);
  const isBarred = status === 401 || status === 404 || status === 429 || api.includes(7003);
  if (isBarred) return best(API_CAUSES, { api, http: status });
  const text = errors.map(({ message }) => message).join("\n");
  if (isDeliveryText(text)) return decodeText(text);
  return best(API_CAUSES, { text: text.slice(0, maxTextLength), api, http: status });
}

/** Whether a text tells of a delivery or of a test of the destination. */
export function isDeliveryText(text: string): boolean {
  return /validating destination|error (?:writing|uploading|pushing)|DNSError/i.test(text.slice(0, maxTextLength));
}

/** The cause in words, with how certain it is. */
export function describeDecoded({ code, params, certainty }: Decoded, details: ErrorDetails = {}): AppError {
  return describedError(code, {
    ...details,
    params: { ...params, ...details.params },
    ...(certainty && { certainty }),
  });
}

/** What kept a delivery, or the test of a destination, from the receiver: in words. */
export function describeDeliveryError(text: string, details: ErrorDetails = {}): AppError {
  return describeDecoded(decodeText(text), details);
}

/** How much each kind of sign says: a status in the text more than words around it, both together most. */
const weights = { health: 4, answer: 3, text: 2, api: 1, http: 1 } as const;

type Causes = Partial<Record<ErrorCode, Cause>>;

/** The cause with the strongest sign of which everything holds; of equal ones the first. */
function best(causes: Causes, facts: Facts, isAllowed: (sign: Sign) => boolean = () => true): Decoded | undefined {
  let found: { code: CauseCode; sign: Sign; weight: number } | undefined;
  for (const [code, { signs }] of Object.entries(causes)) {
    for (const sign of signs) {
      const weight = isAllowed(sign) ? weigh(sign, facts) : 0;
      if (weight > (found?.weight ?? 0) && isCauseCode(code)) found = { code, sign, weight };
    }
  }
  if (!found) return undefined;
  const { code, sign } = found;
  const status = facts.answer ?? facts.health;
  const params = { ...(status !== undefined && { status }), ...sign.params };
  return { code, params, certainty: sign.certainty, source: sources[sign.source] };
}

/** 0 when something that the sign asks for does not hold. */
function weigh({ text, answer, health, api, http }: Sign, facts: Facts): number {
  const parts: [key: keyof typeof weights, holds: boolean | undefined][] = [
    ["health", health === undefined ? undefined : isAmong(facts.health, health)],
    ["answer", answer === undefined ? undefined : isAnswer(facts.answer, answer)],
    ["api", api === undefined ? undefined : (facts.api?.includes(api) ?? false)],
    ["http", http === undefined ? undefined : facts.http === http],
    ["text", text?.test(facts.text ?? "")],
  ];
  if (parts.some(([, holds]) => holds === false)) return 0;
  return parts.reduce((sum, [key, holds]) => (holds ? sum + weights[key] : sum), 0);
}

function isAnswer(status: number | undefined, sign: AnswerSign): boolean {
  if (typeof sign === "string") return status !== undefined && String(status).charAt(0) === sign.charAt(0);
  return isAmong(status, sign);
}

function isAmong(value: number | undefined, wanted: number | readonly number[]): boolean {
  return value !== undefined && [wanted].flat().includes(value);
}

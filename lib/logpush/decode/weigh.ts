import type { ErrorCode } from "../errors/error-codes.ts";
import type { AnswerMatcher, Cause, Certainty, ErrorParams, Matcher, Says } from "./cause.ts";
import { type DecodedCode, isDecodedCode } from "./causes.ts";
import { type SourceId, sources } from "./sources.data.ts";

/** The cause that a text or code was read as. It was not recognized if `certainty` is absent. */
export type Decoded = {
  code: DecodedCode;
  params: ErrorParams;
  certainty?: Certainty;
  source?: (typeof sources)[SourceId];
  /** Sentences and checks that are more specific than the cause's. */
  says?: Says;
  checks?: readonly string[];
};

/** What matchers are compared with. */
export type Evidence = { text?: string; answer?: number; health?: number; api?: readonly number[]; http?: number };

export type Causes = Partial<Record<ErrorCode, Cause>>;

/**
 * The weight of each kind of matcher. A sum never reaches the next larger kind: words outweigh codes, and codes a status.
 */
const weights = { health: 16, answer: 8, text: 4, api: 2, http: 1 } as const;

/** The cause with the strongest matcher that matches completely. On a tie the first wins. */
export function best(causes: Causes, evidence: Evidence, isAllowed: (matcher: Matcher) => boolean = () => true) {
  let found: { code: DecodedCode; matcher: Matcher; weight: number } | undefined;
  for (const [code, { matchers }] of Object.entries(causes)) {
    for (const matcher of matchers) {
      const weight = isAllowed(matcher) ? weigh(matcher, evidence) : 0;
      if (weight > (found?.weight ?? 0) && isDecodedCode(code)) found = { code, matcher, weight };
    }
  }
  return found && toDecoded(found.code, found.matcher, evidence);
}

function toDecoded(code: DecodedCode, matcher: Matcher, evidence: Evidence): Decoded {
  const status = evidence.answer ?? evidence.health ?? evidence.http;
  return {
    code,
    params: { ...(status !== undefined && { status }), ...matcher.params },
    certainty: matcher.certainty,
    source: sources[matcher.source],
    ...(matcher.says && { says: matcher.says }),
  };
}

/** 0 if any part of the matcher does not match. */
function weigh({ text, answer, health, api, http }: Matcher, evidence: Evidence): number {
  const parts: [key: keyof typeof weights, holds: boolean | undefined][] = [
    ["health", health === undefined ? undefined : isAmong(evidence.health, health)],
    ["answer", answer === undefined ? undefined : isStatus(evidence.answer, answer)],
    ["api", api === undefined ? undefined : (evidence.api ?? []).some((code) => isAmong(code, api))],
    ["http", http === undefined ? undefined : isStatus(evidence.http, http)],
    ["text", text?.test(evidence.text ?? "")],
  ];
  if (parts.some(([, holds]) => holds === false)) return 0;
  return parts.reduce((sum, [key, holds]) => (holds ? sum + weights[key] : sum), 0);
}

function isStatus(status: number | undefined, matcher: AnswerMatcher): boolean {
  if (typeof matcher === "string")
    return status !== undefined && /^\d{3}$/.test(`${status}`) && `${status}`[0] === matcher[0];
  return isAmong(status, matcher);
}

function isAmong(value: number | undefined, wanted: number | readonly number[]): boolean {
  return value !== undefined && [wanted].flat().includes(value);
}

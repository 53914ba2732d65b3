import type { ErrorCode } from "../error-codes.ts";
import type { AnswerSign, Cause, Certainty, ErrorParams, Says, Sign } from "./cause.ts";
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

/** What signs are compared with. */
export type Evidence = { text?: string; answer?: number; health?: number; api?: readonly number[]; http?: number };

export type Causes = Partial<Record<ErrorCode, Cause>>;

/**
 * The weight of each kind of sign. A sum never reaches the next larger kind: words outweigh codes, and codes a status.
 */
const weights = { health: 16, answer: 8, text: 4, api: 2, http: 1 } as const;

/** The cause with the strongest sign that matches completely. On a tie the first wins. */
export function best(causes: Causes, evidence: Evidence, isAllowed: (sign: Sign) => boolean = () => true) {
  let found: { code: DecodedCode; sign: Sign; weight: number } | undefined;
  for (const [code, { signs }] of Object.entries(causes)) {
    for (const sign of signs) {
      const weight = isAllowed(sign) ? weigh(sign, evidence) : 0;
      if (weight > (found?.weight ?? 0) && isDecodedCode(code)) found = { code, sign, weight };
    }
  }
  return found && toDecoded(found.code, found.sign, evidence);
}

function toDecoded(code: DecodedCode, sign: Sign, evidence: Evidence): Decoded {
  const status = evidence.answer ?? evidence.health ?? evidence.http;
  return {
    code,
    params: { ...(status !== undefined && { status }), ...sign.params },
    certainty: sign.certainty,
    source: sources[sign.source],
    ...(sign.says && { says: sign.says }),
  };
}

/** 0 if any part of the sign does not match. */
function weigh({ text, answer, health, api, http }: Sign, evidence: Evidence): number {
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

function isStatus(status: number | undefined, sign: AnswerSign): boolean {
  if (typeof sign === "string")
    return status !== undefined && /^\d{3}$/.test(`${status}`) && `${status}`[0] === sign[0];
  return isAmong(status, sign);
}

function isAmong(value: number | undefined, wanted: number | readonly number[]): boolean {
  return value !== undefined && [wanted].flat().includes(value);
}

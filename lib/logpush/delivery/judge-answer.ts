import { decodeAnswer } from "../decode/decode.ts";
import type { ErrorCode } from "../errors/error-codes.ts";
import { describedError } from "../errors/errors.ts";
import type { ReceiverAnswer } from "./trace.ts";
import type { DeliveryFix, DeliveryVerdict } from "./verdict.ts";

const fixes: Partial<Record<ErrorCode, DeliveryFix[]>> = {
  E_DESTINATION_401: [{ kind: "go-to", at: "headers" }],
  E_DESTINATION_403: [{ kind: "go-to", at: "headers" }],
  E_DESTINATION_404: [{ kind: "go-to", at: "endpoint" }],
  E_DESTINATION_405: [{ kind: "go-to", at: "endpoint" }],
  E_DESTINATION_413: [{ kind: "go-to", at: "batch" }],
  E_DESTINATION_429: [{ kind: "go-to", at: "batch" }],
};

/** Judges an answer other than 2xx, and what the form can do about it. `headerNames` are the destination's headers. */
export function judgeRefusal(answer: ReceiverAnswer, headerNames: string[]): DeliveryVerdict {
  const { code, params } = decodeAnswer(answer.status, answer.excerpt);
  return { outcome: "fail", error: describedError(code, { params }), fixes: fixesOf(code, answer, headerNames) };
}

function fixesOf(code: ErrorCode, { location, excerpt = "" }: ReceiverAnswer, headerNames: string[]): DeliveryFix[] {
  if (code === "E_DESTINATION_REDIRECT") {
    const isUsable = location?.startsWith("https://") ?? false;
    return isUsable && location ? [{ kind: "set-endpoint", endpoint: location }] : [{ kind: "go-to", at: "endpoint" }];
  }
  if (code === "E_DESTINATION_415") {
    const hasOne = headerNames.some((name) => name.toLowerCase() === "content-type");
    if (hasOne) return [{ kind: "go-to", at: "headers" }];
    const value = /ndjson/i.test(excerpt) ? "application/x-ndjson" : "application/json";
    return [{ kind: "set-header", name: "Content-Type", value }];
  }
  return fixes[code] ?? [];
}

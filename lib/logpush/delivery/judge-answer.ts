import { decodeAnswer } from "../decode/decode.ts";
import { describedError } from "../errors/errors.ts";
import { fixesOf } from "./fixes-of.ts";
import type { ReceiverAnswer } from "./trace.ts";
import type { DeliveryVerdict } from "./verdict.ts";

/** Judges an answer other than 2xx, and what the form can do about it. `headerNames` are the destination's headers. */
export function judgeRefusal(answer: ReceiverAnswer, headerNames: string[]): DeliveryVerdict {
  const { code, params } = decodeAnswer(answer.status, answer.excerpt);
  return { outcome: "fail", error: describedError(code, { params }), fixes: fixesOf(code, answer, headerNames) };
}

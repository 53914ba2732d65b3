import { describedError, type ErrorCode } from "../errors.ts";
import type { ReceiverAnswer } from "./trace.ts";
import type { DeliveryFix, DeliveryVerdict } from "./verdict.ts";

const fixedCodes: Record<number, ErrorCode> = {
  401: "E_DESTINATION_401",
  403: "E_DESTINATION_403",
  404: "E_DESTINATION_404",
  405: "E_DESTINATION_405",
  413: "E_DESTINATION_413",
  415: "E_DESTINATION_415",
  429: "E_DESTINATION_429",
};

const fixes: Partial<Record<ErrorCode, DeliveryFix[]>> = {
  E_DESTINATION_401: [{ kind: "go-to", at: "headers" }],
  E_DESTINATION_403: [{ kind: "go-to", at: "headers" }],
  E_DESTINATION_404: [{ kind: "go-to", at: "endpoint" }],
  E_DESTINATION_405: [{ kind: "go-to", at: "endpoint" }],
  E_DESTINATION_413: [{ kind: "go-to", at: "batch" }],
  E_DESTINATION_429: [{ kind: "go-to", at: "batch" }],
};

/** What an answer other than 2xx means, and what the form can do about it. `headerNames` are those of the destination. */
export function judgeRefusal(answer: ReceiverAnswer, headerNames: string[]): DeliveryVerdict {
  const code = codeOf(answer);
  const params = { status: answer.status };
  return { outcome: "fail", error: describedError(code, { params }), fixes: fixesOf(code, answer, headerNames) };
}

function codeOf({ status, excerpt = "" }: ReceiverAnswer): ErrorCode {
  if (speaksOfGzip(status, excerpt)) return "E_DESTINATION_GZIP";
  const fixed = fixedCodes[status];
  if (fixed) return fixed;
  if (status >= 300 && status < 400) return "E_DESTINATION_REDIRECT";
  return status >= 500 ? "E_DESTINATION_5XX" : "E_DESTINATION_STATUS";
}

/** A receiver that does not decompress stumbles over the first byte of gzip, 0x1f, or names the encoding. */
function speaksOfGzip(status: number, excerpt: string): boolean {
  if (![400, 415, 422, 500].includes(status)) return false;
  return /gzip|content[- ]?encoding|compress|\\?[xu](?:00)?1f|invalid start byte|unexpected token|invalid character/i.test(
    excerpt,
  );
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

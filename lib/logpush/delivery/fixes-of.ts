import type { ErrorCode } from "../errors/error-codes.ts";
import type { ReceiverAnswer } from "./trace.ts";
import type { DeliveryFix } from "./verdict.ts";

const fixes: Partial<Record<ErrorCode, DeliveryFix[]>> = {
  E_DESTINATION_401: [{ kind: "go-to", at: "headers" }],
  E_DESTINATION_403: [{ kind: "go-to", at: "headers" }],
  E_DESTINATION_404: [{ kind: "go-to", at: "endpoint" }],
  E_DESTINATION_405: [{ kind: "go-to", at: "endpoint" }],
  E_DESTINATION_413: [{ kind: "go-to", at: "batch" }],
  E_DESTINATION_429: [{ kind: "go-to", at: "batch" }],
};

type Said = Pick<ReceiverAnswer, "location" | "excerpt">;

/** What the form can do about a failure. `headerNames` are the destination's headers. */
export function fixesOf(code: ErrorCode, { location, excerpt = "" }: Said, headerNames: string[]): DeliveryFix[] {
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

/**
 * The same for what Cloudflare reports about a job; `text` is its message. For a failure without a fix of its own, the
 * endpoint is the place to start.
 */
export function fixesOfCause(code: ErrorCode, text: string, headerNames: string[]): DeliveryFix[] {
  const found = fixesOf(code, { location: null, excerpt: text }, headerNames);
  return found.length > 0 ? found : [{ kind: "go-to", at: "endpoint" }];
}

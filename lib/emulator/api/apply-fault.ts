import { setTimeout as wait } from "node:timers/promises";
import type { Fault } from "../faults.ts";
import { failure } from "./envelope.ts";
import { ERROR_CODE } from "./failure.ts";

/** Runs a request under a fault: either not at all, or really, but with another answer than the true one. */
export async function applyFault(
  fault: Fault,
  execute: () => Promise<Response>,
  signal: AbortSignal,
): Promise<Response> {
  const executed = fault.at === "after" ? await execute() : undefined;
  if (fault.kind !== "delay") return faultyAnswer(fault);
  await pause(fault.delayMs ?? 1000, signal);
  return executed ?? execute();
}

function faultyAnswer(fault: Exclude<Fault, { kind: "delay" }>): Response {
  switch (fault.kind) {
    case "drop":
      // The shape of the error with which Node's fetch rejects when a peer closes the connection.
      throw new TypeError("fetch failed", {
        cause: Object.assign(new Error("socket hang up"), { code: "ECONNRESET" }),
      });
    case "malformed":
      return new Response('{"errors":[],"messages":[],"result":[{"id":', {
        status: fault.status ?? 200,
        headers: { "content-type": "application/json" },
      });
    case "html":
      return new Response(
        "<!DOCTYPE html><html><body><h1>Web server is returning an unknown error</h1></body></html>",
        {
          status: fault.status ?? 520,
          headers: { "content-type": "text/html; charset=UTF-8" },
        },
      );
    case "rate-limit": {
      const retryAfter = fault.retryAfterSeconds;
      const headers: Record<string, string> = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
      return failure(fault.status ?? 429, fault.errors ?? [throttledError], headers);
    }
    default:
      return failure(fault.status ?? 500, fault.errors ?? [{ code: ERROR_CODE.internal, message: "internal error" }]);
  }
}

export const throttledError = {
  code: ERROR_CODE.throttled,
  message: "Please wait and consider throttling your request speed",
};

/** Waits; an abort ends the wait with its own reason. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch {
    throw signal.reason;
  }
}

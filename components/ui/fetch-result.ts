import type { Result } from "#lib/logpush/result.ts";

/** Reads a `Result` from a route of ours. Throws if there is no such answer; `callAction` makes that an error value. */
export async function fetchResult<T>(address: string, signal?: AbortSignal): Promise<Result<T>> {
  const response = await fetch(address, { cache: "no-store", ...(signal ? { signal } : {}) });
  const body: unknown = await response.json();
  if (!isResult<T>(body)) throw new Error("not a result");
  return body;
}

function isResult<T>(body: unknown): body is Result<T> {
  return typeof body === "object" && body !== null && "ok" in body && ("value" in body || "error" in body);
}

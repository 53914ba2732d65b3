import "server-only";
import { randomUUID } from "node:crypto";
import { AppException } from "#lib/cloudflare/errors.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import type { AppError, Result } from "#lib/logpush/result.ts";
import { isStoreError, type StoreError } from "#lib/store/store-error.ts";
import { log } from "./log.ts";

/** Runs a use case and logs how it ended. An unexpected error returns only the id of its log line. */
export async function toResult<T>(action: string, run: (requestId: string) => Promise<T>): Promise<Result<T>> {
  const requestId = randomUUID();
  const startedAt = performance.now();
  const logEnd = (level: "info" | "warn" | "error", event: string, error?: AppError) =>
    log({
      level,
      event,
      action,
      requestId,
      durationMs: Math.round(performance.now() - startedAt),
      code: error?.code,
      status: error?.upstream?.status,
      cfRay: error?.cfRay,
    });
  try {
    const value = await run(requestId);
    logEnd("info", "done");
    return { ok: true, value };
  } catch (thrown) {
    if (isSignalOfNext(thrown)) throw thrown;
    const error = errorOf(thrown);
    logEnd(thrown instanceof AppException ? "warn" : "error", nameOf(thrown), error);
    return { ok: false, error: { ...error, requestId } };
  }
}

function errorOf(thrown: unknown): AppError {
  if (thrown instanceof AppException) return thrown.error;
  return isStoreError(thrown) ? describeStoreError(thrown) : describedError("E_INTERNAL");
}

/** What a person can do about the store. */
export function describeStoreError({ trouble }: Pick<StoreError, "trouble">): AppError {
  switch (trouble) {
    case "unwritable":
      return describedError("E_DATA_UNWRITABLE", { params: { file: "headgate.db" } });
    case "unavailable":
    case "busy":
      return describedError("E_STORE_DOWN");
    case "damaged":
      return describedError("E_STORE_DAMAGED");
    case "other":
      return describedError("E_INTERNAL");
  }
}

/** The kind of an unexpected error without its message, which may contain values. */
function nameOf(thrown: unknown): string {
  if (thrown instanceof AppException) return "refused";
  if (isStoreError(thrown)) return `store ${thrown.trouble} (${thrown.detail})`;
  return thrown instanceof Error ? `unexpected ${thrown.name}` : "unexpected value";
}

/** Next requests dynamic rendering, redirects and so on by throwing errors with a digest. */
function isSignalOfNext(thrown: unknown): boolean {
  return thrown instanceof Error && "digest" in thrown && typeof thrown.digest === "string";
}

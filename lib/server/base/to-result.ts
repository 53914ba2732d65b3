import "server-only";
import { randomUUID } from "node:crypto";
import { AppException } from "#lib/cloudflare/errors.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import type { AppError, Result } from "#lib/logpush/result.ts";
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
    const error = thrown instanceof AppException ? thrown.error : describedError("E_INTERNAL");
    logEnd(thrown instanceof AppException ? "warn" : "error", nameOf(thrown), error);
    return { ok: false, error: { ...error, requestId } };
  }
}

/** The kind of an unexpected error without its message, which may contain values. */
function nameOf(thrown: unknown): string {
  if (thrown instanceof AppException) return "refused";
  return thrown instanceof Error ? `unexpected ${thrown.name}` : "unexpected value";
}

/** Next requests dynamic rendering, redirects and so on by throwing errors with a digest. */
function isSignalOfNext(thrown: unknown): boolean {
  return thrown instanceof Error && "digest" in thrown && typeof thrown.digest === "string";
}

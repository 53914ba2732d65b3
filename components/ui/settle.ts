import type { AppError, Result } from "#lib/logpush/result.ts";

/** Written out here: the error table would add its 4 kB to every page that calls an action. */
const unanswered: AppError = {
  code: "E_UPSTREAM_NETWORK",
  message: "Headgate's server did not answer.",
  nextStep: "Check that it runs and that this browser reaches it, then refresh to see what happened.",
};

/** Waits for an action. A call that never got an answer (network down, server stopped) becomes an error value too. */
export async function settle<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await call();
  } catch {
    return { ok: false, error: unanswered };
  }
}

import type { AppError, Result } from "#lib/logpush/result.ts";

/** Written out here: the table of answers would come along to every page that calls an action. A test keeps both equal. */
const silent: AppError = {
  code: "E_SERVER_SILENT",
  message: "Headgate's server did not answer.",
  nextStep: "Check that it is running and that you are online, then try again. Nothing that you typed is lost.",
};

const silentOnWrite: AppError = {
  code: "E_SERVER_SILENT_WRITE",
  message: "Headgate's server did not answer, so it is not known whether the change happened.",
  nextStep: "Check the job list before you try again.",
};

const unknownOutcomes: string[] = ["E_UNKNOWN_OUTCOME", "E_AMBIGUOUS", "E_INTERNAL", silentOnWrite.code];

/** Waits for an action that reads. A call that never got an answer (network down, server stopped) is an error value too. */
export function callAction<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  return callWithFallback(silent, call);
}

/** The same for an action that changes something: without an answer it may have happened all the same. */
export function callWriteAction<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  return callWithFallback(silentOnWrite, call);
}

/** Whether an error leaves open if the change happened: then nothing may claim that it did not. */
export function isUnknownOutcome({ code }: Pick<AppError, "code">): boolean {
  return unknownOutcomes.includes(code);
}

async function callWithFallback<T>(error: AppError, call: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await call();
  } catch (thrown) {
    return { ok: false, error: (await findRefusal(thrown)) ?? error };
  }
}

/** A refused call fails with nothing but a code: as the digest that Next hands on, or as the text of an early answer. */
async function findRefusal(thrown: unknown): Promise<AppError | undefined> {
  if (!(thrown instanceof Error)) return undefined;
  // Next.js gives each build's actions names of their own.
  const isOfOldBuild = thrown.name === "UnrecognizedActionError";
  const code = isOfOldBuild ? "E_NEW_VERSION" : "digest" in thrown ? String(thrown.digest) : thrown.message;
  return code.startsWith("E_") ? (await import("./refusals.ts")).refusals[code] : undefined;
}

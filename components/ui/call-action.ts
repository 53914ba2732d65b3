import { browserErrors } from "#lib/logpush/errors/browser-errors.ts";
import { type AppError, errorOf, type Result } from "#lib/logpush/result.ts";

const unknownOutcomes: string[] = ["E_UNKNOWN_OUTCOME", "E_AMBIGUOUS", "E_INTERNAL", "E_SERVER_SILENT_WRITE"];

/** Waits for an action that reads. A call that never got an answer (network down, server stopped) is an error value too. */
export function callAction<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  return callWithFallback("E_SERVER_SILENT", call);
}

/** The same for an action that changes something: without an answer it may have happened all the same. */
export function callWriteAction<T>(call: () => Promise<Result<T>>): Promise<Result<T>> {
  return callWithFallback("E_SERVER_SILENT_WRITE", call);
}

/** Whether an error leaves open if the change happened: then nothing may claim that it did not. */
export function isUnknownOutcome({ code }: Pick<AppError, "code">): boolean {
  return unknownOutcomes.includes(code);
}

async function callWithFallback<T>(
  code: "E_SERVER_SILENT" | "E_SERVER_SILENT_WRITE",
  call: () => Promise<Result<T>>,
): Promise<Result<T>> {
  try {
    return await call();
  } catch (thrown) {
    return { ok: false, error: (await findRefusal(thrown)) ?? errorOf(browserErrors, code) };
  }
}

/** A refused call fails with nothing but a code: as the digest that Next hands on, or as the text of an early answer. */
async function findRefusal(thrown: unknown): Promise<AppError | undefined> {
  if (!(thrown instanceof Error)) return undefined;
  // Next.js gives each build's actions names of their own.
  const isOfOldBuild = thrown.name === "UnrecognizedActionError";
  const code = isOfOldBuild ? "E_NEW_VERSION" : "digest" in thrown ? String(thrown.digest) : thrown.message;
  if (!code.startsWith("E_")) return undefined;
  const { refusalErrors } = await import("#lib/logpush/errors/refusal-errors.ts");
  return isKey(refusalErrors, code) ? errorOf(refusalErrors, code) : undefined;
}

function isKey<Table extends object>(table: Table, key: string): key is Extract<keyof Table, string> {
  return Object.hasOwn(table, key);
}

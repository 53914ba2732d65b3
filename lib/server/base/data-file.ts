import "server-only";
import { basename } from "node:path";
import { AppException } from "#lib/cloudflare/errors.ts";
import type { ErrorCode } from "#lib/logpush/errors/error-codes.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { log } from "./log.ts";
import { perProcess } from "./per-process.ts";

/** The last problem that was logged for each file, so that the same problem is not logged on every use. */
const logged = perProcess("dataFileTrouble", () => new Map<string, string>());

/** The error for work that needs an unusable file. The cause goes to the log. */
export function refuseFile(
  file: string,
  { trouble, cause, code = "E_DATA_UNWRITABLE" }: { trouble: string; cause: unknown; code?: ErrorCode },
): AppException {
  logTrouble(file, trouble, cause);
  return new AppException(describedError(code, { params: { file: basename(file) } }));
}

export function logTrouble(file: string, trouble: string, cause: unknown): void {
  const event = `data file ${basename(file)} ${trouble} (${codeOf(cause)})`;
  if (logged.get(file) === event) return;
  logged.set(file, event);
  log({ level: "error", event });
}

/** The next problem is logged again. */
export function wroteFile(file: string): void {
  logged.delete(file);
}

export function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
}

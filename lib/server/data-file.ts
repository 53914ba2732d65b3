import "server-only";
import { basename } from "node:path";
import { AppException } from "#lib/cloudflare/errors.ts";
import { describedError, type ErrorCode } from "#lib/logpush/errors.ts";
import { log } from "./log.ts";

/** Per file: the end of its queue, and the trouble that was logged last, which is not logged again on every use. */
type Desk = { tail: Promise<unknown>; logged?: string };

const registryKey = Symbol.for("headgate.dataFiles");

/** Next bundles pages, actions and routes apart; the global object they share, so that a file has one queue. */
function deskOf(file: string): Desk {
  const registry: { [registryKey]?: Map<string, Desk> } & object = globalThis;
  registry[registryKey] ??= new Map();
  const desk = registry[registryKey].get(file) ?? { tail: Promise.resolve() };
  registry[registryKey].set(file, desk);
  return desk;
}

/** Runs what uses a data file after all that was asked for before. */
export function inTurn<T>(file: string, work: () => Promise<T>): Promise<T> {
  const desk = deskOf(file);
  const done = desk.tail.then(work);
  desk.tail = done.catch(() => undefined);
  return done;
}

/** The refusal of what needs a file that cannot be used; the cause goes to the log. */
export function refuseFile(
  file: string,
  { trouble, cause, code = "E_DATA_UNWRITABLE" }: { trouble: string; cause: unknown; code?: ErrorCode },
): AppException {
  logTrouble(file, trouble, cause);
  return new AppException(describedError(code, { params: { file: basename(file) } }));
}

export function logTrouble(file: string, trouble: string, cause: unknown): void {
  const event = `data file ${basename(file)} ${trouble} (${codeOf(cause)})`;
  const desk = deskOf(file);
  if (desk.logged === event) return;
  desk.logged = event;
  log({ level: "error", event });
}

/** The next trouble is worth a line again. */
export function wroteFile(file: string): void {
  deskOf(file).logged = undefined;
}

export function codeOf(cause: unknown): string {
  return cause instanceof Error && "code" in cause ? String(cause.code) : "unknown";
}

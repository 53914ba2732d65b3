import type { AppError } from "../result.ts";

/** What a run over many jobs does after an item failed: send it again later, go on with the next item, or end. */
export type AfterFailure = { next: "again"; afterMs: number } | { next: "item" } | { next: "end" };

export type RunRules = {
  /** A call that was not sent because of a limit is sent again when the limit allows it, or ends the run. */
  atLimit: "wait" | "end";
  /** Whether any failure ends the run. By default only those do that the next item would meet too. */
  endsAtFailure?: boolean;
};

/** The call was not sent, because a limit is used up. */
const limits: readonly string[] = ["E_RATE_LIMIT", "E_CALL_SHARE_USED", "E_CALLS_SCARCE"];

/** The next item would fail in the same way. */
const ends: readonly string[] = ["E_UPSTREAM_PAUSED", "E_SIGN_IN", "E_SERVER_SILENT", "E_SERVER_SILENT_WRITE"];

/** Decides how a run goes on after a failed item. */
export function afterFailure(
  { code, retryAfterMs }: Pick<AppError, "code" | "retryAfterMs">,
  { atLimit, endsAtFailure = false }: RunRules,
): AfterFailure {
  const isLimit = limits.includes(code);
  if (isLimit && atLimit === "wait" && retryAfterMs !== undefined) return { next: "again", afterMs: retryAfterMs };
  if (endsAtFailure || ends.includes(code) || (isLimit && atLimit === "end")) return { next: "end" };
  return { next: "item" };
}

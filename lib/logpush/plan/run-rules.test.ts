import { expect, test } from "vitest";
import type { ErrorCode } from "../errors/error-codes.ts";
import { type AfterFailure, afterFailure, type RunRules } from "./run-rules.ts";

const wait: RunRules = { atLimit: "wait" };
const end: RunRules = { atLimit: "end" };
const item: AfterFailure = { next: "item" };
const ended: AfterFailure = { next: "end" };

test.each<[ErrorCode, RunRules, number | undefined, AfterFailure]>([
  ["E_RATE_LIMIT", wait, 5000, { next: "again", afterMs: 5000 }],
  ["E_CALL_SHARE_USED", wait, 0, { next: "again", afterMs: 0 }],
  ["E_CALLS_SCARCE", wait, 1, { next: "again", afterMs: 1 }],
  ["E_RATE_LIMIT", wait, undefined, item],
  ["E_RATE_LIMIT", end, 5000, ended],
  ["E_CALLS_SCARCE", { ...wait, endsAtFailure: true }, undefined, ended],
  ["E_UPSTREAM_PAUSED", wait, 5000, ended],
  ["E_SIGN_IN", end, undefined, ended],
  ["E_SERVER_SILENT", wait, undefined, ended],
  ["E_SERVER_SILENT_WRITE", wait, undefined, ended],
  ["E_CONFLICT", wait, undefined, item],
  ["E_CONFLICT", end, 5000, item],
  ["E_CONFLICT", { ...end, endsAtFailure: true }, undefined, ended],
])("after %s with %o", (code, rules, retryAfterMs, expected) => {
  expect(afterFailure({ code, retryAfterMs }, rules)).toEqual(expected);
});

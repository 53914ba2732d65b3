import { expect, test } from "vitest";
import type { ErrorCode } from "#lib/logpush/errors/error-codes.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { refusalErrors } from "#lib/logpush/errors/refusal-errors.ts";
import { callAction, callWriteAction, isUnknownOutcome } from "./call-action.ts";

const silence = () => Promise.reject(new TypeError("Failed to fetch"));

test.each([callAction, callWriteAction])("an answer is passed on", async (wait) => {
  expect(await wait(async () => ({ ok: true, value: 1 }))).toEqual({ ok: true, value: 1 });
});

test("a read without an answer may be tried again", async () => {
  expect(await callAction(silence)).toEqual({ ok: false, error: describedError("E_SERVER_SILENT") });
});

test("a write without an answer may have happened: the next step is to look", async () => {
  expect(await callWriteAction(silence)).toEqual({ ok: false, error: describedError("E_SERVER_SILENT_WRITE") });
});

const refusalCodes: ErrorCode[] = [
  "E_SIGN_IN",
  "E_ROLE",
  "E_NO_ROLE",
  "E_NEW_VERSION",
  "E_TOO_LARGE",
  "E_FORBIDDEN_ORIGIN",
  "E_STORE_DOWN",
  "E_STORE_DAMAGED",
];

test.each(refusalCodes)("%s, as the digest or as the text of a refusal, is said in the table's words", async (code) => {
  const byDigest = () => Promise.reject(Object.assign(new Error("production text"), { digest: code }));
  const byText = () => Promise.reject(new Error(code));
  const expected = { ok: false, error: describedError(code) };
  expect(await callAction(byDigest)).toEqual(expected);
  expect(await callWriteAction(byText)).toEqual(expected);
});

test("an action of a build that is no longer there asks for a new page", async () => {
  const unknown = () => Promise.reject(Object.assign(new Error("not found"), { name: "UnrecognizedActionError" }));
  expect(await callWriteAction(unknown)).toEqual({ ok: false, error: describedError("E_NEW_VERSION") });
});

test("no other code is taken for a refusal", () => {
  expect(Object.keys(refusalErrors)).toEqual(refusalCodes);
});

test.each([
  ["E_SERVER_SILENT_WRITE", true],
  ["E_UNKNOWN_OUTCOME", true],
  // A new job is there, and it may be this one.
  ["E_AMBIGUOUS", true],
  // It may have broken after the change.
  ["E_INTERNAL", true],
  ["E_NOT_APPLIED", false],
  ["E_PERMISSION", false],
] as const)("whether %s leaves the outcome unknown: %s", (code, expected) => {
  expect(isUnknownOutcome(describedError(code))).toBe(expected);
});

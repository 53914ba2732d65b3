import { expect, test } from "vitest";
import { AppException } from "#lib/cloudflare/errors.ts";
import { countRefusal, requireFewRefusals } from "./refusals.ts";

const tried = (callerId: string, nowMs: number, scope = "zones/1") => ({ callerId, scope, nowMs });

function errorOf(work: () => void) {
  try {
    work();
  } catch (error) {
    return error instanceof AppException ? error.error : error;
  }
  return undefined;
}

test("the eleventh change within a minute of ten refusals is not sent, and says when it may be", () => {
  for (let count = 0; count < 10; count += 1) {
    requireFewRefusals(tried("ten", 1000 + count));
    countRefusal(tried("ten", 1000 + count), "E_PERMISSION");
  }
  expect(errorOf(() => requireFewRefusals(tried("ten", 31_000)))).toMatchObject({
    code: "E_REFUSED_OFTEN",
    retryAfterMs: 30_000,
    message: "Not sent, because Cloudflare refused your last 10 changes to this zone or account.",
    nextStep: expect.stringMatching(/^Wait 30 s, /),
  });
  expect(errorOf(() => requireFewRefusals(tried("ten", 30_001)))).toMatchObject({
    nextStep: expect.stringContaining("31 s"),
  });
  expect(errorOf(() => requireFewRefusals(tried("ten", 60_999)))).toMatchObject({ code: "E_REFUSED_OFTEN" });
  // The first refusal is a minute old.
  expect(errorOf(() => requireFewRefusals(tried("ten", 61_000)))).toBeUndefined();
});

test("another caller and another scope are not affected", () => {
  for (let count = 0; count < 10; count += 1) countRefusal(tried("a", count), "E_SCOPE_GONE");
  expect(errorOf(() => requireFewRefusals(tried("a", 10)))).toMatchObject({ code: "E_REFUSED_OFTEN" });
  expect(errorOf(() => requireFewRefusals(tried("b", 10)))).toBeUndefined();
  expect(errorOf(() => requireFewRefusals(tried("a", 10, "zones/2")))).toBeUndefined();
});

test.each([
  ["E_PERMISSION", true],
  ["E_SCOPE_GONE", true],
  ["E_NOT_FOUND", true],
  ["E_CONFLICT", false],
  ["E_DESTINATION_401", false],
] as const)("%s counts: %s", (code, counts) => {
  for (let count = 0; count < 10; count += 1) countRefusal(tried(code, count), code);
  expect(errorOf(() => requireFewRefusals(tried(code, 10))) !== undefined).toBe(counts);
});

test("refusals that are a minute old are forgotten when the next one is counted", () => {
  for (let count = 0; count < 9; count += 1) countRefusal(tried("old", 0), "E_PERMISSION");
  countRefusal(tried("old", 60_000), "E_PERMISSION");
  // Were the old ones still counted, a clock that was set back would see ten.
  expect(errorOf(() => requireFewRefusals(tried("old", 1)))).toBeUndefined();
});

test("a thousand callers are remembered, and the one that was refused longest ago is dropped", () => {
  for (let count = 0; count < 10; count += 1) countRefusal(tried("first", 0), "E_PERMISSION");
  for (let count = 0; count < 998; count += 1) countRefusal(tried(`caller ${count}`, 0), "E_PERMISSION");
  // Moves it to the end of the line.
  countRefusal(tried("first", 0), "E_PERMISSION");
  for (let count = 0; count < 999; count += 1) countRefusal(tried(`later ${count}`, 0), "E_PERMISSION");
  expect(errorOf(() => requireFewRefusals(tried("first", 1)))).toMatchObject({ code: "E_REFUSED_OFTEN" });
  countRefusal(tried("one more", 0), "E_PERMISSION");
  expect(errorOf(() => requireFewRefusals(tried("first", 1)))).toBeUndefined();
});

import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { AppException } from "#lib/cloudflare/errors.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import type { ErrorCode } from "#lib/logpush/errors/error-codes.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { type Emulated, newValues, openEmulated } from "../testing/test-context.ts";
import { createJob } from "./create-job.ts";
import { placeRefusal } from "./place-refusal.ts";

let emulated: Emulated<Emulator>;

beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(() => emulated.close());

describe("the emulator's refusal is shown at its field", () => {
  test.each([
    ["a dataset that nobody knows", { dataset: "brand_new_logs" }, "dataset", 'unknown dataset "brand_new_logs"'],
    ["a field that is not of the dataset", { fieldNames: ["RayID", "Nope"] }, "fieldNames", 'unknown field "Nope"'],
  ])("%s", async (_title, changes, at, text) => {
    await expect(createJob(emulated.context, newValues(changes))).rejects.toMatchObject({
      error: { code: "E_UPSTREAM_REFUSED", at, message: expect.stringContaining(text) },
    });
  });
});

function refused(code: ErrorCode, message: string, at?: string): AppException {
  const upstream = { status: 400, errors: [{ code: 1002, message }] };
  return new AppException(describedError(code, { upstream, ...(at ? { at } : {}) }));
}

test.each([
  ["E_FIELDS_PLAN", "Bot Management fields are not allowed", "fieldNames"],
  ["E_PERMISSION_PII", "reading job for product 'gateway_dns' is not allowed", "dataset"],
  ["E_UPSTREAM_REFUSED", 'dataset "dns_logs" is not available for an account', "dataset"],
  ["E_UPSTREAM_REFUSED", "max_upload_bytes must be an integer", undefined],
  ["E_QUOTA", "creating a new job (for http_requests dataset) is not allowed: exceeded max jobs allowed", undefined],
] as const)("%s, %s", (code, message, at) => {
  expect(placeRefusal(refused(code, message)).error.at).toBe(at);
});

test("a field that is already known stays", () => {
  expect(placeRefusal(refused("E_FIELDS_PLAN", "x", "scope")).error.at).toBe("scope");
});

import { expect, test } from "vitest";
import { settle } from "./settle.ts";

test("an answer is passed on", async () => {
  expect(await settle(async () => ({ ok: true, value: 1 }))).toEqual({ ok: true, value: 1 });
});

test("a call without an answer is an error with a next step", async () => {
  const result = await settle(() => Promise.reject(new TypeError("Failed to fetch")));
  expect(result).toMatchObject({ ok: false, error: { code: "E_UPSTREAM_NETWORK" } });
});

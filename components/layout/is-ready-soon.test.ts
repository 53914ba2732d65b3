import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { isReadySoon } from "./is-ready-soon.ts";

test("content that is there in a moment is ready", async () => {
  expect(await isReadySoon(Promise.resolve("rows"))).toBe(true);
  expect(await isReadySoon(sleep(5, "rows"))).toBe(true);
});

test("content that takes longer, or fails, is not", async () => {
  expect(await isReadySoon(sleep(500, "rows"))).toBe(false);
  expect(await isReadySoon(Promise.reject(new Error("no store")))).toBe(false);
});

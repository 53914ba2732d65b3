import { expect, test } from "vitest";
import { ok } from "#lib/logpush/result.ts";
import { nameScopes, readNewJobScopes } from "./new-job-scopes.ts";

const paths = Array.from({ length: 4500 }, (_, place) => `zones/${place.toString(16).padStart(32, "0")}`);

test("all zones of an address are named, a part at a time", async () => {
  const asked: number[] = [];
  const listed = await nameScopes(paths, async ({ paths: some = [] }) => {
    asked.push(some.length);
    return ok({ scopes: some.slice(1).map((path) => ({ path, name: path })), total: some.length });
  });
  expect(asked).toEqual([2000, 2000, 500]);
  expect(listed.ok && listed.value.length).toBe(4497);
});

test("an address that was opened in another tab has lost its zones, and says so", () => {
  expect(readNewJobScopes("kept")).toEqual({ paths: [], isLost: true });
  expect(readNewJobScopes(`${paths[1]},x`)).toEqual({ paths: [paths[1]], isLost: false });
});

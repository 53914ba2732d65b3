import { expect, test } from "vitest";
import type { JobVersion } from "#lib/logpush/views.ts";
import { madeBy, titleOf } from "./version-words.ts";

const version: JobVersion = {
  ...{ n: 3, at: "2026-01-01T00:00:00Z", source: "headgate", actor: "ana@example.com", isCurrent: false },
  ...{ hasSecrets: true, changes: [] },
};
const change = (label: string) => ({ label, before: "a", after: "b" });

test("a version is called by what it changed", () => {
  expect(titleOf({ ...version, changes: [change("Filter")] })).toBe("Filter");
  expect(titleOf({ ...version, changes: ["Filter", "Dataset", "Name", "Kind"].map(change) })).toBe(
    "Filter, Dataset and 2 more",
  );
  expect(titleOf({ ...version, n: 1, changes: null })).toBe("Created");
  expect(titleOf({ ...version, changes: null })).toBe("Oldest version kept");
});

test("who made it is said in words", () => {
  expect(madeBy(version)).toBe("ana@example.com");
  expect(madeBy({ source: "headgate", actor: "This machine" })).toBe("This machine");
  expect(madeBy({ source: "outside", actor: null })).toBe("Not known by whom");
  expect(madeBy({ source: "outside", actor: "ana@example.com" })).toBe("ana@example.com");
});

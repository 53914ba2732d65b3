import { expect, test } from "vitest";
import { parseHidden, toggleColumn, writeHidden } from "./columns.ts";

test("hidden columns come back as they were, and others are left out", () => {
  const hidden = toggleColumn(toggleColumn([], "last"), "to");
  expect(hidden).toEqual(["to", "last"]);
  expect(parseHidden(writeHidden(hidden))).toEqual(hidden);
  expect(toggleColumn(hidden, "to")).toEqual(["last"]);
  expect(parseHidden("name.last.constructor.last")).toEqual(["last"]);
  expect([undefined, "", "."].map(parseHidden)).toEqual([[], [], []]);
});

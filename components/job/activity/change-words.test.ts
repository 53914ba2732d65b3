import { expect, test } from "vitest";
import { changeTitle } from "./change-words.ts";

test.each([
  ["update", "changed", [], "Changed"],
  ["update", "changed", ["Destination"], "Destination changed"],
  ["update", "changed", ["Destination", "Filter"], "Destination and Filter changed"],
  ["update", "changed", ["A", "B", "C", "D"], "A, B and 2 more changed"],
  ["create", "created", ["Job name"], "Created"],
  ["switch", "disabled", [], "Disabled"],
  ["found", "found", [], "Found"],
  ["rotate", "rotated a secret in", ["Destination"], "Secret rotated"],
  ["test", "sent a test for", [], "Test delivery"],
] as const)("%s, %s %j", (kind, verb, attributes, title) => {
  expect(changeTitle({ kind, verb, attributes: [...attributes] })).toBe(title);
});

import { expect, test } from "vitest";
import { didWhat, madeBy } from "./version-words.ts";

const change = (label: string, after = "b") => ({ label, before: "a", after });

test.each([
  ["changed 1 setting", { changes: [change("Filter")] }],
  ["changed 2 settings", { changes: [change("Enabled", "on"), change("Filter")] }],
  ["enabled the job", { changes: [change("Enabled", "on")] }],
  ["disabled the job", { changes: [change("Enabled", "off")] }],
  ["changed no setting", { changes: [] }],
  ["created the job again", { changes: [], source: "restored" }],
  ["created the job", { n: 1, changes: null }],
  ["first saw the job", { n: 1, changes: null, source: "first" }],
  ["saved the oldest version that is kept", { changes: null }],
] as const)("who made a version %s", (words, version) => {
  const { changes, ...rest } = version;
  expect(didWhat({ n: 3, source: "headgate", ...rest, changes: changes && [...changes] })).toBe(words);
});

test("who made it is said in words", () => {
  expect(madeBy({ source: "headgate", actor: "This machine" })).toBe("This machine");
  expect(madeBy({ source: "outside", actor: null })).toBe("Someone");
  expect(madeBy({ source: "outside", actor: "ana@example.com" })).toBe("ana@example.com");
});

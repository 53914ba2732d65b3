import { expect, test } from "vitest";
import { type OutsideChange, outsideAlert } from "./outside-alert.ts";

const change: OutsideChange = {
  ...{ scope: "zones/a", scopeName: "a.example", job: 7, name: "logs", verb: "changed", attributes: [], person: null },
  seenAt: "2026-03-01T12:00:00Z",
};

test.each([
  [
    { attributes: ["Filter", "Destination"], person: "ana@example.com" },
    "changed",
    "by ana@example.com: Filter, Destination.",
  ],
  [{ verb: "deleted" }, "deleted", "Headgate."],
])("%j", (rest, verb, end) => {
  const { text, type, data } = outsideAlert({ ...change, ...rest });
  expect(text.startsWith(`logs (a.example) was ${verb} outside Headgate`)).toBe(true);
  expect(text.endsWith(end)).toBe(true);
  expect({ type, data }).toMatchObject({ type: "job.changed_outside", data: { scope: "zones/a", job: 7 } });
});

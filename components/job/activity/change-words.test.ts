import { expect, test } from "vitest";
import { actorWords, changeTitle, outcomeOf } from "./change-words.ts";

test.each([
  [{ action: "update", attributes: [] }, "Settings changed"],
  [{ action: "update", attributes: ["destination_conf"] }, "Destination changed"],
  [{ action: "update", attributes: ["destination_conf", "filter"] }, "Destination and Filter changed"],
  [{ action: "update", attributes: ["a", "b", "c", "d"] }, "a, b and 2 more changed"],
  [{ action: "create", attributes: ["name"] }, "Job created"],
  [{ action: "rotate", attributes: ["destination_conf"] }, "Secret rotated"],
] as const)("%j", ({ action, attributes }, title) => {
  expect(changeTitle({ action, attributes: [...attributes] })).toBe(title);
});

test("a test that was sent is not called done", () => {
  expect(outcomeOf({ action: "test", outcome: "done" }).word).toBe("Sent");
  expect(outcomeOf({ action: "update", outcome: "done" }).word).toBe("Done");
});

test.each([
  ["local", "This machine"],
  ["password:admin", "admin (shared password)"],
  ["access:m@example.com", "m@example.com"],
  ["token:abc", "API token abc"],
])("%s is %s", (actor, words) => {
  expect(actorWords(actor)).toBe(words);
});

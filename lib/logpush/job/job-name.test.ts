import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maxNameLength } from "../limits.ts";
import { hasReference, isJobName, listRefusedCharacters, repairJobName } from "./job-name.ts";

describe("a job's name", () => {
  test.each([
    ["", true],
    ["example.com", true],
    ["Edge_logs-2.prod", true],
    ["-", true],
    ["x".repeat(512), true],
    ["x".repeat(513), false],
    ["edge logs", false],
    ["müll", false],
    ["a\n", false],
    ["a/b", false],
    ["\u202ea", false],
    ["🧀", false],
  ])("%j is accepted: %s", (name, isAccepted) => {
    expect(isJobName(name)).toBe(isAccepted);
  });

  test.each([
    ["Edge logs (prod) → SIEM", "Edge-logs-prod-SIEM"],
    ["theburritobot.com / http_requests", "theburritobot.com-http_requests"],
    ["  spaces around  ", "spaces-around"],
    ["a - b", "a-b"],
    ["a--b c", "a--b-c"],
    ["-a b-", "-a-b-"],
    ["Zürich café №1", "Zurich-cafe-No1"],
    ['it\'s "quoted"', "it-s-quoted"],
    ["a\tb\r\nc", "a-b-c"],
    ["logs 🧀", "logs"],
    ["日本語", ""],
    ["...!", ""],
    ["fine.as_it-is", "fine.as_it-is"],
    ["x".repeat(600), "x".repeat(512)],
  ])("%j is repaired to %j", (name, repaired) => {
    expect(repairJobName(name)).toBe(repaired);
  });

  test("a repaired name is accepted, and repairing it again changes nothing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 700 }), (name) => {
        const repaired = repairJobName(name);
        expect(isJobName(repaired)).toBe(true);
        expect(repairJobName(repaired)).toBe(repaired);
        if (isJobName(name)) expect(repaired).toBe(name);
      }),
    );
    expect(repairJobName(`${"- ".repeat(100_000)}a`).length).toBeLessThanOrEqual(maxNameLength);
  });

  test.each([
    ["edge logs", "the space"],
    ["a (b) → c", "the space, “(”, “)”, “→”"],
    ["a\u202eb\n", "U+202E, U+000A"],
    ["!?#%&", "“!”, “?”, “#”, “%” and others"],
  ])("the refused characters of %j are %s", (name, words) => {
    expect(listRefusedCharacters(name)).toBe(words);
  });

  test.each([
    ["\u0024{var.name}-logs", true],
    ["$NAME", true],
    ["<JOB NAME>", true],
    ["{{ name }}", true],
    ["5 $ a day", false],
    ["a < b", false],
  ])("%j contains a reference: %s", (name, isReference) => {
    expect(hasReference(name)).toBe(isReference);
  });
});

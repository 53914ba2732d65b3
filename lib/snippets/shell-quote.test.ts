import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nastyStrings } from "./nasty-strings.fixture.ts";
import { quoteShell } from "./shell-quote.ts";

const seed = Date.now() % 1_000_000;
const random = fc.sample(
  fc.oneof(
    fc.string({ unit: "binary", maxLength: 30 }).map((text) => text.replace(/[\0\p{Surrogate}]/gu, "")),
    fc.string({ unit: fc.constantFrom(..."'\"\\$`!*?[]{}()<>|&;#~=%@ \n\t\ra-1"), maxLength: 20 }),
  ),
  { numRuns: 2500, seed },
);
const words = [...nastyStrings, ...random];

/** The arguments that a real shell makes of the script; each is printed with a NUL after it. */
function argumentsOf(shell: string, script: string): string[] {
  const { status, stdout, stderr } = spawnSync(shell, [], { input: script, maxBuffer: 50_000_000 });
  expect([status, stderr.toString()]).toEqual([0, ""]);
  return stdout.toString("utf8").split("\0").slice(0, -1);
}

describe.each(["dash", "bash"])("%s", (shell) => {
  test(`gets ${words.length} words exactly as they were (seed ${seed})`, () => {
    const quoted = words.map((word) => quoteShell(word));
    expect(quoted).not.toContain(undefined);
    expect(argumentsOf(shell, `printf '%s\\0' ${quoted.join(" ")}\n`)).toEqual(words);
  });

  test("works in variables and in the middle of a word too", () => {
    const script = nastyStrings
      .map((word) => `X=${quoteShell(word)}\nprintf '%s\\0' 'a'"$X"${quoteShell(word)}`)
      .join("\n");
    expect(argumentsOf(shell, script)).toEqual(nastyStrings.map((word) => `a${word}${word}`));
  });
});

test("a NUL cannot be quoted", () => {
  expect(quoteShell("a\0b")).toBeUndefined();
});

test("there are enough strings, all different", () => {
  expect(new Set(nastyStrings).size).toBeGreaterThanOrEqual(60);
  expect(random.length).toBeGreaterThanOrEqual(2000);
});

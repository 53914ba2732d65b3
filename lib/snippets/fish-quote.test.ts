import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { quoteFish } from "./fish-quote.ts";
import { hasProgram, randomTexts, seed } from "./testing/random-texts.ts";

const quoted = randomTexts.map((text) => quoteFish(text) ?? "");

/** Reads one word by fish's rules: within single quotes a backslash escapes only a backslash and a quote. */
function unquote(word: string): string | undefined {
  const [, inner] = /^'((?:[^'\\]|\\[\s\S])*)'$/.exec(word) ?? [];
  return inner?.replace(/\\([\\'])/g, "$1");
}

test(`every text survives fish's rules (seed ${seed})`, () => {
  expect(randomTexts.length).toBeGreaterThanOrEqual(2500);
  expect(quoted.map(unquote)).toEqual(randomTexts);
});

test.skipIf(!hasProgram("fish"))(`fish itself reads the same (seed ${seed})`, () => {
  const folder = mkdtempSync(join(tmpdir(), "headgate-fish-"));
  const script = join(folder, "words.fish");
  writeFileSync(script, quoted.map((word) => `printf '%s\\0' ${word}\n`).join(""));
  const { status, stdout, stderr } = spawnSync("fish", [script], { maxBuffer: 50_000_000 });
  rmSync(folder, { recursive: true });
  expect([status, stderr.toString()]).toEqual([0, ""]);
  expect(stdout.toString("utf8").split("\0").slice(0, -1)).toEqual(randomTexts);
});

test("a NUL cannot be quoted", () => {
  expect(quoteFish("a\0b")).toBeUndefined();
});

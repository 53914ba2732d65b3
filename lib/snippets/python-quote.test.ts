import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { quotePython } from "./python-quote.ts";
import { randomTexts, seed } from "./testing/random-texts.ts";

const texts = ["\0", "\ud800", "a\udc00", ...randomTexts];

test(`Python evaluates every text to itself (seed ${seed})`, () => {
  const script = "import ast, json, sys; print(json.dumps(ast.literal_eval(sys.stdin.buffer.read().decode())))";
  const input = `[${texts.map(quotePython).join(",\n")}]`;
  const { stdout, stderr } = spawnSync("python3", ["-c", script], { input, encoding: "utf8", maxBuffer: 50_000_000 });
  expect(stderr).toBe("");
  expect(JSON.parse(stdout)).toEqual(texts);
});

test("no invisible character is written", () => {
  for (const text of texts) expect(quotePython(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Surrogate}]/u);
});

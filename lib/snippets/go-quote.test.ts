import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { quoteGo, quoteGoJson } from "./go-quote.ts";
import { formatJson } from "./json-text.ts";
import { readGoString } from "./testing/go-strings.ts";
import { hasProgram, randomTexts, seed } from "./testing/random-texts.ts";

const texts = ["\0", ...randomTexts];
const jsonTexts = ["\ud800", ...texts];

test(`every text survives Go's rules (seed ${seed})`, () => {
  expect(texts.map((text) => readGoString(quoteGo(text)))).toEqual(texts);
});

test(`every JSON text survives Go's rules (seed ${seed})`, () => {
  const read = jsonTexts.map((text) => readGoString(quoteGoJson(formatJson(text))));
  expect(read.map((json) => JSON.parse(json ?? "undefined"))).toEqual(jsonTexts);
});

test("a lone surrogate becomes U+FFFD", () => {
  expect(quoteGo("a\ud800b")).toBe('"a\\ufffdb"');
});

test.skipIf(!hasProgram("go", "version"))(`Go itself reads the same (seed ${seed})`, { timeout: 120_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), "headgate-go-"));
  const literals = [...texts.map(quoteGo), ...texts.map((text) => quoteGoJson(formatJson(text)))];
  writeFileSync(
    join(folder, "main.go"),
    `package main\nimport ("encoding/json"; "os")\nfunc main() { json.NewEncoder(os.Stdout).Encode([]string{${literals.join(",\n")},\n}) }\n`,
  );
  const { stdout, stderr } = spawnSync("go", ["run", "main.go"], {
    cwd: folder,
    encoding: "utf8",
    maxBuffer: 50_000_000,
  });
  rmSync(folder, { recursive: true });
  expect(stderr).toBe("");
  const read: string[] = JSON.parse(stdout);
  expect(read.slice(0, texts.length)).toEqual(texts);
  expect(read.slice(texts.length).map((json) => JSON.parse(json))).toEqual(texts);
});

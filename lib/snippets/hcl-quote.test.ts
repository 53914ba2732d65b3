import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { quoteHcl, quoteHclPieces } from "./hcl-quote.ts";
import { decodeTemplate, parseHcl } from "./testing/hcl.ts";
import { hasProgram, randomTexts, seed } from "./testing/random-texts.ts";

const texts = ["\0", "\u0001", ...randomTexts];
/** Terraform normalizes every text. */
const expected = texts.map((text) => text.normalize("NFC"));

test(`a parser of HCL reads every text back (seed ${seed})`, async () => {
  const parsed = await parseHcl(
    `locals {\n  texts = [\n${texts.map((text) => `    ${quoteHcl(text)},\n`).join("")}  ]\n}`,
  );
  const [locals] = Array.isArray(parsed.locals) ? parsed.locals : [];
  const read: unknown[] = locals.texts;
  expect(read.map((text) => decodeTemplate(String(text)))).toEqual(expected);
});

/** The result of Terraform's evaluation of expressions. */
function evaluate(expressions: string[]): unknown {
  const { stdout } = spawnSync("terraform", ["console"], {
    // Its own folder, because Terraform would read .tf files of others in a shared one.
    cwd: mkdtempSync(join(tmpdir(), "headgate-hcl-")),
    env: { ...process.env, TF_CLI_CONFIG_FILE: "/dev/null", CHECKPOINT_DISABLE: "1" },
    input: `base64encode(jsonencode([${expressions.join(", ")}]))\n`,
    encoding: "utf8",
    maxBuffer: 50_000_000,
  });
  return JSON.parse(Buffer.from(stdout.trim().slice(1, -1), "base64").toString("utf8"));
}

const hasTerraform = hasProgram("terraform", "-version");

test.skipIf(!hasTerraform)(`Terraform evaluates every text to itself (seed ${seed})`, () => {
  expect(evaluate(texts.map(quoteHcl))).toEqual(expected);
});

const beforeVariable = ["a$", "$$", "%", "%%", "${", "a=", "\\$"];

test("text before a variable does not consume it", () => {
  const written = beforeVariable.map((text) => quoteHclPieces([text, { name: "X", label: "" }], (name) => name));
  expect(written).toEqual([
    '"a\\u0024\u0024{var.X}"',
    '"$\\u0024\u0024{var.X}"',
    '"\\u0025\u0024{var.X}"',
    '"%\\u0025\u0024{var.X}"',
    '"$${\u0024{var.X}"',
    '"a=\u0024{var.X}"',
    '"\\\\\\u0024\u0024{var.X}"',
  ]);
});

test.skipIf(!hasTerraform)("nor in Terraform", () => {
  const written = beforeVariable.map((text) => {
    return quoteHclPieces([text, { name: "X", label: "" }], (name) => name).replace("var.X", '"value"');
  });
  expect(evaluate(written)).toEqual(beforeVariable.map((text) => `${text}value`));
});

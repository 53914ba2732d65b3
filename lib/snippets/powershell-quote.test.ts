import { expect, test } from "vitest";
import { formatJson } from "./json-text.ts";
import { asciiJson, quotePowerShell } from "./powershell-quote.ts";
import { powerShellTokens } from "./testing/powershell-tokens.ts";
import { randomTexts, seed } from "./testing/random-texts.ts";
import { parserOf } from "./testing/tree-sitter.ts";

test(`every text survives PowerShell's rules, alone and side by side (seed ${seed})`, () => {
  for (const text of randomTexts) {
    const quoted = quotePowerShell(text);
    expect(powerShellTokens(`${quoted} + ${quoted}`)).toEqual([
      { kind: "text", value: text },
      { kind: "mark", value: "+" },
      { kind: "text", value: text },
    ]);
  }
});

test(`a grammar of PowerShell sees one string in each (seed ${seed})`, async () => {
  const parse = await parserOf("powershell");
  // The grammar does not know that curly quotes are quotes.
  const texts = randomTexts.filter((text) => !/[\u2018-\u201b\0]/.test(text)).slice(0, 500);
  for (const text of texts) {
    const root = parse(`$x = ${quotePowerShell(text)}`);
    expect(root.hasError, text).toBe(false);
    expect(root.descendantsOfType("verbatim_string_characters").map((node) => node?.text)).toEqual([
      quotePowerShell(text),
    ]);
  }
});

test(`JSON in ASCII is the same JSON (seed ${seed})`, () => {
  const texts = ["\ud800", "\0", ...randomTexts];
  const written = texts.map((text) => asciiJson(formatJson(text)));
  expect(written.map((json) => JSON.parse(json))).toEqual(texts);
  expect(written.join("")).toMatch(/^[\u0020-\u007e]*$/);
});

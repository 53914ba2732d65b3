import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { nastyStrings } from "../nasty-strings.fixture.ts";
import { quoteJs } from "./quote-js.ts";
import { quoteNginx } from "./quote-nginx.ts";
import { quoteRule } from "./quote-rule.ts";
import { quoteYaml } from "./quote-yaml.ts";

/** The YAML parser that knip depends on. */
const yaml: { parse: (text: string) => unknown } = createRequire(createRequire(import.meta.url).resolve("knip"))(
  "yaml",
);

const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 30 }).map((text) => text.replace(/\p{Surrogate}/gu, "")),
  fc.string({ unit: fc.constantFrom(..."'\"\\$`{}[]<>|&;#~=%@:,-!? \n\t\r\u0000\u2028\u0085a1"), maxLength: 20 }),
  fc.constantFrom(...nastyStrings),
);

/** One readable line: no line end, no invisible character. */
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

test("a JavaScript literal is the text, on one line", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const literal = quoteJs(text);
      expect(new Function(`return ${literal}`)()).toBe(text);
      expect(literal).not.toMatch(invisible);
    }),
    { numRuns: 2000 },
  );
});

test("a YAML scalar is the text, wherever it is used", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const scalar = quoteYaml(text);
      expect(yaml.parse(`a:\n  - ${scalar}\n  - b: ${scalar} # c\n`)).toEqual({ a: [text, { b: text }] });
      expect(scalar).not.toMatch(invisible);
    }),
    { numRuns: 2000 },
  );
});

test("a lone surrogate becomes a replacement character in YAML, which is UTF-8", () => {
  expect(yaml.parse(quoteYaml("a\ud800b"))).toBe("a\ufffdb");
  expect(quoteYaml("a\u{e0001}b")).toBe('"a\\U000e0001b"');
});

describe.each([
  ["nginx", quoteNginx],
  ["the Rules language", quoteRule],
])("a string of %s", (_language, quote) => {
  test("ends at its last quote and says the text", () => {
    fc.assert(
      fc.property(texts, (text) => {
        const [, inside = ""] = /^"((?:[^"\\]|\\["\\])*)"$/s.exec(quote(text)) ?? [];
        expect(inside.replace(/\\(["\\])/g, "$1")).toBe(text);
      }),
    );
  });
});

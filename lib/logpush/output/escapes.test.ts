import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEscapes, writeEscapes } from "./escapes.ts";

describe("escapes", () => {
  test.each([
    ["}\\n", "}\n"],
    ["\\t", "\t"],
    ["\\\\n", "\\n"],
    ['\\"', '"'],
    ["\\u00e9\\u202E", "é\u202e"],
    ["", ""],
    ["plain, text", "plain, text"],
  ])("%j is read as %j", (typed, text) => expect(readEscapes(typed)).toEqual({ ok: true, value: text }));

  test.each(["\\", "\\x41", "a\\", "\\u12", "\\q"])("%j is not an escape, and the error names it", (typed) => {
    expect(readEscapes(typed)).toMatchObject({ ok: false, error: { code: "E_ESCAPE" } });
  });

  test("written text is read back, on one line", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (text) => {
        const typed = writeEscapes(text);
        expect(typed).not.toMatch(/[\n\r\t\u0000-\u001f]/);
        expect(readEscapes(typed)).toEqual({ ok: true, value: text });
      }),
      { numRuns: 2000 },
    );
  });
});

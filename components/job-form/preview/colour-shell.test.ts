import fc from "fast-check";
import { expect, test } from "vitest";
import { colourShell } from "./colour-shell.ts";

test("the pieces joined are the command", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (command) => {
      expect(
        colourShell(command)
          .map(({ text }) => text)
          .join(""),
      ).toBe(command);
    }),
    { numRuns: 1000 },
  );
});

test("a command is coloured by what its parts are", () => {
  const tones = new Map(
    colourShell(`A_B='x'\ncurl -X POST "$A_B" '{ "name": "v", "n": 12 }'`).map(({ text, tone }) => [text, tone]),
  );
  expect(tones.get("A_B")).toBe("text-code-param");
  expect(tones.get("curl")).toBe("text-code-host");
  expect(tones.get("-X")).toBe("text-muted");
  expect(tones.get('"name"')).toBe("text-code-header");
  expect(tones.get('"v"')).toBe("text-code-value");
  expect(tones.get("12")).toBe("text-code-text");
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { mask } from "./looks-random.ts";
import { parseStoredDestination } from "./stored.ts";

const canary = "k7Qz9vXw2LmT4";

test.each([
  `https://h.example/in?header_Authorization:${canary}`,
  `https://h.example/in?header_Authorization%3A%20Bearer%20${canary}=`,
  `https://h.example/in?header_${canary}=a&header_${canary}=b`,
  `https://h.example/in?header_${"x".repeat(300)}${canary}=a`,
  `https://${canary}%zz/in`,
  `https://user:${canary}@h.example/`,
  `https://h.example/in#${canary}`,
  `https://h.example/${canary}%`,
  `https://h.example:${canary}/`,
  canary,
])("the error of %s quotes nothing", (conf) => {
  const parsed = parseStoredDestination(conf);
  expect(parsed.ok).toBe(false);
  expect(JSON.stringify(parsed).toLowerCase()).not.toContain(canary.toLowerCase());
});

test("numbers stay in the message, and so does the position", () => {
  const parsed = parseStoredDestination(`https://h.example/?a=${"x".repeat(40_000)}`);
  expect(parsed).toMatchObject({ ok: false, error: { code: "E_DEST_TOO_LONG", at: "endpoint" } });
  expect(parsed.ok ? "" : parsed.error.message).toMatch(/is \d+ bytes long. The limit is \d+/);
});

test("the error of any string quotes no part of it", () => {
  const junk = fc.string({ unit: fc.constantFrom(..."%:/?#&=@\\ []a\n\u0000é"), maxLength: 8 });
  fc.assert(
    fc.property(junk, junk, fc.constantFrom("", "header_", "header_A=", "a="), (before, after, name) => {
      const parsed = parseStoredDestination(`https://h.example/?${before}${name}${canary}${after}`);
      if (!parsed.ok) expect(JSON.stringify(parsed.error)).not.toContain(canary);
    }),
  );
});

test("a masked message says so", () => {
  const parsed = parseStoredDestination(`https://h.example/?header_A:${canary}`);
  expect(parsed.ok ? "" : parsed.error.message).toContain(mask);
});

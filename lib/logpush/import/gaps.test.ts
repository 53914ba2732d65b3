import fc from "fast-check";
import { expect, test } from "vitest";
import { gapReason } from "./gap-reason.ts";
import { fillGaps, type GapKind, isGap, listGaps, markGap } from "./gaps.ts";

/** Templates are written with `@{` here, because the linter reports `${` in a plain string. */
const real = (text: string) => text.replaceAll("@{", "$".concat("{"));
const kinds: GapKind[] = ["absent", "expression", "placeholder", "hidden", "elsewhere"];

test("a gap keeps its source and its kind, through JSON as well", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), fc.constantFrom(...kinds), (source, kind) => {
      const mark = markGap(source, kind);
      expect(isGap(mark)).toBe(true);
      expect(listGaps(JSON.parse(JSON.stringify(`a${mark}b${mark}`)))).toEqual([{ source, kind }]);
      expect(fillGaps(`a${mark}b`)).toBe(`a${source}b`);
      expect(fillGaps(`a${mark}b`, "-")).toBe("a-b");
    }),
  );
});

test("a source that reads like a kind is not mistaken for one", () => {
  expect(listGaps(markGap("hidden:x"))).toEqual([{ source: "hidden:x", kind: "absent" }]);
});

test.each<[string, GapKind, string]>([
  ["@{var.enabled}", "absent", "It needs @{var.enabled}, which is not in the text."],
  ['@{var.a["b"].c}', "absent", 'It needs @{var.a["b"].c}, which is not in the text.'],
  ["$TOKEN", "absent", "It needs $TOKEN, which is not in the text."],
  ["@{TOKEN:-hunter2}", "absent", "It needs @{TOKEN …}, which is not in the text."],
  ['@{join(",", ["secret"])}', "expression", "It cannot be evaluated: @{join(…)}."],
  ['@{"https://h/?header_A=secret"}', "expression", "It cannot be evaluated: @{…}."],
  ["$(jq -n '{secret: 1}')", "elsewhere", "It comes from $(jq -n '{secret: 1}')."],
  ["<YOUR_KEY>", "placeholder", "It is the placeholder <YOUR_KEY>: enter its value."],
  ["(sensitive value)", "hidden", "It is hidden in the text ((sensitive value))."],
  ["the file job.json", "elsewhere", "It comes from the file job.json."],
])("the reason for %s (%s)", (source, kind, reason) => {
  expect(gapReason([{ source: real(source), kind }])).toBe(real(reason));
});

test("several gaps are one sentence for each kind", () => {
  const gaps = listGaps(`${markGap("$A")}${markGap("$B")}${markGap("$C")}${markGap("<KEY>", "placeholder")}`);
  expect(gapReason(gaps, "Header X")).toBe(
    "Header X needs $A, $B and $C, which are not in the text. Header X is the placeholder <KEY>: enter its value.",
  );
});

test("a long expression is shortened, and its literals are not repeated", () => {
  const source = `\${format("https://h.example/?header_X=%s", "canary-${"x".repeat(500)}")}`;
  const reason = gapReason([{ source, kind: "expression" }]);
  expect(reason.length).toBeLessThan(100);
  expect(reason).not.toContain("canary");
});

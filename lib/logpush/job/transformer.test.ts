import fc from "fast-check";
import { expect, test } from "vitest";
import { partsOf } from "./other-settings.ts";
import { readTransformerId, transformerIn, withTransformer } from "./transformer.ts";
import { isTransformerOnly } from "./transformer-only.ts";

test.each([
  ["", ""],
  ["{}", ""],
  ['{"transformer_id":7}', "7"],
  ['{"transformer_id":null}', ""],
  ['{"transformer_id":0}', ""],
  // biome-ignore lint/suspicious/noTemplateCurlyInString: as Terraform writes a reference.
  ['{"transformer_id":"${var.id}"}', "${var.id}"],
  ['{"transformer_id":{"a":1}}', undefined],
  ["[7]", undefined],
  ['{"transformer_id":', undefined],
])("of %j is %j", (text, expected) => {
  expect(transformerIn(text)).toBe(expected);
});

test("a choice changes this setting alone, and comes back as chosen", () => {
  const other = fc.dictionary(
    fc.string().filter((name) => name !== "transformer_id" && name !== "__proto__"),
    fc.oneof(fc.string(), fc.boolean(), fc.integer(), fc.constant(null)),
  );
  fc.assert(
    fc.property(other, fc.integer({ min: 1 }), (settings, id) => {
      const text = Object.keys(settings).length === 0 ? "" : JSON.stringify(settings);
      const chosen = withTransformer(text, id);
      expect(transformerIn(chosen)).toBe(String(id));
      const { transformer_id: _, ...others } = partsOf(chosen).job;
      expect(others).toEqual(partsOf(text).job);
      expect(partsOf(withTransformer(chosen, undefined))).toEqual(partsOf(text));
    }),
  );
  expect(withTransformer("[7]", 5)).toBe("[7]");
});

test("a typed id is a whole number, and what says nothing else is known", () => {
  expect(["7", " 7", "0", "-1", "1.5", "1e3", "", "9".repeat(16)].map(readTransformerId)).toEqual([
    ...[7, 7],
    ...Array.from({ length: 6 }, () => undefined),
  ]);
  expect(isTransformerOnly(withTransformer("", 7))).toBe(true);
  expect(isTransformerOnly(withTransformer('{"other":1}', 7))).toBe(false);
});

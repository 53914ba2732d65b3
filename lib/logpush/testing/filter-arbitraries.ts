import fc from "fast-check";
import type { Condition, FilterNode, Group } from "../filter/filter-node.ts";
import { type ExactJson, NumberText } from "../json/exact-json.ts";

/** Numbers that only their text can represent. */
const numberTexts = fc
  .constantFrom("1711929600000000001", "-9007199254740993", "1.0", "1e3", "-0", "0.10", "12E+2")
  .map((text) => new NumberText(text));

const texts = fc.string({ unit: "grapheme", maxLength: 12 });
const scalars: fc.Arbitrary<ExactJson> = fc.oneof(texts, fc.integer(), fc.boolean(), numberTexts);
const anyJson: fc.Arbitrary<ExactJson> = fc.oneof(scalars, fc.constant(null), fc.array(scalars, { maxLength: 3 }));
const unknownKeys = fc.dictionary(
  texts.filter((key) => !["key", "operator", "value", "and", "or", "__proto__"].includes(key)),
  anyJson,
  { minKeys: 1, maxKeys: 2 },
);
const rests = fc.option(
  unknownKeys.map((rest) => ({ rest })),
  { nil: {}, freq: 4 },
);

const conditions: fc.Arbitrary<Condition> = fc
  .tuple(fc.record({ key: texts, operator: texts, value: anyJson }), rests)
  .map(([condition, rest]) => ({ ...condition, ...rest }));

/** Filters as odd as `parseFilter` accepts: unknown operators and keys, values of any shape, empty groups. */
export const oddFilters: fc.Arbitrary<Group> = groupsOf(conditions, rests);

/** And/or trees over the given conditions. */
export function groupsOf(
  leaves: fc.Arbitrary<Condition>,
  extras: fc.Arbitrary<object> = fc.constant({}),
): fc.Arbitrary<Group> {
  const { group } = fc.letrec<{ node: FilterNode; group: Group }>((tie) => ({
    node: fc.oneof({ maxDepth: 4, depthSize: "small" }, leaves, tie("group")),
    group: fc
      .tuple(fc.constantFrom("and" as const, "or" as const), fc.array(tie("node"), { maxLength: 4 }), extras)
      .map(([join, children, extra]) => ({ join, children, ...extra })),
  }));
  return group;
}

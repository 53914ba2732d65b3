import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Json } from "../job/job.ts";
import { fillGaps, listGaps } from "./gaps.ts";
import type { Expression, Step } from "./terraform-expression.ts";
import { scopeOf } from "./terraform-scope.ts";
import { evaluate, resolveValue } from "./terraform-text.ts";

/** Here a reference is written without the parser. */
function reference(text: string): string {
  return `\u0024{${text}}`;
}

describe("a text that grows as it is evaluated", () => {
  const doubled = (make: (name: string) => Json) => {
    const locals = Object.fromEntries(
      Array.from({ length: 40 }, (_, at): [string, Json] => [`l${at}`, at === 0 ? "start" : make(`local.l${at - 1}`)]),
    );
    return scopeOf({ locals }, {});
  };

  test.each<[string, (name: string) => Json]>([
    ["texts", (name) => `${reference(name)}${reference(name)}`],
    ["lists", (name) => [reference(name), reference(name)]],
    ["objects", (name) => ({ a: reference(name), b: reference(name) })],
  ])("of %s is a gap beyond its budget", (_title, make) => {
    const scope = doubled(make);
    const startedAt = performance.now();
    const value = JSON.stringify(resolveValue(reference("local.l39"), scope));
    expect(value.length).toBeLessThan(10_000_000);
    expect(listGaps(value).length).toBeGreaterThan(0);
    // Without a limit it would take longer than anyone waits.
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });

  test("a chain of references is followed to a reasonable depth", () => {
    const locals = Object.fromEntries(
      Array.from({ length: 2000 }, (_, at): [string, Json] => [
        `l${at}`,
        at === 0 ? "end" : reference(`local.l${at - 1}`),
      ]),
    );
    const scope = scopeOf({ locals }, {});
    expect(resolveValue(reference("local.l20"), scope)).toBe("end");
    expect(listGaps(String(resolveValue(reference("local.l1999"), scope))).map(({ kind }) => kind)).toEqual([
      "expression",
    ]);
  });

  test("a circular reference is a gap", () => {
    const scope = scopeOf({ locals: { a: reference("local.b"), b: { c: `x${reference("local.a")}` } } }, {});
    expect(fillGaps(JSON.stringify(resolveValue(reference("local.a"), scope)))).toBe(
      JSON.stringify({ c: `x${reference("local.a")}` }),
    );
  });
});

const names =
  "var local each count data x join format formatlist merge lookup replace urlencode jsonencode try element toset sort substr length add equal logicalAnd negate modulo".split(
    " ",
  );
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.constantFrom(...names, "a", "b", "__proto__", "constructor").map((name) => ({ name })),
  fc.oneof(fc.integer({ min: -1, max: 3 }), fc.constantFrom("a", "__proto__")).map((index) => ({ index })),
);

const { expression } = fc.letrec<{ expression: Expression }>((tie) => {
  const operands = fc.array(tie("expression"), { maxLength: 3 });
  const steps = fc.array(step, { maxLength: 3 });
  const name = fc.constantFrom(...names);
  return {
    expression: fc.oneof(
      { maxDepth: 5, depthSize: "small" },
      fc
        .oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null))
        .map((value): Expression => ({ kind: "literal", value })),
      steps.map((path): Expression => ({ kind: "path", steps: path })),
      fc.constant<Expression>({ kind: "unknown" }),
      operands.map((parts): Expression => ({ kind: "template", parts })),
      fc.record({ kind: fc.constantFrom("index" as const, "conditional" as const, "tuple" as const), operands }),
      fc.record({ kind: fc.constant("object" as const), operands }),
      fc.record({ kind: fc.constantFrom("member" as const, "splat" as const), of: tie("expression"), steps }),
      fc.record({ kind: fc.constant("operation" as const), operator: name, operands }),
      fc.record({ kind: fc.constant("call" as const), name, operands, isExpanded: fc.boolean() }),
      fc.record({
        kind: fc.constant("for" as const),
        keyName: name,
        valueName: name,
        collection: tie("expression"),
        key: fc.option(tie("expression"), { nil: undefined }),
        value: tie("expression"),
        condition: fc.option(tie("expression"), { nil: undefined }),
      }),
    ),
  };
});

test("any expression has a JSON value, and the same one each time", () => {
  fc.assert(
    fc.property(expression, (any) => {
      const scope = () => scopeOf({ locals: { a: [1, "b"], b: { a: "x" } }, variable: { a: [{ default: null }] } }, {});
      const value = evaluate(any, scope());
      expect(JSON.parse(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(evaluate(any, scope()))));
    }),
    { numRuns: 1000 },
  );
});

test("a template keeps its literals and each reference", () => {
  const piece = fc.oneof(
    fc.string().filter((text) => !/[$%{}\ufdd0\ufdd1]/.test(text)),
    fc.constantFrom("var.a", "data.x.y", "module.m[0].out").map(reference),
  );
  fc.assert(
    fc.property(fc.array(piece, { minLength: 2 }), (pieces) => {
      expect(fillGaps(String(resolveValue(pieces.join(""), scopeOf({}, {}))))).toBe(pieces.join(""));
    }),
  );
});

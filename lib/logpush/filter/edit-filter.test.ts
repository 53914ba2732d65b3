import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { groupsOf } from "../testing/filter-arbitraries.ts";
import { listConditions } from "./check-shape.ts";
import { appendTo, moveAt, nodeAt, pathToRemove, removeAt, replaceAt } from "./edit-filter.ts";
import { type FilterNode, type FilterPath, type Group, isGroup } from "./filter-node.ts";

const c = (key: string) => ({ key, operator: "eq", value: "" });
const and = (...children: FilterNode[]): Group => ({ join: "and", children });
const or = (...children: FilterNode[]): Group => ({ join: "or", children });

/** `a (b c)` for a tree of conditions named by their keys. */
function shape(node: FilterNode): string {
  return isGroup(node)
    ? node.children.map((child) => (isGroup(child) ? `(${shape(child)})` : shape(child))).join(" ")
    : node.key;
}

const tree = and(c("a"), or(c("b"), c("c")), c("d"));

describe("an edit", () => {
  test("replaces one part and shares the rest", () => {
    const edited = replaceAt(tree, [1, 0], c("x"));
    expect(shape(edited)).toBe("a (x c) d");
    expect(edited.children[2]).toBe(tree.children[2]);
    expect(shape(tree)).toBe("a (b c) d");
  });

  test("a path that leads nowhere changes nothing", () => {
    for (const path of [[7], [0, 1], [1, 0, 0]]) expect(replaceAt(tree, path, c("x"))).toEqual(tree);
    expect(removeAt(tree, [1, 9, 9])).toEqual(tree);
    expect(moveAt(tree, [9], "up")).toBeUndefined();
    expect(nodeAt(tree, [0, 0])).toBeUndefined();
  });

  test("appends to a group", () => {
    const edit = appendTo(tree, [1], c("x"));
    expect(shape(edit.root)).toBe("a (b c x) d");
    expect(edit.path).toEqual([1, 2]);
    expect(appendTo(and(), [], c("x"))).toMatchObject({ path: [0] });
  });

  test("removing the last part of a group removes the group, but not the top", () => {
    expect(shape(removeAt(tree, [1, 0]))).toBe("a (c) d");
    expect(shape(removeAt(and(c("a"), or(and(c("b")))), [1, 0, 0]))).toBe("a");
    expect(removeAt(and(c("a")), [0])).toEqual(and());
    expect(pathToRemove(tree, [1, 0])).toEqual([1, 0]);
    expect(pathToRemove(and(c("a"), or(and(c("b")))), [1, 0, 0])).toEqual([1]);
    expect(pathToRemove(and(c("a")), [0])).toEqual([0]);
  });
});

describe("a move", () => {
  test.each<[string, FilterPath, "up" | "down", string, FilterPath]>([
    ["past a condition", [1, 1], "up", "a (c b) d", [1, 0]],
    ["down past a condition", [1, 0], "down", "a (c b) d", [1, 1]],
    ["into a group from below", [2], "up", "a (b c d)", [1, 2]],
    ["into a group from above", [0], "down", "(a b c) d", [0, 0]],
    ["out of a group, up", [1, 0], "up", "a b (c) d", [1]],
    ["out of a group, down", [1, 1], "down", "a (b) c d", [2]],
    ["a group past a condition", [1], "up", "(b c) a d", [0]],
    ["a group down past a condition", [1], "down", "a d (b c)", [2]],
  ])("%s", (_title, path, direction, expected, expectedPath) => {
    const edit = moveAt(tree, path, direction);
    expect(edit && shape(edit.root)).toBe(expected);
    expect(edit?.path).toEqual(expectedPath);
  });

  test("moving the only part of a group leaves no empty group", () => {
    const single = and(c("a"), or(c("b")), c("d"));
    expect(moveAt(single, [1, 0], "up")).toEqual({ root: and(c("a"), c("b"), c("d")), path: [1] });
    expect(moveAt(single, [1, 0], "down")).toEqual({ root: and(c("a"), c("b"), c("d")), path: [1] });
    const deep = and(or(and(c("x"))));
    expect(moveAt(deep, [0, 0, 0], "down")).toEqual({ root: and(or(c("x"))), path: [0, 0] });
  });

  test("stops at the ends", () => {
    expect(moveAt(tree, [0], "up")).toBeUndefined();
    expect(moveAt(tree, [2], "down")).toBeUndefined();
    expect(moveAt(tree, [], "down")).toBeUndefined();
  });

  const named = groupsOf(fc.nat(9).map((digit) => c(String(digit))));

  test("keeps every condition, and ends at the path that it returns", () => {
    fc.assert(
      fc.property(named, fc.nat(), fc.constantFrom("up" as const, "down" as const), (root, pick, direction) => {
        const all = listConditions(root);
        const chosen = all[pick % Math.max(1, all.length)];
        const edit = chosen && moveAt(root, chosen.path, direction);
        if (!chosen || !edit) return;
        expect(nodeAt(edit.root, edit.path)).toBe(chosen.condition);
        const keysOf = (of: Group) => listConditions(of).map(({ condition }) => condition.key);
        expect(keysOf(edit.root).toSorted()).toEqual(keysOf(root).toSorted());
      }),
      { numRuns: 1000 },
    );
  });

  test("steps lead all the way to the top and to the bottom", () => {
    fc.assert(
      fc.property(named, fc.nat(), (root, pick) => {
        const all = listConditions(root);
        const chosen = all[pick % Math.max(1, all.length)];
        if (!chosen) return;
        expect(walk(root, chosen.path, "up")).toEqual([0]);
        expect(walk(root, chosen.path, "down")).toHaveLength(1);
      }),
    );
  });
});

function walk(root: Group, path: FilterPath, direction: "up" | "down"): FilterPath {
  let at: { root: Group; path: FilterPath } = { root, path };
  for (let steps = 0; steps < 500; steps += 1) {
    const next = moveAt(at.root, at.path, direction);
    if (!next) return at.path;
    at = next;
  }
  throw new Error("It never ends.");
}

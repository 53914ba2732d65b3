import { expect, test } from "vitest";
import { layersOf, readFolderGraph, readServerGraph, reduceArrows, writeRooms } from "./rooms.ts";

test("docs/rooms.md matches the imports; -u updates it", async () => {
  await expect(writeRooms()).toMatchFileSnapshot("../docs/rooms.md");
});

test.each([
  ["the repository", readFolderGraph],
  ["lib/server", readServerGraph],
])("the rooms of %s import downwards only", (_title, read) => {
  expect(() => layersOf(read())).not.toThrow();
});

const graph = (edges: Record<string, string[]>) =>
  new Map(Object.entries(edges).map(([room, targets]) => [room, new Set(targets)]));

test("a circle is named", () => {
  expect(() => layersOf(graph({ a: ["b"], b: ["c"], c: ["a"] }))).toThrow("a -> b -> c -> a");
});

test("layers are listed from the top, and implied arrows are left out", () => {
  const rooms = graph({ top: ["middle", "base"], middle: ["base"], base: [] });
  expect(layersOf(rooms)).toEqual([["top"], ["middle"], ["base"]]);
  expect(reduceArrows(rooms)).toEqual([
    ["top", "middle"],
    ["middle", "base"],
  ]);
});

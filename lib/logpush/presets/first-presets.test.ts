import { expect, test } from "vitest";
import { firstPresets, otherPresets } from "./first-presets.ts";
import { builtInPreset, presets } from "./presets.data.ts";

test("the first templates and the count of the others are those of the list", () => {
  const all = [builtInPreset("https://receiver.headgate.test/"), ...presets];
  const first = all.slice(0, firstPresets.length).map(({ id, label }) => ({ id, label }));
  expect(first).toEqual(firstPresets);
  expect(all.length - first.length).toBe(otherPresets);
});

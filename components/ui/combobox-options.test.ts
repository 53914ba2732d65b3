import { expect, test } from "vitest";
import { countText, groupOptions, placeAfter } from "./combobox-options.ts";

test.each([
  ["ArrowDown", -1, 0],
  ["ArrowDown", 0, 1],
  ["ArrowDown", 29, 0],
  ["ArrowUp", -1, 29],
  ["ArrowUp", 0, 29],
  ["ArrowUp", 5, 4],
  ["PageDown", 5, 15],
  ["PageDown", 25, 29],
  ["PageUp", 25, 15],
  ["PageUp", 5, 0],
  ["Home", 12, 0],
  ["End", 12, 29],
  ["Enter", 3, undefined],
  ["a", 3, undefined],
])("%s goes from option %i of 30 to %s", (key, place, to) => {
  expect(placeAfter(key, place, 30)).toBe(to);
});

test.each(["ArrowDown", "ArrowUp", "PageDown", "PageUp", "Home", "End"])(
  "%s finds no option in an empty list",
  (key) => {
    expect(placeAfter(key, -1, 0)).toBe(-1);
  },
);

test("options keep their order within their groups, and those without a group are first", () => {
  const zone = { value: "z1", text: "a", group: "Zones" };
  const other = { value: "z2", text: "b", group: "Zones" };
  const account = { value: "a1", text: "c", group: "Accounts" };
  const all = { value: "", text: "All" };
  expect(groupOptions([zone, other, account, all])).toEqual([
    { group: "", members: [all] },
    { group: "Zones", members: [zone, other] },
    { group: "Accounts", members: [account] },
  ]);
  expect(groupOptions([])).toEqual([]);
});

test.each([
  ["", 100, 1000, "100 of 1,000 shown. Type to narrow."],
  ["exa", 100, 101, "100 of 101 shown. Type to narrow."],
  ["exa", 3, 3, ""],
  [" exb ", 0, 0, "Nothing matches “exb”."],
  ["", 0, 0, "No options."],
])("for “%s”, %i of %i is shown as “%s”", (query, shown, total, text) => {
  expect(countText(query, shown, total)).toBe(text);
});

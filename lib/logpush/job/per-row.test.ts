import { expect, test } from "vitest";
import type { QueryRow } from "./form-schema.ts";
import { perRow } from "./per-row.ts";

test("a row is read again only once it says something else, also when it is edited in place", () => {
  let reads = 0;
  const read = perRow(({ name, value, isOff }) => {
    reads += 1;
    return `${name}=${value}${isOff ? " off" : ""}`;
  });
  const row: QueryRow = { kind: "header", name: "A", value: "1" };
  expect([read(row), read(row), reads]).toEqual(["A=1", "A=1", 1]);
  row.value = "2";
  expect([read(row), reads]).toEqual(["A=2", 2]);
  row.isOff = true;
  expect([read(row), reads]).toEqual(["A=2 off", 3]);
  delete row.isOff;
  expect([read(row), reads]).toEqual(["A=2", 4]);
  expect([read({ ...row }), reads]).toEqual(["A=2", 5]);
});

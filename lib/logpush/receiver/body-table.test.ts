import { expect, test } from "vitest";
import { toBodyTable } from "./body-table.ts";
import { readBody } from "./read-body.ts";

const table = (text: string) => toBodyTable(readBody(text, { isCut: false }).records);

test("columns are the fields of all records, in order of first appearance", () => {
  expect(table('{"b":1,"a":"x"}\n{"a":"y","c":[1]}\n')).toEqual({
    columns: ["b", "a", "c"],
    rows: [
      { number: 1, cells: ["1", "x", ""] },
      { number: 2, cells: ["", "y", "[1]"] },
    ],
    total: 2,
  });
});

test("many records and long cells are truncated", () => {
  const { rows, total } = table(`{"a":"${"x".repeat(1000)}"}\n`.repeat(2000));
  expect([rows.length, total, rows[0]?.cells[0]?.length]).toEqual([100, 2000, 301]);
});

test("an empty body has no rows", () => {
  expect(table("hello")).toEqual({ columns: [], rows: [], total: 0 });
});

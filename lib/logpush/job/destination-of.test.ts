import { describe, expect, test } from "vitest";
import { formatHttpDestination, type HttpDestination, parseHttpDestination } from "../destination/http.ts";
import { mask } from "../destination/looks-random.ts";
import { appError } from "../errors/app-error.ts";
import { exampleConf, exampleValues, header, param } from "../testing/form-values.ts";
import {
  atFormRow,
  decidedRow,
  destinationOf,
  isKept,
  isPlusOpen,
  isPlusUnsure,
  isSaved,
  pairOf,
  repairedRow,
  rowsOf,
} from "./destination-of.ts";
import type { QueryRow } from "./form-schema.ts";

function read(conf: string): HttpDestination {
  const parsed = parseHttpDestination(conf);
  if (!parsed.ok) throw new Error(parsed.error.code);
  return parsed.value;
}

test("the form's rows make the documentation's string", () => {
  expect(formatHttpDestination(destinationOf(exampleValues()))).toBe(exampleConf);
});

test("a pasted string stays byte for byte until a row is edited, and only that row changes", () => {
  const conf = "https://h.example/in?a=%7e;b&header_%41=x+y&&c";
  const { endpoint, query } = read(conf);
  const rows = rowsOf({ endpoint, query });
  expect(formatHttpDestination(destinationOf(exampleValues({ endpoint, query: rows })))).toBe(conf);
  const edited = rows.map((row) => (row.kind === "header" ? { ...row, value: "x y" } : row));
  expect(formatHttpDestination(destinationOf(exampleValues({ endpoint, query: edited })))).toBe(
    "https://h.example/in?a=%7e;b&header_A=x%20y&&c",
  );
  const undone = edited.map((row) => (row.kind === "header" ? { ...row, value: "x+y" } : row));
  expect(formatHttpDestination(destinationOf(exampleValues({ endpoint, query: undone })))).toBe(conf);
});

test("an original text that says something else is dropped", () => {
  for (const raw of ["a=c", "b=b", "header_a=b", "a=%zz", "a=b&c=d", "a=b#", "a\\=b"]) {
    expect(pairOf({ ...param("a", "b"), raw })).toEqual(param("a", "b"));
  }
  expect(pairOf({ ...param("a&header_Host", "x"), raw: "a&header_Host=x" }).raw).toBeUndefined();
});

test("kept rows use the stored pair, byte for byte, wherever they are now", () => {
  const stored = read(`https://h.example/XyZ12aBcD34eFgH56iJkL78m?header_A=se%63ret&b=2&&header_C=x`);
  const values = exampleValues({
    endpoint: `https://h.example/${mask}`,
    isEndpointKept: true,
    query: [
      { ...header("C", "new"), saved: 3, isReplaced: true },
      header("D", "4"),
      { ...param("", ""), saved: 2 },
      { ...header("A", ""), saved: 0 },
    ],
  });
  expect(formatHttpDestination(destinationOf(values, stored))).toBe(
    "https://h.example/XyZ12aBcD34eFgH56iJkL78m?header_C=new&header_D=4&&header_A=se%63ret",
  );
});

test("a row is kept until its value is replaced", () => {
  expect(
    [header("A", ""), { ...header("A", ""), saved: 0 }, { ...header("A", ""), saved: 0, isReplaced: true }].map(isKept),
  ).toEqual([false, true, false]);
});

describe("a disabled row", () => {
  const off = { ...header("X-Off", "1"), isOff: true };

  test("is not in the destination", () => {
    const values = exampleValues({ query: [off, header("A", "b"), { ...param("c", "d"), isOff: true }] });
    expect(formatHttpDestination(destinationOf(values))).toBe("https://logs.example.com?header_A=b");
  });

  test("does not change which values the others keep", () => {
    const stored = read("https://h.example?header_A=1&header_B=2");
    const query = [
      { ...header("A", ""), saved: 0, isOff: true },
      { ...header("B", ""), saved: 1 },
    ];
    expect(formatHttpDestination(destinationOf(exampleValues({ query, endpoint: "https://h.example" }), stored))).toBe(
      "https://h.example?header_B=2",
    );
  });

  test("keeps nothing, although its value is saved", () => {
    const row = { ...header("A", ""), saved: 0, isOff: true };
    expect([isSaved(row), isKept(row)]).toEqual([true, false]);
  });

  test("does not shift errors away from the form's rows", () => {
    const error = (at?: string) => ({ ...appError("E_HEADER_NAME"), ...(at ? { at } : {}) });
    const query = [off, header("A", "b"), off, header("C", "d")];
    expect(
      ["query.0.name", "query.1.value", "endpoint", undefined].map((at) => atFormRow(error(at), query).at),
    ).toEqual(["query.1.name", "query.3.value", "endpoint", undefined]);
    // A position that the form does not have stays unchanged.
    expect(["query.7.name", "other.query.0.name", "query.x"].map((at) => atFormRow(error(at), query).at)).toEqual([
      "query.7.name",
      "other.query.0.name",
      "query.x",
    ]);
    const many = Array.from({ length: 12 }, (_, at) => header(`H${at}`, "x"));
    expect(atFormRow(error("query.10.value"), [off, ...many]).at).toBe("query.11.value");
  });
});

test("a row keeps its original text only if it would be written differently", () => {
  const { query } = read("https://h.example?header_A=x%20y&b=%7e");
  expect(rowsOf({ endpoint: "https://h.example", query })).toEqual([
    header("A", "x y"),
    { ...param("b", "~"), raw: "b=%7e" },
  ]);
  expect(rowsOf({ endpoint: "https://h.example", query: [{ ...header("A", "x y"), raw: "header_A=x%20y" }] })).toEqual([
    header("A", "x y"),
  ]);
});

test("without a row, nothing is saved", () => {
  expect([isSaved(undefined), isKept(undefined)]).toEqual([false, false]);
});

describe("a raw plus", () => {
  const typed: QueryRow = { ...header("A", "x+y"), raw: "header_A=x+y" };
  const edited: QueryRow = { ...typed, value: "x+y+z" };
  const saved: QueryRow = { ...header("A", ""), saved: 0, hasPlus: true };

  test.each<[title: string, row: QueryRow, isOpen: boolean, isUnsure: boolean]>([
    ["as pasted", typed, true, true],
    ["with an edited value, which is written encoded", edited, true, false],
    ["with an edited value without a plus", { ...typed, value: "xy" }, false, false],
    ["that was typed, and is written encoded", header("A", "x+y"), false, false],
    ["that was encoded when it was pasted", { ...header("A", "x+y"), raw: "header_A=x%2By" }, false, false],
    ["in a saved value", saved, false, true],
    ["in a saved value, decided", { ...saved, plusAs: "plus" }, false, false],
    ["in no saved value", { ...header("A", ""), saved: 0 }, false, false],
    ["in a saved value that is replaced", { ...typed, saved: 0, isReplaced: true }, true, true],
    ["next to the mask of a saved value", { ...typed, saved: 0 }, false, false],
  ])("%s", (_title, row, isOpen, isUnsure) => {
    expect([isPlusOpen(row), isPlusUnsure(row)]).toEqual([isOpen, isUnsure]);
  });

  test("is written as what it means", () => {
    expect(decidedRow(typed, "space")).toEqual(header("A", "x y"));
    expect(decidedRow(typed, "plus")).toEqual(header("A", "x+y"));
    expect(decidedRow({ ...header("A", "x+~"), raw: "header_A=x+~" }, "plus")).toEqual({
      ...header("A", "x+~"),
      raw: "header_A=x%2B~",
    });
    expect(decidedRow(edited, "space")).toEqual(header("A", "x y z"));
    expect(decidedRow(edited, "plus")).toEqual(header("A", "x+y+z"));
    expect(decidedRow(header("A", "x+y"), "space")).toEqual(header("A", "x y"));
    expect(decidedRow(saved, "space")).toEqual({ ...saved, plusAs: "space" });
  });

  test("of a kept value is written by the server, because only the server has it", () => {
    const stored = read("https://h.example?header_A=x+y%7e&header_B=1");
    const query: QueryRow[] = [
      { ...saved, plusAs: "space" },
      { ...header("B", ""), saved: 1 },
    ];
    const confOf = (rows: QueryRow[]) =>
      formatHttpDestination(destinationOf(exampleValues({ endpoint: "https://h.example", query: rows }), stored));
    expect(confOf(query)).toBe("https://h.example?header_A=x%20y%7e&header_B=1");
    expect(confOf([saved])).toBe("https://h.example?header_A=x+y%7e");
    expect(confOf([{ ...header("B", ""), saved: 1, plusAs: "space" }])).toBe("https://h.example?header_B=1");
    // A row that is replaced sends what was typed.
    expect(confOf([{ ...header("A", "new"), saved: 0, isReplaced: true, plusAs: "space" }])).toBe(
      "https://h.example?header_A=new",
    );
    const unreadable = { endpoint: "https://h.example", query: [{ ...header("A", mask), raw: "header_A=%zz+" }] };
    const [pair] = destinationOf(exampleValues({ query: [{ ...saved, plusAs: "plus" }] }), unreadable).query;
    expect(pair).toEqual({ ...header("A", mask), raw: "header_A=%zz%2B" });
  });
});

test("a repaired row drops an original text that says the same, and keeps one that does not", () => {
  const row: QueryRow = { ...header("A", "x|y"), raw: "header_A=x|y" };
  expect(repairedRow(row, { value: "x|y", raw: "header_A=x%7Cy" })).toEqual(header("A", "x|y"));
  expect(repairedRow(row, { value: "z" })).toEqual({ ...header("A", "z"), raw: "header_A=x|y" });
  expect(repairedRow(header("A", "x"), { value: "z" })).toEqual(header("A", "z"));
});

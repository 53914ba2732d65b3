import { describe, expect, test } from "vitest";
import { formatHttpDestination, type HttpDestination, parseHttpDestination } from "../destination/http.ts";
import { mask } from "../destination/looks-random.ts";
import { appError } from "../result.ts";
import { exampleConf, exampleValues, header, param } from "../testing/form-values.ts";
import { atFormRow, destinationOf, isKept, isSaved, pairOf, rowsOf } from "./destination-of.ts";

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

test("kept rows take the stored pair, byte for byte, wherever they stand now", () => {
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

describe("a row that is switched off", () => {
  const off = { ...header("X-Off", "1"), isOff: true };

  test("is not in the destination", () => {
    const values = exampleValues({ query: [off, header("A", "b"), { ...param("c", "d"), isOff: true }] });
    expect(formatHttpDestination(destinationOf(values))).toBe("https://logs.example.com?header_A=b");
  });

  test("does not shift what the others keep", () => {
    const stored = read("https://h.example?header_A=1&header_B=2");
    const query = [
      { ...header("A", ""), saved: 0, isOff: true },
      { ...header("B", ""), saved: 1 },
    ];
    expect(formatHttpDestination(destinationOf(exampleValues({ query, endpoint: "https://h.example" }), stored))).toBe(
      "https://h.example?header_B=2",
    );
  });

  test("keeps nothing although its value is saved", () => {
    const row = { ...header("A", ""), saved: 0, isOff: true };
    expect([isSaved(row), isKept(row)]).toEqual([true, false]);
  });

  test("shifts the places of errors back to the form's rows", () => {
    const error = (at?: string) => ({ ...appError("E_HEADER_NAME"), ...(at ? { at } : {}) });
    const query = [off, header("A", "b"), off, header("C", "d")];
    expect(
      ["query.0.name", "query.1.value", "endpoint", undefined].map((at) => atFormRow(error(at), query).at),
    ).toEqual(["query.1.name", "query.3.value", "endpoint", undefined]);
  });
});

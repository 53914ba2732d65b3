import { describe, expect, test } from "vitest";
import { checkPair, isMask } from "./check-pair.ts";
import { formatPair, type Pair, parsePair } from "./pair.ts";

describe("one segment of the query", () => {
  test.each<[string, Partial<Pair>]>([
    ["", { kind: "param", name: "", value: "", raw: "" }],
    ["a", { kind: "param", name: "a", value: "" }],
    ["a=", { kind: "param", name: "a", value: "" }],
    ["=b", { kind: "param", name: "", value: "b" }],
    ["=", { kind: "param", name: "", value: "" }],
    ["a=b=c", { kind: "param", name: "a", value: "b=c" }],
    ["a%20b=c+d", { kind: "param", name: "a b", value: "c+d" }],
    ["header_X-Key=%41", { kind: "header", name: "X-Key", value: "A" }],
    ["header%5FX=1", { kind: "header", name: "X", value: "1" }],
    ["Header_X=1", { kind: "param", name: "Header_X", value: "1" }],
  ])("%s", (segment, pair) => {
    expect(parsePair(segment)).toMatchObject({ ok: true, value: { raw: segment, ...pair } });
  });

  test.each([
    ["a=b&c", "E_DEST_UNREAD", "query.2.value"],
    ["a=b#c", "E_DEST_FRAGMENT", "query.2.value"],
    ["a=b\\c", "E_DEST_BACKSLASH", "query.2.value"],
    ["a=\ud800", "E_TEXT_ILL_FORMED", "query.2.value"],
    ["%zz=b", "E_DEST_ESCAPE", "query.2.name"],
    ["%ff=b", "E_DEST_UTF8", "query.2.name"],
    ["a=%zz", "E_DEST_ESCAPE", "query.2.value"],
    ["a=%ff", "E_DEST_UTF8", "query.2.value"],
    ["%00=b", "E_DEST_CONTROL", "query.2.name"],
    ["a=%7F", "E_DEST_CONTROL", "query.2.value"],
    ["header_=b", "E_HEADER_NAME_EMPTY", "query.2.name"],
    ["header_a b=b", "E_HEADER_NAME", "query.2.name"],
  ])("%s: %s at %s", (segment, code, at) => {
    expect(parsePair(segment, "query.2")).toMatchObject({ ok: false, error: { code, at } });
    // Without a place, the part of the pair is still named.
    expect(parsePair(segment)).toMatchObject({ error: { at: at.replace("query.2", "") } });
  });

  test("a new pair is encoded, an untouched one keeps its bytes", () => {
    expect(formatPair({ kind: "header", name: "X", value: "a b+c" })).toBe("header_X=a%20b%2Bc");
    expect(formatPair({ kind: "param", name: "a b", value: "c/d" })).toMatch(/^a%20b=c/);
    expect(formatPair({ kind: "param", name: "a", value: "b", raw: "a=%62" })).toBe("a=%62");
  });
});

describe("a pair that is about to be sent", () => {
  const param = (name: string, value: string): Pair => ({ kind: "param", name, value });
  const header = (name: string, value: string): Pair => ({ kind: "header", name, value });

  test.each<[string, Pair, string, string]>([
    ["half a character in the name", param("\ud800", "v"), "E_TEXT_ILL_FORMED", "at.name"],
    ["half a character in the value", header("X", "\udc00"), "E_TEXT_ILL_FORMED", "at.value"],
    ["a control character in the name", param("a\n", "v"), "E_DEST_CONTROL", "at.name"],
    ["a C1 control in the value", header("X", "a\u0085"), "E_DEST_CONTROL", "at.value"],
    ["a mask as a value", header("X", "•••"), "E_MASK_VALUE", "at.value"],
    ["a mask as a name", param("••••", "v"), "E_MASK_VALUE", "at.name"],
    ["a header without a name", header("", "v"), "E_HEADER_NAME_EMPTY", "at.name"],
    ["a connection header", header("Host", "v"), "E_HEADER_FRAMING", "at.name"],
    ["a space before the value", header("X", " v"), "E_HEADER_SPACE", "at.value"],
    ["a value outside ASCII", header("X", "é"), "E_HEADER_NON_ASCII", "at.value"],
    ["a typed parameter without a name", param("", "v"), "E_PARAM_NAME_EMPTY", "at.name"],
    ["a parameter that would be a header", param("header_X", "v"), "E_PARAM_PREFIX", "at.name"],
  ])("%s", (_title, pair, code, at) => {
    expect(checkPair(pair, "at")).toMatchObject({ code, at });
  });

  test("a header of the connection is named in the message", () => {
    expect(checkPair(header("Host", "v"), "at")?.message).toMatch(/^Host is a reserved header/);
  });

  test.each<[string, Pair]>([
    ["the empty segment", { ...param("", ""), raw: "" }],
    ["a pasted parameter without a name", { ...param("", "v"), raw: "=v" }],
    ["a parameter with any text", param("é header_", " é ")],
    ["a plain header", header("X", "a b")],
  ])("%s passes", (_title, pair) => expect(checkPair(pair, "at")).toBeUndefined());

  test("text outside ASCII passes once it is accepted", () => {
    expect(checkPair(header("X", "é"), "at", true)).toBeUndefined();
  });

  test("an empty value is checked like any other", () => {
    expect(checkPair({ ...header("", ""), raw: "header_=" }, "at")).toMatchObject({ code: "E_HEADER_NAME_EMPTY" });
  });
});

test.each([
  ["•••", true],
  ["Bearer •••••", true],
  ["••", false],
  ["a•••", false],
  ["•••a", false],
  ["Bearer  •••", false],
  ["two words •••", false],
  [" •••", false],
  ["", false],
])("“%s” is a mask: %s", (text, isOne) => expect(isMask(text)).toBe(isOne));

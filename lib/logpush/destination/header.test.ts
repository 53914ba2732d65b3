import { describe, expect, test } from "vitest";
import { checkHeaderName, findDuplicateHeader, isFramingHeader } from "./header.ts";

const longest = "x".repeat(256);

describe("the name of a header", () => {
  test.each(["A", "X-Api-Key", "!#$%&'*+-.^_`|~09azAZ", longest])("%s is valid", (name) => {
    expect(checkHeaderName(name, "at")).toBeUndefined();
  });

  test("an empty name, and one that is too long, name the place and the limit", () => {
    expect(checkHeaderName("", "query.1.name")).toMatchObject({ code: "E_HEADER_NAME_EMPTY", at: "query.1.name" });
    const error = checkHeaderName(`${longest}x`, "query.1.name");
    expect(error).toMatchObject({ code: "E_HEADER_NAME_LONG", at: "query.1.name" });
    expect(error?.message).toContain("256");
  });

  test.each([
    ["a name with a space", "Api Key", "Api Key"],
    ["a space at the end", "Authorization ", "Authorization "],
    ["a space at the start", " Authorization", " Authorization"],
    ["thirty characters", `${"a".repeat(14)} ${"b".repeat(15)}`, `${"a".repeat(14)} ${"b".repeat(15)}`],
    ["one more", `${"a".repeat(15)} ${"b".repeat(15)}`, `${"a".repeat(15)} …`],
    ["two spaces", "Authorization  Bearer", "Authorization …"],
    ["a colon and a value", "Authorization:Bearer k7Qz9", "Authorization:…"],
    ["a colon at the end", "Authorization:", "Authorization:"],
    ["a dot, then a colon and a value", "x.y:k7Qz9", "x.y:…"],
    ["a colon first", ":k7Qz9", ":…"],
    ["a value in brackets", "(k7Qz9)", "(…"],
    ["a long run before the colon", `${"n".repeat(40)}:k7Qz9`, `${"n".repeat(31)}…`],
    ["a long run of one word and a space", `${"n".repeat(40)} k7Qz9`, `${"n".repeat(31)}…`],
  ])("%s: the message repeats its start only", (_title, name, shown) => {
    const error = checkHeaderName(name, "at");
    expect(error).toMatchObject({ code: "E_HEADER_NAME", at: "at", message: `“${shown}” is not a valid header name.` });
  });
});

test.each([
  ["Host", true],
  ["TE", true],
  ["Proxy-Authorization", true],
  ["Content-Type", false],
  ["X-Proxy-Id", false],
])("%s belongs to the connection: %s", (name, isFraming) => expect(isFramingHeader(name)).toBe(isFraming));

test("the second of two equal header names is found, whatever its case, and named", () => {
  const query = [
    { kind: "param", name: "A" },
    { kind: "header", name: "a" },
    { kind: "header", name: "B" },
    { kind: "header", name: "A" },
  ];
  const error = findDuplicateHeader(query);
  expect(error).toMatchObject({
    code: "E_HEADER_DUPLICATE",
    at: "query.3.name",
    message: "Duplicate header A.",
  });
  expect(findDuplicateHeader(query.slice(0, 3))).toBeUndefined();
});

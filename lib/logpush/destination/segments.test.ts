import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { destinationOf, rowsOf } from "../job/destination-of.ts";
import { destinations, messyConfs } from "../testing/arbitraries.ts";
import { exampleValues, header, param } from "../testing/form-values.ts";
import { formatHttpDestination, parseHttpDestination } from "./http.ts";
import { mask } from "./looks-random.ts";
import { segmentDestination } from "./segments.ts";

const textOf = (segments: { text: string }[]) => segments.map(({ text }) => text).join("");

test("the example is split into colored segments", () => {
  const pieces = segmentDestination(exampleValues()).map(({ kind, text, field = "", isSecret = false }) => [
    kind,
    text,
    field,
    isSecret,
  ]);
  expect(pieces).toEqual([
    ["scheme", "https://", "endpoint", false],
    ["host", "logs.example.com", "endpoint", false],
    ["mark", "?", "", false],
    ["mark", "header_", "", false],
    ["header-name", "Authorization", "query.0.name", false],
    ["mark", "=", "", false],
    ["header-value", "Basic%20REDACTED", "query.0.value", true],
    ["mark", "&", "", false],
    ["param-name", "tags", "query.1.name", false],
    ["mark", "=", "", false],
    ["param-value", "host:theburritobot.com,dataset:http_requests", "query.1.value", false],
  ]);
});

describe("joined, the segments are the destination", () => {
  test("for typed text", () => {
    fc.assert(
      fc.property(
        destinations,
        fc.option(fc.string({ maxLength: 20 }), { nil: undefined }),
        ({ endpoint, query }, text) => {
          const values = exampleValues({ endpoint: text ?? endpoint, query });
          expect(textOf(segmentDestination(values))).toBe(formatHttpDestination(destinationOf(values)));
        },
      ),
      { numRuns: 1500 },
    );
  });

  test("for pasted text, also when a row was edited afterwards", () => {
    fc.assert(
      fc.property(messyConfs, fc.nat(4), fc.string({ maxLength: 8 }), (conf, at, value) => {
        const parsed = parseHttpDestination(conf);
        if (!parsed.ok) return;
        const rows = rowsOf(parsed.value);
        const values = exampleValues({ endpoint: parsed.value.endpoint, query: rows });
        expect(textOf(segmentDestination(values))).toBe(conf);
        const row = rows[at];
        if (!row) return;
        const edited = { ...values, query: rows.with(at, { ...row, value }) };
        expect(textOf(segmentDestination(edited))).toBe(formatHttpDestination(destinationOf(edited)));
      }),
      { numRuns: 3000 },
    );
  });
});

describe("secrets", () => {
  const secretTexts = (values: Parameters<typeof segmentDestination>[0]) =>
    segmentDestination(values)
      .filter(({ isSecret }) => isSecret)
      .map(({ text }) => text);

  test("are all header values except the well-known open ones", () => {
    const query = [
      "X-CF-Secret",
      "Content-Type",
      "ACCEPT",
      "Accept-Encoding",
      "Content-Language",
      "user-agent",
      "X-Env",
    ].map((name) => header(name, `v-${name}`));
    expect(secretTexts(exampleValues({ query }))).toEqual(["v-X-CF-Secret", "v-X-Env"]);
  });

  test.each(["Api-Key", "access_token", "client_secret", "sig", "X-Auth", "passwd", "my-Credential"])(
    "are the values of a parameter named %s",
    (name) => expect(secretTexts(exampleValues({ query: [param(name, "v"), param("tags", "w")] }))).toEqual(["v"]),
  );

  test("are parts of the path that look random", () => {
    const values = exampleValues({ endpoint: "https://h.example/a/XyZ12aBcD34eFgH56iJkL78m/b", query: [] });
    expect(segmentDestination(values).map(({ kind, text }) => [kind, text])).toEqual([
      ["scheme", "https://"],
      ["host", "h.example"],
      ["path", "/a/"],
      ["path", "XyZ12aBcD34eFgH56iJkL78m"],
      ["path", "/b"],
    ]);
    expect(secretTexts(values)).toEqual(["XyZ12aBcD34eFgH56iJkL78m"]);
  });

  test("are userinfo and a query that are still in the endpoint", () => {
    const values = exampleValues({ endpoint: "https://u:p@h.example/a?header_A=b", query: [] });
    expect(secretTexts(values)).toEqual(["u:p@", "?header_A=b"]);
  });

  test("may be a parameter without a value", () => {
    const query = [{ kind: "param" as const, name: "abc", value: "", raw: "abc" }];
    expect(secretTexts(exampleValues({ query }))).toEqual(["abc"]);
  });
});

describe("spelling", () => {
  test("an escaped prefix is a mark as spelled, and only the first = divides", () => {
    const query = [{ kind: "header" as const, name: "A", value: "b=c", raw: "h%65ader%5F%41=b=c" }];
    expect(
      segmentDestination(exampleValues({ query }))
        .slice(3)
        .map(({ kind, text }) => [kind, text]),
    ).toEqual([
      ["mark", "h%65ader%5F"],
      ["header-name", "%41"],
      ["mark", "="],
      ["header-value", "b=c"],
    ]);
  });

  test("an empty segment is only its mark", () => {
    const query = [{ kind: "param" as const, name: "", value: "", raw: "" }];
    expect(textOf(segmentDestination(exampleValues({ query })))).toBe("https://logs.example.com?");
  });
});

describe("kept values", () => {
  test("are one saved segment, in the endpoint's path too", () => {
    const values = exampleValues({
      isEndpointKept: true,
      endpoint: `https://h.example/a/${mask}/b`,
      query: [
        { ...header("X-Key", ""), saved: 0 },
        { ...param(mask, ""), saved: 1 },
        { ...param("", ""), saved: 2 },
      ],
    });
    const segments = segmentDestination(values);
    expect(textOf(segments)).toBe(`https://h.example/a/${mask}/b?header_X-Key=${mask}&${mask}&${mask}`);
    expect(
      segments.filter(({ isSaved }) => isSaved).map(({ text, field, isSecret }) => [text, field, isSecret]),
    ).toEqual([
      [mask, "endpoint", true],
      [mask, "query.0.value", true],
      [mask, "query.1.value", true],
      [mask, "query.2.value", true],
    ]);
  });

  test("are gone once replaced", () => {
    const query = [{ ...header("X-Key", "new"), saved: 0, isReplaced: true }];
    expect(textOf(segmentDestination(exampleValues({ query })))).toBe("https://logs.example.com?header_X-Key=new");
  });
});

test("a disabled row has no segment, and the others keep the index of their row", () => {
  const query = [
    { ...header("X-Off", "1"), isOff: true },
    header("A", "b"),
    { ...param("c", "d"), isOff: true },
    param("e", "f"),
  ];
  const segments = segmentDestination(exampleValues({ query }));
  expect(textOf(segments)).toBe("https://logs.example.com?header_A=b&e=f");
  expect(segments.map(({ field }) => field).filter((field) => field?.startsWith("query"))).toEqual([
    "query.1.name",
    "query.1.value",
    "query.3.name",
    "query.3.value",
  ]);
});

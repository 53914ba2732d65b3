import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatHttpDestination, parseHttpDestination } from "../destination/http.ts";
import { destinations, messyConfs } from "../testing/arbitraries.ts";
import { fixDestination } from "./fix-destination.ts";
import type { FixOptionId } from "./fix-options.ts";
import { schemes } from "./scheme-facts.ts";

const fixedBy = (paste: string, ...options: FixOptionId[]) => fixDestination(paste, options).fixed;

test.each([
  ["http://h.example/in", "https://h.example/in", ["scheme"]],
  ["HTTPS://h.example/in", "https://h.example/in", ["scheme"]],
  ["S3://b/d", "s3://b/d", ["scheme"]],
  [" https://h.example\n", "https://h.example", ["unwrap"]],
  ['"destination_conf": "https://h.example?a=b",', "https://h.example?a=b", ["unwrap"]],
  ['curl -d \'{"destination_conf": "https://h.example?a=b"}\'', "https://h.example?a=b", ["unwrap"]],
  ["https:\\/\\/h.example?a=b\\u0026c=d", "https://h.example?a=b&c=d", ["unescape"]],
  ["https://h.example?a=b&amp;amp;c=d", "https://h.example?a=b&c=d", ["unescape"]],
  ["https://h.example/a b?header_A=c d", "https://h.example/a%20b?header_A=c%20d", ["encode", "encode"]],
  ["https://h.example/~u?header_A=~;'", "https://h.example/%7Eu?header_A=%7E%3B%27", ["encode", "encode"]],
  ["https://h.example?a=é", "https://h.example?a=%C3%A9", ["encode"]],
  ["https://bücher.example", "https://xn--bcher-kva.example", ["host"]],
  ["r2://b/a~/{DATE}?x=1", "r2://b/a%7E/{DATE}?x=1", ["encode"]],
  ["https://h.example/a;b?header_A=a+b&c=%2520#x", "https://h.example/a;b?header_A=a+b&c=%2520#x", []],
  ['https://h.example/"a#"', "https://h.example/%22a#%22", ["encode", "encode"]],
  ["not a string", "not a string", []],
  ["", "", []],
])("%s", (paste, fixed, changes) => {
  const fix = fixDestination(paste);
  expect(fix.fixed).toBe(fixed);
  expect(fix.changes.map(({ code }) => code)).toEqual(changes);
});

test.each<[FixOptionId, string, string]>([
  ["add-scheme", "h.example/in?header_A=b", "https://h.example/in?header_A=b"],
  ["join-lines", "https://h.example/in?\n  header_A=b&\n\tc=d", "https://h.example/in?header_A=b&c=d"],
  ["encode-hash", "https://h.example/a#b?header_A=c#d", "https://h.example/a%23b?header_A=c%23d"],
  ["userinfo-to-header", "https://a:b@h.example/in", "https://h.example/in?header_Authorization=Basic%20YTpi"],
  ["userinfo-to-header", "https://a:b@h.example?c=d", "https://h.example?c=d&header_Authorization=Basic%20YTpi"],
  ["userinfo-to-header", "https://a:b@h.example#x", "https://h.example?header_Authorization=Basic%20YTpi#x"],
  ["lower-prefix", "https://h.example?Header_A=b", "https://h.example?header_A=b"],
  ["plus-is-space", "https://h.example?header_A=b+c", "https://h.example?header_A=b%20c"],
  ["plus-is-plus", "https://h.example?header_A=b+c&d=e+f", "https://h.example?header_A=b%2Bc&d=e%2Bf"],
  ["decode-once", "https://h.example?header_A=b%2520c&d=e%252Cf", "https://h.example?header_A=b%20c&d=e,f"],
  ["encode-percent", "https://h.example?a=100%", "https://h.example?a=100%25"],
  ["encode-path", "https://h.example/a;b@c", "https://h.example/a%3Bb%40c"],
])("%s is applied when it is chosen, and offered only where it applies", (id, paste, fixed) => {
  const { options } = fixDestination(paste);
  expect(options.map((option) => option.id)).toContain(id);
  expect(fixedBy(paste)).not.toBe(fixed);
  const chosen = fixDestination(paste, [id]);
  expect(chosen.fixed).toBe(fixed);
  expect(chosen.changes.map(({ code }) => code)).toContain(id);
  expect(fixDestination("https://h.example/in?header_A=b", [id])).toMatchObject({ changes: [], options: [] });
});

test("an existing header is not written a second time", () => {
  const paste = "https://a:b@h.example?header_authorization=x";
  expect(fixDestination(paste, ["userinfo-to-header"]).fixed).toBe(paste);
});

test("a secret's characters are counted, not named", () => {
  const { changes } = fixDestination("https://h.example?header_X-Key=a~b;c&tags=a~b");
  expect(changes.map(({ message }) => message)).toEqual([
    "Value of X-Key: 2 characters percent-encoded",
    "Value of tags: ~ → %7E",
  ]);
});

describe("fixing", () => {
  const anything = fc.oneof(
    fc
      .tuple(messyConfs, fc.constantFrom(...schemes, "http", "ftp", "HTTPS", ""))
      .map(([conf, scheme]) => conf.replace("https", scheme)),
    fc.string({ unit: "binary", maxLength: 40 }),
    fc
      .array(
        fc.constantFrom(
          "https://",
          "h.example",
          "/",
          "?",
          "&",
          "&amp;",
          "\\",
          "\\u0026",
          "u0026",
          "amp;",
          '"',
          "'",
          " ",
          "\n",
          "~",
          "#",
          "%",
          "header_",
          "destination_conf=",
          "x=",
          ";",
          "é",
          "`",
          "“",
          "”",
          "<A>",
          "$A",
          "{DATE}",
        ),
        { maxLength: 12 },
      )
      .map((pieces) => pieces.join("")),
  );

  test("a date in a path that looks random once it is encoded stays a date", () => {
    const { fixed } = fixDestination("https://https://% {DATE}");
    expect(fixDestination(fixed)).toMatchObject({ fixed, changes: [] });
  });

  test("a host with other letters, and with characters that no name has, stays unchanged", () => {
    expect(fixDestination("https://&amp;éamp;").fixed).toBe("https://&éamp;");
  });

  test.each([
    ["destination_conf=#{DATE}destination_conf=", "#{DATE}"],
    ["destination_conf=<ENDPOINT>destination_conf=https://h.example", "<ENDPOINT>"],
    ["destination_conf=https://h.example?destination_conf=x", "https://h.example?destination_conf=x"],
    ["destination_conf=<A>https://h.example", "https://h.example"],
  ])("%s contains one destination, however often it is read", (paste, text) => {
    expect(fixDestination(paste).fixed).toBe(text);
    expect(fixDestination(text)).toMatchObject({ fixed: text, changes: [] });
  });

  test("fixing twice equals fixing once", () => {
    fc.assert(
      fc.property(anything, (paste) => {
        const once = fixDestination(paste);
        const twice = fixDestination(once.fixed);
        expect(twice.fixed).toBe(once.fixed);
        expect(twice.changes).toEqual([]);
      }),
      { numRuns: 5000 },
    );
  });

  test("keeps the meaning of every pair", () => {
    fc.assert(
      fc.property(messyConfs, (conf) => {
        const before = parseHttpDestination(conf);
        if (!before.ok) return;
        const { fixed, changes } = fixDestination(conf, []);
        // A header after a wrong separator, as in "?a=1;header_b=2", becomes a header: that is the repair.
        if (changes.some(({ code }) => code === "separator")) return;
        const after = parseHttpDestination(fixed);
        expect(after.ok && after.value.query.map(({ kind, name, value }) => ({ kind, name, value }))).toEqual(
          before.value.query.map(({ kind, name, value }) => ({ kind, name, value })),
        );
      }),
      { numRuns: 3000 },
    );
  });

  test("leaves a string that the form wrote unchanged", () => {
    fc.assert(
      fc.property(destinations, ({ query }) => {
        const conf = formatHttpDestination({ endpoint: "https://logs.example.com/in", query });
        expect(fixDestination(conf)).toMatchObject({ fixed: conf, changes: [] });
      }),
      { numRuns: 1500 },
    );
  });
});

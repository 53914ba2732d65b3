import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { destinations, messyConfs } from "../testing/arbitraries.ts";
import { exampleConf } from "../testing/form-values.ts";
import { formatHttpDestination, type HttpDestination, isSameDestination, parseHttpDestination } from "./http.ts";

const runs = { numRuns: 2000 };

function read(conf: string): HttpDestination {
  const parsed = parseHttpDestination(conf);
  if (!parsed.ok) throw new Error(`${conf}: ${parsed.error.code} at ${parsed.error.at}`);
  return parsed.value;
}

describe("the documentation's example", () => {
  test("typed text is written byte for byte", () => {
    const typed: HttpDestination = {
      endpoint: "https://logs.example.com",
      query: [
        { kind: "header", name: "Authorization", value: "Basic REDACTED" },
        { kind: "param", name: "tags", value: "host:theburritobot.com,dataset:http_requests" },
      ],
    };
    expect(formatHttpDestination(typed)).toBe(exampleConf);
    expect(isSameDestination(read(exampleConf), typed)).toBe(true);
  });
});

describe("reading", () => {
  test.each([
    ["no query", "https://h.example", []],
    ["a bare question mark", "https://h.example?", [["param", "", ""]]],
    [
      "an empty segment",
      "https://h.example?a=1&&b=2",
      [
        ["param", "a", "1"],
        ["param", "", ""],
        ["param", "b", "2"],
      ],
    ],
    ["no equals sign", "https://h.example?flag", [["param", "flag", ""]]],
    ["more than one equals sign", "https://h.example?header_A=dXNlcg==", [["header", "A", "dXNlcg=="]]],
    ["a plus is a plus", "https://h.example?header_A=a+b", [["header", "A", "a+b"]]],
    ["an encoded plus", "https://h.example?header_A=a%2Bb", [["header", "A", "a+b"]]],
    ["decoding once only", "https://h.example?header_A=%2541", [["header", "A", "%41"]]],
    ["an escaped prefix is the prefix", "https://h.example?%68eader_A=1", [["header", "A", "1"]]],
    ["the prefix is case-sensitive", "https://h.example?Header_A=1", [["param", "Header_A", "1"]]],
    ["a raw semicolon", "https://h.example?a;b=c;d", [["param", "a;b", "c;d"]]],
    ["a question mark in the query", "https://h.example?a=b?c", [["param", "a", "b?c"]]],
    [
      "non-ASCII, raw and escaped",
      "https://h.example?a=é&b=%C3%A9",
      [
        ["param", "a", "é"],
        ["param", "b", "é"],
      ],
    ],
    [
      "a slash in Content-Type, both ways",
      "https://h.example?header_content-type=application/json&header_B=application%2Fx-ndjson",
      [
        ["header", "content-type", "application/json"],
        ["header", "B", "application/x-ndjson"],
      ],
    ],
    [
      "parameters of one name",
      "https://h.example?a=1&a=2",
      [
        ["param", "a", "1"],
        ["param", "a", "2"],
      ],
    ],
  ])("%s", (_title, conf, pairs) => {
    const destination = read(conf);
    expect(destination.query.map(({ kind, name, value }) => [kind, name, value])).toEqual(pairs);
    expect(formatHttpDestination(destination)).toBe(conf);
  });

  test.each([
    ["nothing", "", "E_DEST_EMPTY", "endpoint"],
    ["another scheme", "http://h.example", "E_DEST_SCHEME", "endpoint"],
    ["storage schemes", "s3://bucket/path?region=x", "E_DEST_SCHEME", "endpoint"],
    ["an upper-case scheme", "HTTPS://h.example", "E_DEST_SCHEME", "endpoint"],
    ["one colon without slashes", "https:h.example", "E_DEST_SCHEME", "endpoint"],
    ["three slashes", "https:///h.example", "E_DEST_HOST", "endpoint"],
    ["no host", "https://?a=b", "E_DEST_HOST", "endpoint"],
    ["two ports", "https://h.example:1:2", "E_DEST_HOST", "endpoint"],
    ["port 0", "https://h.example:0", "E_DEST_PORT", "endpoint"],
    ["port 99999", "https://h.example:99999/", "E_DEST_PORT", "endpoint"],
    ["an empty port", "https://h.example:/", "E_DEST_PORT", "endpoint"],
    ["a port of letters", "https://h.example:x/", "E_DEST_PORT", "endpoint"],
    ["userinfo", "https://user:pass@h.example/", "E_DEST_USERINFO", "endpoint"],
    ["a backslash that moves the host", "https://a.example\\@b.example/", "E_DEST_BACKSLASH", "endpoint"],
    ["a backslash in the query", "https://h.example?a=b\\c", "E_DEST_BACKSLASH", "endpoint"],
    ["a fragment that swallows headers", "https://h.example/#f?header_A=1", "E_DEST_FRAGMENT", "endpoint"],
    ["a fragment after the query", "https://h.example?a=b#c", "E_DEST_FRAGMENT", "endpoint"],
    ["a leading space", " https://h.example", "E_DEST_SPACE", "endpoint"],
    ["a trailing space", "https://h.example?a=b ", "E_DEST_SPACE", "endpoint"],
    ["a space in the path", "https://h.example/a b", "E_DEST_SPACE", "endpoint"],
    ["raw CR", "https://h.example?header_A=a\rb", "E_DEST_CONTROL", "endpoint"],
    ["raw LF", "https://h.example?header_A=a\nb", "E_DEST_CONTROL", "endpoint"],
    ["raw TAB in the scheme", "ht\ttps://h.example", "E_DEST_CONTROL", "endpoint"],
    ["raw NUL", "https://h.example?a=\0", "E_DEST_CONTROL", "endpoint"],
    ["raw DEL", "https://h.example?a=\x7f", "E_DEST_CONTROL", "endpoint"],
    ["an escaped line break in the path", "https://h.example/%0d%0a", "E_DEST_CONTROL", "endpoint"],
    ["an escaped line break in a value", "https://h.example?header_A=x%0d%0aX:1", "E_DEST_CONTROL", "query.0.value"],
    ["an escaped NUL", "https://h.example?a=1&b=%00", "E_DEST_CONTROL", "query.1.value"],
    ["an escaped DEL in a name", "https://h.example?a%7F=1", "E_DEST_CONTROL", "query.0.name"],
    ["a lone % in a value", "https://h.example?a=50%", "E_DEST_ESCAPE", "query.0.value"],
    ["a malformed escape in a value", "https://h.example?a=%zz", "E_DEST_ESCAPE", "query.0.value"],
    ["a malformed escape in a name", "https://h.example?%z=1", "E_DEST_ESCAPE", "query.0.name"],
    ["a malformed escape in the path", "https://h.example/%", "E_DEST_ESCAPE", "endpoint"],
    ["%FF", "https://h.example?a=%FF", "E_DEST_UTF8", "query.0.value"],
    ["an overlong escape", "https://h.example?a=%C0%AF", "E_DEST_UTF8", "query.0.value"],
    ["an escaped surrogate", "https://h.example?a=%ED%A0%80", "E_DEST_UTF8", "query.0.value"],
    ["%FF in the path", "https://h.example/%FF", "E_DEST_UTF8", "endpoint"],
    ["a lone surrogate in the query", "https://h.example?a=\ud800", "E_TEXT_ILL_FORMED", "endpoint"],
    ["a lone surrogate in the path", "https://h.example/\udc00", "E_TEXT_ILL_FORMED", "endpoint"],
    ["an empty header name", "https://h.example?header_=1", "E_HEADER_NAME_EMPTY", "query.0.name"],
    ["an empty header name without =", "https://h.example?header_", "E_HEADER_NAME_EMPTY", "query.0.name"],
    ["a header name with a space", "https://h.example?header_A%20B=1", "E_HEADER_NAME", "query.0.name"],
    ["a header name with a colon", "https://h.example?header_A:=1", "E_HEADER_NAME", "query.0.name"],
    ["a header name outside ASCII", "https://h.example?header_é=1", "E_HEADER_NAME", "query.0.name"],
    [
      "a header name of 257 characters",
      `https://h.example?header_${"a".repeat(257)}=1`,
      "E_HEADER_NAME_LONG",
      "query.0.name",
    ],
    ["one header in two cases", "https://h.example?header_A=1&b=2&header_a=3", "E_HEADER_DUPLICATE", "query.2.name"],
    ["one header, once escaped", "https://h.example?header_A=1&%68eader_%41=3", "E_HEADER_DUPLICATE", "query.1.name"],
    ["4097 bytes", `https://h.example?a=${"x".repeat(4077)}`, "E_DEST_TOO_LONG", "endpoint"],
    ["4096 characters in more bytes", `https://h.example?a=${"é".repeat(2040)}`, "E_DEST_TOO_LONG", "endpoint"],
  ])("refuses %s", (_title, conf, code, at) => {
    const parsed = parseHttpDestination(conf);
    expect(parsed).toMatchObject({ ok: false, error: { code, at } });
  });

  test("4096 bytes are accepted", () => {
    const conf = `https://h.example?a=${"x".repeat(4076)}`;
    expect(conf).toHaveLength(4096);
    expect(parseHttpDestination(conf).ok).toBe(true);
  });

  test("hosts that programs parse differently are kept as stored", () => {
    for (const host of ["2130706433", "0x7f.1", "127.1", "bücher.example", "%61.example"]) {
      const conf = `https://${host}/in?a=b`;
      expect(formatHttpDestination(read(conf))).toBe(conf);
    }
  });
});

describe("properties", () => {
  test("typed text is read back", () => {
    fc.assert(
      fc.property(destinations, (destination) => {
        expect(isSameDestination(read(formatHttpDestination(destination)), destination)).toBe(true);
      }),
      runs,
    );
  });

  test("an accepted string is written back byte for byte, and reading it twice changes nothing", () => {
    let [tried, accepted] = [0, 0];
    fc.assert(
      fc.property(messyConfs, (conf) => {
        tried += 1;
        const parsed = parseHttpDestination(conf);
        if (!parsed.ok) return;
        accepted += 1;
        expect(formatHttpDestination(parsed.value)).toBe(conf);
        expect(read(formatHttpDestination(parsed.value))).toEqual(parsed.value);
      }),
      { numRuns: 4000 },
    );
    expect(accepted).toBeGreaterThan(tried / 4);
  });

  test("a new value for one pair leaves every other byte unchanged", () => {
    let [tried, changed] = [0, 0];
    fc.assert(
      fc.property(messyConfs, fc.nat(), destinations, (conf, seed, { query: [typed] }) => {
        tried += 1;
        const parsed = parseHttpDestination(conf);
        if (!parsed.ok || !typed || parsed.value.query.length === 0) return;
        const index = seed % parsed.value.query.length;
        const segments = conf.slice(conf.indexOf("?") + 1).split("&");
        const query = parsed.value.query.with(index, typed);
        const after = formatHttpDestination({ ...parsed.value, query });
        segments[index] = formatHttpDestination({ endpoint: "", query: [typed] }).slice(1);
        expect(after).toBe(`${parsed.value.endpoint}?${segments.join("&")}`);
        changed += 1;
      }),
      { numRuns: 4000 },
    );
    expect(changed).toBeGreaterThan(tried / 8);
  });

  test("any text is parsed or refused without throwing", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.boolean(), (text, isHttps) => {
        const conf = isHttps ? `https://${text}` : text;
        const parsed = parseHttpDestination(conf);
        if (parsed.ok) expect(formatHttpDestination(parsed.value)).toBe(conf);
        else expect(parsed.error.message).not.toBe("");
      }),
      runs,
    );
  });
});

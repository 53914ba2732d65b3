import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseHttpsDestination } from "./destination.ts";

function targetOf(conf: string): unknown {
  const parsed = parseHttpsDestination(conf);
  return parsed.ok ? parsed.value.target : parsed.message;
}

function headersOf(conf: string): unknown {
  const parsed = parseHttpsDestination(conf);
  return parsed.ok ? parsed.value.headers : parsed.message;
}

test("the documented example is parsed as documented", () => {
  const conf =
    "https://logs.example.com?header_Authorization=Basic%20REDACTED&tags=host:theburritobot.com,dataset:http_requests";
  expect(parseHttpsDestination(conf)).toEqual({
    ok: true,
    value: {
      host: "logs.example.com",
      port: 443,
      target: "/?tags=host:theburritobot.com,dataset:http_requests",
      headers: [["Authorization", "Basic REDACTED"]],
    },
  });
});

describe("what parsers disagree about", () => {
  test.each([
    ["a raw CR", "https://a.example/\rx"],
    ["a raw LF", "https://a.example/?a=\nb"],
    ["a raw TAB", "https://a.example/?a=\tb"],
    ["a leading space", " https://a.example/"],
    ["a trailing space", "https://a.example/?a=b "],
    ["a backslash in the authority", "https://a.com\\@b.com/"],
    ["user information", "https://user:pass@a.example/"],
    ["an address as one number", "https://2130706433/"],
    ["a hexadecimal address", "https://0x7f.1/"],
    ["a short address", "https://127.1/"],
    ["an address in circled digits", "https://①②⑦.⓪.⓪.①/"],
    ["a port that does not exist", "https://a.example:99999/"],
    ["brackets without an address", "https://[1::2::3]/"],
    ["port zero", "https://a.example:0/"],
    ["no slashes", "https:a.com"],
    ["three slashes", "https:///a.com"],
    ["no host", "https://?header_A=b"],
    ["http", "http://a.example/"],
    ["a fragment that swallows the headers", "https://a.example/#f?header_A=1"],
    ["a raw semicolon", "https://a.example/?a=1;b=2"],
    ["a malformed escape in the query", "https://a.example/?a=%zz"],
    ["a lone percent", "https://a.example/?header_A=100%"],
    ["a malformed escape in the path", "https://a.example/%z"],
    ["CR LF in a header value", "https://a.example/?header_A=x%0d%0aB:1"],
    ["NUL in a header value", "https://a.example/?header_A=%00"],
    ["another control character in a header value", "https://a.example/?header_A=%01"],
    ["a lone surrogate", "https://a.example/?a=\ud800"],
    ["one header in two spellings", "https://a.example/?header_A=1&header_a=2"],
    ["an empty header name", "https://a.example/?header_=1"],
    ["a header name with a space", "https://a.example/?header_A%20B=1"],
    ["more than 4096 characters", `https://a.example/?a=${"x".repeat(4096)}`],
  ])("refuses %s", (_, conf) => {
    expect(parseHttpsDestination(conf)).toMatchObject({ ok: false });
  });

  test.each([
    ["`+` in a header value is a space", "https://a.example/?header_A=a+b", [["A", "a b"]]],
    ["`%2B` is a plus", "https://a.example/?header_A=a%2Bb", [["A", "a+b"]]],
    ["escapes are decoded once", "https://a.example/?header_A=%2525", [["A", "%25"]]],
    ["UTF-8 arrives byte for byte", "https://a.example/?header_A=%C3%A9", [["A", "\u00c3\u00a9"]]],
    ["a last byte that looks like a space stays", "https://a.example/?header_A=%20%C3%A0%20", [["A", "\u00c3\u00a0"]]],
    ["bytes that are not UTF-8 too", "https://a.example/?header_A=%FF", [["A", "\u00ff"]]],
    ["the prefix is matched on the decoded name", "https://a.example/?%68eader_A=1", [["A", "1"]]],
    ["the prefix is case-sensitive", "https://a.example/?Header_A=1", []],
    ["a value may hold `=`", "https://a.example/?header_A=x==", [["A", "x=="]]],
    ["a header without `=` is empty", "https://a.example/?header_A", [["A", ""]]],
  ])("%s", (_, conf, headers) => {
    expect(headersOf(conf)).toEqual(headers);
  });

  test.each([
    ["a bare host", "https://a.example", "/"],
    ["a bare question mark", "https://a.example/p?", "/p"],
    ["empty segments stay", "https://a.example/?a&&b", "/?a&&b"],
    ["order and escapes of parameters stay", "https://a.example/x?b=%2F&header_A=1&a=:,/", "/x?b=%2F&a=:,/"],
    ["what a URL cannot hold is encoded", 'https://a.example/a b?q=<é>"', "/a%20b?q=%3C%C3%A9%3E%22"],
    ["CR LF in a plain parameter stays encoded", "https://a.example/?a=%0d%0a", "/?a=%0d%0a"],
  ])("%s", (_, conf, target) => {
    expect(targetOf(conf)).toBe(target);
  });

  test.each([
    ["https://bücher.de/", "xn--bcher-kva.de", 443],
    ["https://A.EXAMPLE:8443/", "a.example", 8443],
    ["https://[::1]:9443/", "::1", 9443],
    ["https://192.0.2.1", "192.0.2.1", 443],
  ])("host of %s", (conf, host, port) => {
    expect(parseHttpsDestination(conf)).toMatchObject({ ok: true, value: { host, port } });
  });
});

test("any text is either refused or gives a target and headers that can be sent", () => {
  const segment = fc.oneof(
    fc.string(),
    fc.string({ unit: "binary" }),
    fc.constantFrom("header_A=", "%", "%0a", "&", "=", ";", "#", "+"),
  );
  const tail = fc.array(segment).map((parts) => `https://a.example/${parts.join("")}`);
  const check = (conf: string) => {
    const parsed = parseHttpsDestination(conf);
    if (!parsed.ok) return;
    expect(parsed.value.target).toMatch(/^\/[A-Za-z0-9\-._~:/?@!$&'()*+,;=%]*$/);
    for (const [name, value] of parsed.value.headers) {
      expect(name).toMatch(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/);
      expect(value).toMatch(/^[\t\x20-\x7e\x80-\xff]*$/);
    }
  };
  fc.assert(
    fc.property(fc.oneof(tail, fc.string({ unit: "binary" }), fc.webUrl({ withQueryParameters: true })), check),
    { numRuns: 3000 },
  );
});

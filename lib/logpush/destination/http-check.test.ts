import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { destinations } from "../testing/arbitraries.ts";
import { checkPair, isMask } from "./check-pair.ts";
import {
  checkHttpDestination,
  formatHttpDestination,
  type HttpDestination,
  isSameDestination,
  listOffences,
  parseHttpDestination,
} from "./http.ts";
import { mask } from "./looks-random.ts";
import type { Pair } from "./pair.ts";

const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
/** RFC 9110 section 5.6.2, spelled out. */
const tokenCharacters = new Set("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

const show = (character: string) => `0x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
const codeOf = (pair: Pair) => checkPair(pair, "query.0")?.code;

function checkConf(destination: HttpDestination, options = {}): string {
  const result = checkHttpDestination(destination, options);
  return result.ok ? "ok" : `${result.error.code} ${result.error.at}`;
}

describe("each ASCII character", () => {
  test.each(ascii.map((character) => [show(character), character]))("%s in a header name", (_code, character) => {
    const code = codeOf({ kind: "header", name: `a${character}b`, value: "v" });
    const isControl = character < " " || character === "\x7f";
    expect(code).toBe(isControl ? "E_DEST_CONTROL" : tokenCharacters.has(character) ? undefined : "E_HEADER_NAME");
    const conf = `https://h.example?header_a${escapeByte(character)}b=v`;
    expect(parseHttpDestination(conf).ok).toBe(tokenCharacters.has(character));
  });

  test.each(ascii.map((character) => [show(character), character]))("%s in a header value", (_code, character) => {
    const code = codeOf({ kind: "header", name: "A", value: `a${character}b` });
    const isControl = character < " " || character === "\x7f";
    expect(code).toBe(isControl ? "E_DEST_CONTROL" : undefined);
    expect(parseHttpDestination(`https://h.example?header_A=a${escapeByte(character)}b`).ok).toBe(!isControl);
    if (isControl) return;
    const typed: HttpDestination = {
      endpoint: "https://h.example",
      query: [{ kind: "header", name: "A", value: `a${character}b` }],
    };
    const conf = formatHttpDestination(typed);
    const isPlain = /[A-Za-z0-9\-._]/.test(character);
    expect(conf).toBe(`https://h.example?header_A=a${isPlain ? character : escapeByte(character)}b`);
  });

  test("a space is a problem only as the first and last character of a value", () => {
    for (const value of [" a", "a ", " ", "\u00a0a"]) {
      expect(codeOf({ kind: "header", name: "A", value })).toBe("E_HEADER_SPACE");
    }
    expect(codeOf({ kind: "header", name: "A", value: "a b" })).toBeUndefined();
  });
});

describe("a typed pair", () => {
  test.each([
    "Host",
    "host",
    "Content-Length",
    "Transfer-Encoding",
    "Connection",
    "TE",
    "Trailer",
    "Upgrade",
    "Keep-Alive",
    "Proxy-Authorization",
    "proxy-x",
    "Expect",
  ])("the header %s is refused", (name) => {
    expect(codeOf({ kind: "header", name, value: "x" })).toBe("E_HEADER_FRAMING");
  });

  test.each(["Content-Type", "Content-Encoding", "User-Agent", "X-Host", "Authorization", "TEE"])(
    "the header %s can be set",
    (name) => expect(codeOf({ kind: "header", name, value: "x" })).toBeUndefined(),
  );

  test.each<[string, Pair, string]>([
    ["no header name", { kind: "header", name: "", value: "x" }, "E_HEADER_NAME_EMPTY query.0.name"],
    [
      "a header name too long",
      { kind: "header", name: "a".repeat(257), value: "x" },
      "E_HEADER_NAME_LONG query.0.name",
    ],
    ["non-ASCII in a header value", { kind: "header", name: "A", value: "é" }, "E_HEADER_NON_ASCII query.0.value"],
    ["a lone surrogate", { kind: "param", name: "a", value: "\ud83d" }, "E_TEXT_ILL_FORMED query.0.value"],
    ["a C1 control", { kind: "param", name: "a", value: "\x85" }, "E_DEST_CONTROL query.0.value"],
    ["the mask as value", { kind: "header", name: "A", value: mask }, "E_MASK_VALUE query.0.value"],
    ["a shortened mask", { kind: "param", name: "a", value: "•••" }, "E_MASK_VALUE query.0.value"],
    ["no parameter name", { kind: "param", name: "", value: "x" }, "E_PARAM_NAME_EMPTY query.0.name"],
    ["a parameter named like a header", { kind: "param", name: "header_x", value: "x" }, "E_PARAM_PREFIX query.0.name"],
  ])("%s is refused", (_title, pair, expected) => {
    expect(checkConf({ endpoint: "https://h.example", query: [pair] })).toBe(expected);
  });

  test("non-ASCII in a header value is sent as UTF-8 after an explicit yes", () => {
    const destination: HttpDestination = {
      endpoint: "https://h.example",
      query: [{ kind: "header", name: "A", value: "é" }],
    };
    expect(checkConf(destination, { isNonAsciiAccepted: () => true })).toBe("ok");
    expect(formatHttpDestination(destination)).toBe("https://h.example?header_A=%C3%A9");
  });

  test("a parameter may contain non-ASCII, and so may Header_ in another case", () => {
    expect(codeOf({ kind: "param", name: "tág", value: "é" })).toBeUndefined();
    expect(codeOf({ kind: "param", name: "Header_x", value: "" })).toBeUndefined();
  });
});

describe("a whole destination", () => {
  test.each<[string, HttpDestination, string]>([
    ["no endpoint", { endpoint: "", query: [] }, "E_DEST_EMPTY endpoint"],
    [
      "a header twice",
      {
        endpoint: "https://h.example",
        query: [
          { kind: "header", name: "A", value: "1" },
          { kind: "header", name: "a", value: "2" },
        ],
      },
      "E_HEADER_DUPLICATE query.1.name",
    ],
    [
      "more than 4096 bytes",
      { endpoint: "https://h.example", query: [{ kind: "header", name: "A", value: "~".repeat(1400) }] },
      "E_DEST_TOO_LONG destinationString",
    ],
    [
      "an original text that holds a second pair",
      { endpoint: "https://h.example", query: [{ kind: "param", name: "a", value: "b", raw: "a=b&header_Host=x" }] },
      "E_DEST_UNREAD destinationString",
    ],
    [
      "an original text that says something else",
      { endpoint: "https://h.example", query: [{ kind: "param", name: "a", value: "b", raw: "a=c" }] },
      "E_DEST_UNREAD destinationString",
    ],
    [
      "an original text with a fragment",
      { endpoint: "https://h.example", query: [{ kind: "param", name: "a", value: "b", raw: "a=b#" }] },
      "E_DEST_FRAGMENT destinationString",
    ],
  ])("%s is refused", (_title, destination, expected) => {
    expect(checkConf(destination)).toBe(expected);
  });

  test("a kept pair must follow only the parser's rules, a pasted one all rules", () => {
    const parsed = parseHttpDestination("https://h.example?header_Host=x&header_A=%C3%A9&=&");
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(checkHttpDestination(parsed.value, { isPairKept: () => true }).ok).toBe(true);
    expect(checkConf(parsed.value)).toBe("E_HEADER_FRAMING query.0.name");
  });

  test("an accepted destination is read back unchanged", () => {
    const withRaw = fc.tuple(destinations, fc.string({ maxLength: 12 }), fc.nat(6)).map(([destination, raw, at]) => ({
      ...destination,
      query: destination.query.map((pair, index) => (index === at ? { ...pair, raw } : pair)),
    }));
    let [tried, accepted] = [0, 0];
    fc.assert(
      fc.property(fc.oneof(destinations, withRaw), (destination) => {
        tried += 1;
        const result = checkHttpDestination(destination, { isNonAsciiAccepted: () => true });
        if (!result.ok) return;
        accepted += 1;
        const reread = parseHttpDestination(formatHttpDestination(result.value));
        expect(reread.ok && isSameDestination(reread.value, destination)).toBe(true);
      }),
      { numRuns: 2000 },
    );
    expect(accepted).toBeGreaterThan(tried * 0.4);
  });
});

test("only bullets are a mask", () => {
  expect(isMask(mask)).toBe(true);
  expect(["", "••", "••••a", "*****"].some(isMask)).toBe(false);
});

function escapeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;
}

describe("isSameDestination", () => {
  const header: HttpDestination["query"][number] = { kind: "header", name: "A", value: "1" };
  const param: HttpDestination["query"][number] = { kind: "param", name: "b", value: "2" };
  const endpoint = "https://h.example/in";
  const base: HttpDestination = { endpoint, query: [header, param] };

  test.each<[string, HttpDestination, boolean]>([
    ["itself", { endpoint, query: [{ ...header }, { ...param }] }, true],
    ["another spelling of a pair", { endpoint, query: [{ ...header, raw: "header_A=%31" }, param] }, true],
    ["one pair more", { endpoint, query: [header, param, { kind: "param", name: "c", value: "" }] }, false],
    ["the last pair twice", { endpoint, query: [header, param, param] }, false],
    ["one pair fewer", { endpoint, query: [header] }, false],
    ["no pair", { endpoint, query: [] }, false],
    ["swapped pairs", { endpoint, query: [param, header] }, false],
    ["another kind", { endpoint, query: [{ ...header, kind: "param" }, param] }, false],
    ["another name", { endpoint, query: [{ ...header, name: "a" }, param] }, false],
    ["another value", { endpoint, query: [header, { ...param, value: "3" }] }, false],
    ["another endpoint", { endpoint: `${endpoint}/`, query: [header, param] }, false],
  ])("%s", (_title, other, expected) => {
    expect(isSameDestination(base, other)).toBe(expected);
    expect(isSameDestination(other, base)).toBe(expected);
  });
});

test.each([
  [4095, true],
  [4096, true],
  [4097, false],
])("a destination of %i bytes can be sent: %s", (bytes, isAllowed) => {
  const start = "https://h.example?a=";
  const destination: HttpDestination = {
    endpoint: "https://h.example",
    query: [{ kind: "param", name: "a", value: "x".repeat(bytes - start.length) }],
  };
  expect(formatHttpDestination(destination)).toHaveLength(bytes);
  expect(listOffences(destination).map(({ code }) => code)).toEqual(isAllowed ? [] : ["E_DEST_TOO_LONG"]);
});

test("a destination that is too long says by how much, beside its other errors", () => {
  const query = [{ kind: "param" as const, name: "", value: "x".repeat(4100) }];
  const errors = listOffences({ endpoint: "https://h.example", query });
  expect(errors.map(({ code, at }) => `${code} ${at}`)).toEqual([
    "E_PARAM_NAME_EMPTY query.0.name",
    "E_DEST_TOO_LONG destinationString",
  ]);
  expect(errors[1]?.message).toContain("4119 bytes long. The limit is 4096");
  const parsed = parseHttpDestination(`https://h.example?=${"x".repeat(4100)}`);
  expect(parsed.ok ? "" : parsed.error.message).toContain("4119 bytes long. The limit is 4096");
});

test("an empty host and an empty name are read as such", () => {
  expect(parseHttpDestination("https://?a=b")).toMatchObject({ ok: false, error: { code: "E_DEST_HOST" } });
  expect(parseHttpDestination("https://h.example?=b")).toMatchObject({
    ok: true,
    value: { query: [{ name: "", value: "b" }] },
  });
});

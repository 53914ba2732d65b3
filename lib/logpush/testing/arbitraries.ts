import fc from "fast-check";
import type { HttpDestination } from "../destination/http.ts";
import type { Pair } from "../destination/pair.ts";
import { placeholdersOf } from "../job/row-placeholders.ts";

const tokenCharacters = "!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const framing = /^(?:connection|content-length|expect|host|keep-alive|te|trailer|transfer-encoding|upgrade|proxy-.*)$/i;

/** RFC 9110 tokens that can be sent. */
export const headerNames = fc
  .string({ unit: fc.constantFrom(...tokenCharacters), minLength: 1, maxLength: 20 })
  .filter((name) => !framing.test(name));

/** Printable ASCII without outer spaces, rich in the characters that encoders get wrong. */
export const headerValues = fc
  .string({
    unit: fc.oneof(fc.constantFrom(..." +%&=;#?/\\\"'~,:@<>{}[]|^`!$()*"), fc.string({ minLength: 1, maxLength: 1 })),
    maxLength: 40,
  })
  .map((text) => text.trim());

/** Any text without control characters. */
export const texts = fc
  .string({ unit: "grapheme", maxLength: 30 })
  .map((text) => text.replace(/[\p{Cc}\p{Surrogate}]/gu, ""));

export const endpoints = fc.constantFrom(
  "https://logs.example.com",
  "https://logs.example.com/",
  "https://logs.example.com:8443/in/v1",
  "https://xn--bcher-kva.example/a%20b/%7Bx%7D",
  "https://[2001:db8::1]/in",
  "https://203.0.113.9:443/a//b;c=d/~e",
);

const headerPairs: fc.Arbitrary<Pair> = fc
  .record({ kind: fc.constant("header" as const), name: headerNames, value: headerValues })
  .filter((pair) => placeholdersOf(pair).length === 0);
const paramPairs: fc.Arbitrary<Pair> = fc
  .record({ kind: fc.constant("param" as const), name: texts, value: texts })
  .filter(({ name, value }) => name !== "" && !name.startsWith("header_") && !/^•{3,}$/.test(name + value))
  .filter((pair) => placeholdersOf(pair).length === 0);

/** Destinations as typed into the form, all valid for sending. */
export const destinations: fc.Arbitrary<HttpDestination> = fc.record({
  endpoint: endpoints,
  query: fc.uniqueArray(fc.oneof(headerPairs, paramPairs), {
    maxLength: 6,
    selector: ({ kind, name }) => (kind === "header" ? `h ${name.toLowerCase()}` : `p ${name}`),
  }),
});

const messyPieces = fc.constantFrom(
  ..."abzAZ09-._~!$'()*+,:;@/?=",
  "%7E",
  "%7e",
  "%2b",
  "%2B",
  "%25",
  "%20",
  " ",
  "%c3%A9",
  "é",
  "😀",
  "%68",
  "header_",
  "%68eader_",
  "Header_",
  "h%65ader%5f",
  "\u0301",
  "\u202e",
  "%",
  "%zz",
  "%ff",
  "%0a",
);

/** Segments in the spellings that people and tools have stored. */
export const messySegments = fc.oneof(
  { weight: 3, arbitrary: fc.array(messyPieces, { maxLength: 6 }).map((pieces) => pieces.join("")) },
  { weight: 1, arbitrary: fc.constantFrom("", "=", "flag", "a=", "=b", "a==", "header_X=a+b", "%68eader_Y=%7e") },
  { weight: 1, arbitrary: headerNames.map((name) => `header_${encodeURIComponent(name)}=a%20b`) },
);

/** Whole strings; many, not all, can be parsed. */
export const messyConfs = fc
  .tuple(endpoints, fc.option(fc.array(messySegments, { maxLength: 5 }), { nil: undefined }))
  .map(([endpoint, segments]) => (segments ? `${endpoint}?${segments.join("&")}` : endpoint));

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatHttpDestination } from "./http.ts";
import { encodeStrict } from "./percent.ts";
import { mask } from "./redact.ts";
import { redactText } from "./redact-text.ts";

const asciiSecrets = fc.string({ unit: fc.constantFrom(..."QZJXKVWY+/=~! '\"%&;"), minLength: 8, maxLength: 30 });

describe("text from upstream", () => {
  const conf =
    "https://h.example/k3yk3yk3yk3y?header_Authorization=Basic%20dXNl%2BcjpwYXNz&Api-Key=p%40ss%20w%C3%B6rd&x=ab";

  test.each([
    ["the whole string", `cannot write to ${conf}`],
    ["the encoded value", "sent Basic%20dXNl%2BcjpwYXNz"],
    ["the decoded value", "sent Basic dXNl+cjpwYXNz"],
    ["the token alone", "bad token dXNl+cjpwYXNz here"],
    ["the token alone, encoded", "bad token dXNl%2BcjpwYXNz here"],
    ["form encoding", "Post https://h.example?Api-Key=p%40ss+w%C3%B6rd: refused"],
    ["lighter encoding", "Post https://h.example?Api-Key=p@ss%20w%C3%B6rd: refused"],
    ["a part of the path", "404 for /k3yk3yk3yk3y"],
  ])("%s is masked", (_title, text) => {
    const shown = redactText(text, conf);
    expect(shown).toContain(mask);
    expect(shown).not.toMatch(/dXNl|cjpwYXNz|p%40ss|p@ss|w%C3|wörd|k3yk3y/);
  });

  test("words before the @ of a broken string are masked", () => {
    expect(
      redactText("dial tcp: lookup user:hunter2222@h.example", "https://user:hunter2222@h.example/"),
    ).not.toContain("hunter2222");
  });

  test("short values and ordinary words stay", () => {
    expect(redactText("error 415: ab", conf)).toBe("error 415: ab");
  });

  test("masking twice changes nothing, and no value stays", () => {
    fc.assert(
      fc.property(asciiSecrets, fc.string(), fc.string(), (secret, before, after) => {
        const value = secret.trim();
        const stored = formatHttpDestination({
          endpoint: "https://h.example",
          query: [{ kind: "header", name: "A", value }],
        });
        const once = redactText(
          `${before}${value}|${encodeStrict(value)}|${encodeURIComponent(value)}${after}`,
          stored,
        );
        expect(redactText(once, stored)).toBe(once);
        if (value.length >= 6) expect(once).not.toContain(value);
      }),
      { numRuns: 1500 },
    );
  });
});

const upperHex = (text: string) => Array.from(new TextEncoder().encode(text), (byte) => hexOf(byte, 2).toUpperCase());
const hexOf = (number: number, width: number) => number.toString(16).padStart(width, "0");
const units = (text: string) => Array.from({ length: text.length }, (_, at) => text.charCodeAt(at));

/** How programs write a text inside of another one. */
const spellings: Record<string, (text: string) => string> = {
  "as it is": (text) => text,
  "percent, upper case": encodeStrict,
  "percent, lower case": (text) => encodeStrict(text).replace(/%../g, (sign) => sign.toLowerCase()),
  "percent, every byte": (text) =>
    upperHex(text)
      .map((hex) => `%${hex}`)
      .join(""),
  "percent, lighter": (text) => encodeURI(text),
  form: (text) => new URLSearchParams({ a: text }).toString().slice(2),
  "percent twice": (text) => encodeStrict(encodeStrict(text)),
  JSON: (text) => JSON.stringify(text).slice(1, -1),
  "JSON with \\/": (text) => JSON.stringify(text).slice(1, -1).replaceAll("/", "\\/"),
  "JSON with \\u": (text) =>
    units(text)
      .map((unit) => `\\u${hexOf(unit, 4)}`)
      .join(""),
  "JSON in JSON": (text) => JSON.stringify(JSON.stringify(text)).slice(3, -3),
  "JSON of percent": (text) => JSON.stringify(encodeURIComponent(text)).slice(1, -1),
  "HTML, hexadecimal": (text) => Array.from(text, (sign) => `&#x${hexOf(sign.codePointAt(0) ?? 0, 1)};`).join(""),
  "HTML, decimal": (text) => text.replace(/[^A-Za-z0-9]/gu, (sign) => `&#${sign.codePointAt(0)};`),
  "HTML, named": (text) =>
    text.replace(/[&<>"]/g, (sign) => `&${{ "&": "amp", "<": "lt", ">": "gt" }[sign] ?? "quot"};`),
};

const spelling = fc.constantFrom(...Object.keys(spellings));
const spell = (name: string, text: string) => spellings[name]?.(text) ?? text;
const anySecrets = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(..."QZJXKVWYqzjxkvwy0123456789+/=_-"), minLength: 8, maxLength: 60 }),
    fc.string({ unit: fc.constantFrom(..."QZJX+/=~! '\"%&;<>\\éß€𝄞"), minLength: 8, maxLength: 30 }),
  )
  .map((text) => text.trim())
  .filter((text) => text.length >= 8);

/** Every part of `length` characters, whole code points only. */
function partsOf(text: string, length: number): string[] {
  const characters = Array.from(text);
  return Array.from({ length: Math.max(0, characters.length - length + 1) }, (_, at) =>
    characters.slice(at, at + length).join(""),
  );
}

function confOf(value: string): string {
  return formatHttpDestination({ endpoint: "https://h.example", query: [{ kind: "header", name: "A", value }] });
}

describe("secrets that were cut off or escaped", () => {
  test("no 8 characters of a secret survive, however it is spelt and cut", () => {
    const frame = fc.constantFrom("", " ", '"', "Post: ", "…", "x=");
    fc.assert(
      fc.property(anySecrets, spelling, fc.nat(), fc.nat(), frame, frame, (secret, name, from, to, before, after) => {
        const whole = spell(name, secret);
        const start = from % whole.length;
        const quoted = whole.slice(start, start + 1 + (to % whole.length));
        const shown = redactText(`${before}${quoted}${after}`, confOf(secret));
        const leak = partsOf(secret, 8).find((part) => shown.includes(part) || shown.includes(spell(name, part)));
        expect([secret, name, quoted, shown, leak]).toEqual([secret, name, quoted, shown, undefined]);
      }),
      { numRuns: 5000 },
    );
  });

  test("user and password of a Basic authorization are masked in clear", () => {
    const words = fc.string({ unit: fc.constantFrom(..."QZJXKVWYqzjxkvwy0123456789.-"), minLength: 6, maxLength: 20 });
    fc.assert(
      fc.property(words, words, spelling, (user, password, name) => {
        const conf = confOf(`Basic ${btoa(`${user}:${password}`)}`);
        const shown = redactText(`login ${spell(name, user)} / ${spell(name, password)} refused`, conf);
        expect([user, password, shown.includes(user), shown.includes(password)]).toEqual([
          user,
          password,
          false,
          false,
        ]);
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ["a log line that was cut off", 'header "Authorization: Bearer s3cr3t-v4lu3-9", then', /s3cr3t|v4lu3/],
    ["the end of one", "…v4lu3-9876+/== (cut)", /v4lu3|9876/],
    ["lower-case escapes", "A=s3cr3t%2dv4lu3%2d9876%2b%2f", /v4lu3|9876/],
    ["escaped twice", "A=s3cr3t-v4lu3-9876%252B%252F%253D", /v4lu3|9876/],
    ["HTML", "<p>s3cr3t&#x2D;v4lu3&#45;9876&#43;&#x2F;</p>", /v4lu3|9876/],
    ["JSON in JSON", '{"e":"{\\"a\\":\\"s3cr3t-v4lu3-9876+\\\\/==\\"}"}', /v4lu3|9876/],
  ])("%s", (_title, text, secret) => {
    const shown = redactText(text, confOf("Bearer s3cr3t-v4lu3-9876+/=="));
    expect(shown).toContain(mask);
    expect(shown).not.toMatch(secret);
  });

  test("words that a secret and a text have in common by chance stay", () => {
    const conf = "https://h.example/ingest?header_Authorization=Bearer%20my-logs-token&tags=dataset:http_requests";
    for (const text of [
      "expected Bearer authorization",
      "dataset http_requests",
      "error 403: my logs",
      "h.example/ingest",
    ]) {
      expect(redactText(text, conf)).toBe(text);
    }
  });

  test("a long text and a long destination take a moment only", () => {
    const secret = Array.from(
      { length: 3900 },
      (_, at) => "abcdefghijklmnopqrstuvwxyz0123456789"[(at * at + at) % 35],
    ).join("");
    const conf = `https://h.example?header_A=${secret}`;
    for (const piece of [
      "%25252F",
      "\\\\\\\\u0041",
      "&amp;amp;#x2F;",
      "lorem ipsum ",
      secret.slice(100, 107),
      "%2F\\/&#47;é",
    ]) {
      const text = piece.repeat(Math.ceil(10_000 / piece.length));
      const startedAt = performance.now();
      redactText(text, conf);
      expect([piece, performance.now() - startedAt < 500]).toEqual([piece, true]);
    }
  });
});

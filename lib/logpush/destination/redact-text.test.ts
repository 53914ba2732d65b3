import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatHttpDestination } from "./http.ts";
import { mask } from "./looks-random.ts";
import { encodeStrict } from "./percent.ts";
import { createSecretRedactor, redactText } from "./redact-text.ts";

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

/** How programs write a text inside another one. */
const spellings: Record<string, (text: string) => string> = {
  unchanged: (text) => text,
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

describe("secrets that were truncated or escaped", () => {
  test("no 8 characters of a secret survive any spelling and truncation", () => {
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

  test("user and password of a Basic authorization are masked in plain text", () => {
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

  test("words that a secret and a text share by chance stay", () => {
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

  test("a long text and a long destination take little time", () => {
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

/** How a receiver or a proxy may log what it received. */
const encodings: Record<string, (text: string) => string> = {
  base64: (text) => Buffer.from(text).toString("base64"),
  "base64 behind one byte": (text) => Buffer.from(`x${text}`).toString("base64"),
  "base64 behind two bytes": (text) => Buffer.from(`xy${text}`).toString("base64"),
  "base64 of a whole header": (text) => Buffer.from(`Authorization: Bearer ${text}\r\n`).toString("base64"),
  base64url: (text) => Buffer.from(`~${text}?`).toString("base64url"),
  "base64, percent-encoded": (text) => encodeURIComponent(Buffer.from(text).toString("base64")),
  hex: (text) => Buffer.from(text).toString("hex"),
  "hex, upper case": (text) => Buffer.from(`x${text}`).toString("hex").toUpperCase(),
  reversed: (text) => Array.from(text).reverse().join(""),
  "swapped case": (text) =>
    text.replace(/[a-z]|[A-Z]/g, (sign) => (sign < "a" ? sign.toLowerCase() : sign.toUpperCase())),
  "upper case": (text) => text.toUpperCase(),
  "lower case": (text) => text.toLowerCase(),
};

/** Everything that can be read from a text by undoing one of the encodings at each of its runs. */
function readBack(text: string): string[] {
  const runs = text.match(/[A-Za-z0-9+/_%=-]{8,}/g) ?? [];
  const bytes = runs.flatMap((run) => {
    const plain = decodeURIComponent(run.replace(/%(?![0-9A-Fa-f]{2})/g, ""));
    return [0, 1, 2, 3].flatMap((skip) => [
      Buffer.from(plain.slice(skip), "base64").toString("latin1"),
      Buffer.from(plain.slice(skip), "hex").toString("latin1"),
    ]);
  });
  return [text, Array.from(text).reverse().join(""), ...bytes].map((read) => read.toLowerCase());
}

describe("secrets in another encoding", () => {
  const secret = fc.string({ unit: fc.constantFrom(..."QZJXKVWYqzjxkvwy0123456789._~+"), minLength: 8, maxLength: 60 });
  const frame = fc.constantFrom("", " ", "got: ", '{"echo":"', "…");

  test("no 8 characters of a header's value can be read back", () => {
    fc.assert(
      fc.property(secret, fc.constantFrom(...Object.keys(encodings)), frame, frame, (value, name, before, after) => {
        const encoded = encodings[name]?.(value) ?? "";
        const shown = redactText(`${before}${encoded}${after}`, confOf(value));
        const parts = partsOf(value.toLowerCase(), 8);
        const leak = readBack(shown).find((read) => parts.some((part) => read.includes(part)));
        expect([value, name, shown, leak]).toEqual([value, name, shown, undefined]);
      }),
      { numRuns: 2000 },
    );
  });

  test.each(Object.entries(encodings))("a short secret in %s is masked", (_name, encode) => {
    expect(redactText(`echo ${encode("p4ssw0")} end`, confOf("p4ssw0"))).not.toContain(encode("p4ssw0"));
  });

  test.each([
    ["a secret of five characters that stands alone", "bad token ab1c2!", "ab1c2", false],
    ["the same inside of a word", "zab1c2z", "ab1c2", true],
    ["a secret of four letters that may be a word", "cannot connect to prod", "prod", true],
    ["a secret of three characters", "error 4a1", "4a1", true],
  ])("%s", (_name, text, value, isShown) => {
    expect(redactText(text.replace("!", ""), confOf(value)).includes(value)).toBe(isShown);
  });

  test("a token that is not a destination is masked the same way", () => {
    const token = "v1.0-4f9a8c7b6d5e4f3a2b1c-0d9e8f7a6b5c4d3e2f1a";
    const redact = createSecretRedactor(token);
    for (const encode of Object.values(encodings)) {
      const shown = redact(`Invalid token: ${encode(token)}`);
      expect(redact(shown)).toBe(shown);
      const read = readBack(shown);
      for (const part of partsOf(token.toLowerCase(), 8)) expect(read.filter((one) => one.includes(part))).toEqual([]);
    }
  });

  test("ordinary texts stay unchanged", () => {
    const conf = confOf("Bearer k7Qz9vXw2LmT4-abcdefgh");
    for (const text of [
      "x509: certificate signed by unknown authority",
      'Post "https://h.example/in": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
      "0123456789abcdef0123456789abcdef",
      "aGVsbG8gd29ybGQsIHRoaXMgaXMgYSB0ZXN0",
    ])
      expect(redactText(text, conf)).toBe(text);
  });

  test("a text of megabytes is truncated", () => {
    const startedAt = performance.now();
    const shown = redactText("%25252F&amp;amp;\\\\u0041".repeat(100_000), confOf("k7Qz9vXw2LmT4-abcdefgh"));
    expect(shown.length).toBeLessThan(17_000);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});

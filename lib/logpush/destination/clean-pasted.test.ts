import fc from "fast-check";
import { expect, test } from "vitest";
import { markGap } from "../import/gaps.ts";
import { destinations, messyConfs } from "../testing/arbitraries.ts";
import { cleanPastedDestination } from "./clean-pasted.ts";
import { formatHttpDestination } from "./http.ts";
import { undoEscapes } from "./undo-escapes.ts";

const conf = "https://logs.example.com/in?header_X-A=1&header_X-B=2";

test.each([
  [conf, conf, []],
  [` ${conf}\n`, conf, []],
  [`"${conf}",`, conf, ["unwrap"]],
  [`'"${conf}"'`, conf, ["unwrap"]],
  [conf.replace("&", "&amp;"), conf, ["unescape"]],
  [conf.replace("&", "&amp;amp;"), conf, ["unescape"]],
  [conf.replace("&", "&AMP;"), conf, ["unescape"]],
  [conf.replace("&", "&#38;"), conf, ["unescape"]],
  [conf.replace("&", "&#x26;"), conf, ["unescape"]],
  [conf.replace("&", "&#038;"), conf, ["unescape"]],
  [conf.replace("&", "\\u0026"), conf, ["unescape"]],
  [conf.replace("&", "\\u0026amp;"), conf, ["unescape"]],
  [conf.replaceAll("/", "\\/"), conf, ["unescape"]],
  [conf.replaceAll("/", "&#x2F;").replaceAll("=", "&#61;"), conf, ["unescape"]],
  [`&quot;${conf}&quot;`, conf, ["unescape", "unwrap"]],
  [`\\"${conf}\\"`, conf, ["unescape", "unwrap"]],
  ["https://h.example?header_A=&lt;YOUR_KEY&gt;", "https://h.example?header_A=<YOUR_KEY>", ["unescape"]],
  ["https://h.example?header_A=&amp;lt;YOUR_KEY&amp;gt;", "https://h.example?header_A=<YOUR_KEY>", ["unescape"]],
  ["https://h.example?a=b&#39;c&apos;d", "https://h.example?a=b'c'd", ["unescape"]],
  ["https://h.example?a=b&amp&#59;c=d", "https://h.example?a=b&c=d", ["unescape"]],
  [`destination_conf = "${conf}"`, conf, ["unwrap"]],
  [`"destination_conf": "${conf}",`, conf, ["unwrap"]],
  [`destination_conf: ${conf}`, conf, ["unwrap"]],
  [`'destinationConf' => '${conf}'`, conf, ["unwrap"]],
  [`\\"destination_conf\\": \\"${conf.replace("&", "\\u0026")}\\"`, conf, ["unescape", "unwrap"]],
  // These are not escapes of the surroundings.
  ["https://h.example?destination_conf=x", "https://h.example?destination_conf=x", []],
  ["https://h.example?a=b%26amp;c", "https://h.example?a=b%26amp;c", []],
  ["https://h.example?a=b&amplitude=1", "https://h.example?a=b&amplitude=1", []],
  ["https://h.example?a=b&lt=1&gt=2", "https://h.example?a=b&lt=1&gt=2", []],
  ["https://h.example?a=b&#65;", "https://h.example?a=b&#65;", []],
  ["", "", []],
])("%s", (pasted, text, codes) => {
  const cleaned = cleanPastedDestination(pasted);
  expect(cleaned.text).toBe(text);
  expect(cleaned.repairs.map(({ code }) => code)).toEqual(codes);
});

test("a reference of the import stays unchanged", () => {
  const gapped = `https://h.example?header_A=Bearer%20${markGap('$TOKEN["x"]')}`;
  expect(cleanPastedDestination(gapped.replace("?", "\\?")).text).toBe(gapped);
});

test("a string that the form wrote needs no repair", () => {
  fc.assert(
    fc.property(destinations, (destination) => {
      const text = formatHttpDestination(destination);
      expect(cleanPastedDestination(text)).toEqual({ text, repairs: [] });
    }),
    { numRuns: 1000 },
  );
});

test("cleaning twice equals cleaning once", () => {
  fc.assert(
    fc.property(messyConfs, fc.constantFrom("&amp;", "\\u0026", "&#38;", "&"), (messy, spelling) => {
      const { text } = cleanPastedDestination(messy.replaceAll("&", spelling));
      expect(cleanPastedDestination(text)).toEqual({ text, repairs: [] });
    }),
    { numRuns: 2000 },
  );
});

test("a large hostile text is read quickly, and its sources are the text", () => {
  const text = "&#35;38;&amp&#59;\\\\".repeat(12_000);
  expect(undoEscapes(text).sources.join("")).toBe(text);
});

test("a long run of quotes is read quickly", () => {
  expect(cleanPastedDestination('"'.repeat(200_000)).text).not.toBe("");
});

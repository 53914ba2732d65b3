import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkJobForm } from "../job/check-form.ts";
import { decidedRow, destinationOf, isPlusOpen, repairedRow, rowsOf } from "../job/destination-of.ts";
import { formValuesOf } from "../job/from-wire.ts";
import { maskedStoredJob } from "../job/masked-job.ts";
import { toUpdateBody } from "../job/to-request.ts";
import { messyConfs } from "../testing/arbitraries.ts";
import { exampleValues } from "../testing/form-values.ts";
import { formatHttpDestination, isSameDestination, parseHttpDestination } from "./http.ts";
import { noteDestination } from "./notes.ts";
import { valueWithSpaces } from "./plus.ts";
import { redactDestination } from "./redact.ts";

const conf = "https://receiver.headgate.test/?header_Authorization=Bearer+abc%2Bdef&tags=a+b";

function destinationIn(text: string) {
  const parsed = parseHttpDestination(text);
  if (!parsed.ok) throw new Error(parsed.error.code);
  return parsed.value;
}

const formOf = (text: string) => {
  const destination = destinationIn(text);
  return exampleValues({ endpoint: destination.endpoint, query: rowsOf(destination) });
};

describe("a raw + in a string that was not stored before", () => {
  test("blocks sending until it is resolved, and names both encodings", () => {
    const errors = checkJobForm(formOf(conf)).map(({ code, at, message }) => ({ code, at, message }));
    expect(errors).toEqual([
      { code: "E_DEST_PLUS", at: "query.0.value", message: expect.stringMatching(/%20.*%2B/) },
      { code: "E_DEST_PLUS", at: "query.1.value", message: expect.stringMatching(/%20.*%2B/) },
    ]);
  });

  test.each([
    ["space", "header_Authorization=Bearer%20abc%2Bdef"],
    ["plus", "header_Authorization=Bearer%2Babc%2Bdef"],
  ] as const)("is written as a %s when chosen, and leaves everything else unchanged", (reading, expected) => {
    const values = formOf(conf);
    const query = values.query.map((row, place) => (place === 0 ? decidedRow(row, reading) : row));
    expect(formatHttpDestination(destinationOf({ ...values, query }))).toBe(
      `https://receiver.headgate.test/?${expected}&tags=a+b`,
    );
    expect(checkJobForm({ ...values, query }).map(({ at }) => at)).toEqual(["query.1.value"]);
  });

  test("is not resolved by an edit of the value, but by typing a new one", () => {
    const [row] = formOf(conf).query;
    if (!row) throw new Error("no row");
    const edited = { ...row, value: "Bearer+abc+deg" };
    expect(isPlusOpen(edited)).toBe(true);
    expect(decidedRow(edited, "space")).toEqual({ kind: "header", name: "Authorization", value: "Bearer abc deg" });
    expect(decidedRow(edited, "plus")).toEqual({ kind: "header", name: "Authorization", value: "Bearer+abc+deg" });
    expect(isPlusOpen({ ...row, value: "Bearer abcdef" })).toBe(false);
    expect(isPlusOpen({ kind: "header", name: "Authorization", value: "a+b" })).toBe(false);
  });

  test("stays unresolved after a repair of something else", () => {
    const [row] = formOf("https://h.example?header_X-Key=1&a=%2520+").query.slice(1);
    if (!row) throw new Error("no row");
    expect(isPlusOpen(repairedRow(row, { value: " +" }))).toBe(true);
  });

  test("can be resolved in every string that can be read, and nothing but the + changes", () => {
    fc.assert(
      fc.property(messyConfs, fc.constantFrom("space" as const, "plus" as const), (text, reading) => {
        const parsed = parseHttpDestination(text.replace("~", "+"));
        if (!parsed.ok) return;
        const rows = rowsOf(parsed.value);
        const decided = rows.map((row) => (isPlusOpen(row) ? decidedRow(row, reading) : row));
        expect(decided.some(isPlusOpen)).toBe(false);
        const query = parsed.value.query.map(({ raw = "" }) => {
          const equals = raw.indexOf("=") + 1;
          const value = raw.slice(equals).replaceAll("+", reading === "space" ? "%20" : "%2B");
          return equals === 0 ? raw : raw.slice(0, equals) + value;
        });
        const written = formatHttpDestination(
          destinationOf({ endpoint: parsed.value.endpoint, isEndpointKept: false, query: decided }),
        );
        const expected = query.length === 0 ? parsed.value.endpoint : `${parsed.value.endpoint}?${query.join("&")}`;
        expect(destinationIn(written)).toMatchObject({
          query: destinationIn(expected).query.map(({ kind, name, value }) => ({ kind, name, value })),
        });
      }),
      { numRuns: 2000 },
    );
  });
});

describe("a raw + in a saved value", () => {
  const job = { id: 1, dataset: "http_requests", destination_conf: conf };
  const redacted = redactDestination(conf, () => "f0");
  const values = formValuesOf(job, "zones/0123456789abcdef0123456789abcdef", redacted);
  const decided = (reading: "space" | "plus") => ({
    ...values,
    query: values.query.map((row, place) => (place === 0 ? decidedRow(row, reading) : row)),
  });

  test("is known without the value, and does not block saving something else", () => {
    expect(values.query.map(({ hasPlus }) => hasPlus)).toEqual([true, true]);
    expect(JSON.stringify(values)).not.toMatch(/Bearer/);
    expect(checkJobForm({ ...values, name: "other" }, values)).toEqual([]);
    expect(toUpdateBody(values, { job, destination: destinationIn(conf) })).toEqual({});
  });

  test.each([
    ["space", "Bearer%20abc%2Bdef"],
    ["plus", "Bearer%2Babc%2Bdef"],
  ] as const)("is written as a %s only by the server, and nothing else changes", (reading, expected) => {
    const edited = decided(reading);
    expect(JSON.stringify(edited)).not.toMatch(/Bearer/);
    expect(checkJobForm(edited, values)).toEqual([]);
    expect(toUpdateBody(edited, { job, destination: destinationIn(conf) })).toEqual({
      destination_conf: `https://receiver.headgate.test/?header_Authorization=${expected}&tags=a+b`,
    });
  });

  test("shows as a change on the page, which has only masks", () => {
    const masked = maskedStoredJob(job, redacted, {});
    expect(toUpdateBody(values, masked)).toEqual({});
    expect(toUpdateBody(decided("space"), masked)).toEqual({ destination_conf: expect.stringMatching(/•%20•/) });
  });
});

describe("a value with a raw +", () => {
  const same = (a: string, b: string) =>
    isSameDestination(destinationIn(`https://h.example?${a}`), destinationIn(`https://h.example?${b}`));

  test.each([
    ["header_A=x+y", "header_A=x+y", true],
    ["header_A=x+y%7e", "header_A=%78+y~", true],
    ["header_A=x+y", "header_A=x%2By", false],
    ["header_A=x+y", "header_A=x%20y", false],
    ["header_A=x+y%2Bz", "header_A=x%2By+z", false],
    ["tags=x+y", "tags=x%2By", false],
    ["header_A=x%2by", "header_A=x%2By", true],
  ])("%s and %s: equal values: %s", (a, b, expected) => {
    expect(same(a, b)).toBe(expected);
    expect(same(b, a)).toBe(expected);
  });

  test.each([
    ["header_A=Bearer+a%2Bb", "Bearer a+b"],
    ["header_A=%C3%A9+%2525+", "é %25 "],
    ["header_A=a%2Bb", "a+b"],
    ["a+b", ""],
  ])("%s reads as a space where + does", (query, expected) => {
    expect(destinationIn(`https://h.example?${query}`).query.map(valueWithSpaces)).toEqual([expected]);
  });
});

describe("characters that were never encoded", () => {
  const auth = "header_Authorization=Basic%20abc";
  const notesOf = (query: string) =>
    noteDestination(destinationIn(`https://h.example/in?${auth}&${query}`)).map(({ code, at, message, fix }) => ({
      code,
      at,
      message,
      fix: fix && { label: fix.label, raw: fix.raw },
    }));

  test.each([
    ["tags=env:prod|team:x", "query.1.value", "Write %7C", "tags=env:prod%7Cteam:x"],
    ["tags=a|b+c;d%20e~", "query.1.value", "Percent-encode", "tags=a%7Cb+c;d%20e%7E"],
    ["header_X-Key=a~b", "query.1.value", "Percent-encode", "header_X-Key=a%7Eb"],
    ["a[0]=b", "query.1.name", "Percent-encode", "a%5B0%5D=b"],
    ["tag=é", "query.1.value", "Write %C3%A9", "tag=%C3%A9"],
  ])("%s gets a note with its encoded form", (query, at, label, raw) => {
    const note = notesOf(query).find(({ code }) => code === "unsafe-character");
    expect(note).toMatchObject({ at, fix: { label, raw } });
    expect(note?.message).toMatch(/Cloudflare has been observed to refuse/);
    expect(note?.message.includes("~")).toBe(false);
  });

  test("a space is %20", () => {
    expect(notesOf("a=b c")).toEqual([
      {
        code: "raw-space",
        at: "query.1.value",
        message: expect.any(String),
        fix: { label: "Write %20", raw: "a=b%20c" },
      },
    ]);
  });

  test.each(["tags=host:a.b,c/d?e={x}", "tags=a%7Cb", "a==b&&c"])("%s gets no note", (query) => {
    expect(notesOf(query)).toEqual([]);
  });

  test("the fix keeps the meaning and leaves nothing to fix", () => {
    fc.assert(
      fc.property(messyConfs, (text) => {
        const parsed = parseHttpDestination(text);
        if (!parsed.ok) return;
        const isRaw = ({ code }: { code: string }) => code === "unsafe-character" || code === "raw-space";
        const query = rowsOf(parsed.value).map((row) => {
          const notes = (raw: string) => noteDestination({ endpoint: "", query: [{ ...row, raw }] }).filter(isRaw);
          let { raw } = row;
          for (let [note] = raw === undefined ? [] : notes(raw); note?.fix; [note] = notes(raw ?? ""))
            raw = note.fix.raw;
          return raw === undefined ? row : { ...row, raw };
        });
        const same = destinationIn(formatHttpDestination({ ...parsed.value, query }));
        expect(same.query.map(({ name, value }) => [name, value])).toEqual(
          parsed.value.query.map(({ name, value }) => [name, value]),
        );
      }),
      { numRuns: 1000 },
    );
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { keepsRecords, noteConversion } from "./conversion-notes.ts";
import { parseLogpullOptions } from "./logpull-options.ts";
import { outputOfLogpull, readSample } from "./output-of-logpull.ts";

describe("logpull_options", () => {
  test.each<[string, object]>([
    ["", {}],
    ["fields=RayID", { fieldNames: ["RayID"] }],
    ["fields=RayID,ClientIP&timestamps=rfc3339", { fieldNames: ["RayID", "ClientIP"], timestampFormat: "rfc3339" }],
    ["fields=RayID%2CClientIP&sample=0.1", { fieldNames: ["RayID", "ClientIP"], sampleRate: "0.1" }],
    ["?timestamps=unix&CVE-2021-44228=true", { timestampFormat: "unix", cveRedaction: "true" }],
    ["CVE%2D2021%2D44228=true", { cveRedaction: "true" }],
    ["fields=,RayID,,", { fieldNames: ["RayID"] }],
    ["fields=,", { fieldNames: [] }],
    ["fields=", {}],
    ["fields&timestamps=&sample=", {}],
    ["Fields=RayID", {}],
    ["fields=A+B", { fieldNames: ["A+B"] }],
    ["fields=A%2BB", { fieldNames: ["A+B"] }],
    ["fields=A%20B", { fieldNames: ["A B"] }],
    ["fields=A=B", { fieldNames: ["A=B"] }],
    ["fields=%zz", { fieldNames: ["%zz"] }],
    ["fields=%ff", { fieldNames: ["%ff"] }],
    ["fields=A&fields=B", { fieldNames: ["A"] }],
    ["&&fields=A&&", { fieldNames: ["A"] }],
    ["fields=A&x=what?&sample=1", { fieldNames: ["A"], sampleRate: "1" }],
    ["fields=A#sample=1", { fieldNames: ["A"] }],
    ["__proto__=1&constructor=2", {}],
  ])("%j is read", (text, settings) => {
    const { parts: _parts, ...read } = parseLogpullOptions(text);
    const named = Object.entries(read).filter(([, value]) => value !== undefined);
    expect(Object.fromEntries(named)).toEqual({ address: "", ...settings });
  });

  test.each([
    [
      "https://api.cloudflare.com/client/v4/zones/x/logs/received?fields=A",
      "https://api.cloudflare.com/client/v4/zones/x/logs/received",
    ],
    ["/zones/x/logs/received?fields=A", "/zones/x/logs/received"],
    ["received?fields=A", "received"],
    ["?fields=A", ""],
    ["fields=A", ""],
  ])("the address of %j is separated", (text, address) => {
    expect(parseLogpullOptions(text)).toMatchObject({ address, fieldNames: ["A"] });
  });

  test("an address alone has no settings", () => {
    for (const text of ["https://x.example/logs/received", "/logs/received", "https://x.example/a&fields=A"]) {
      expect(parseLogpullOptions(text)).toMatchObject({ address: text, parts: [] });
    }
  });

  test("every part has its role", () => {
    const { parts } = parseLogpullOptions("fields=A&start=1&end=2&count=3&nonsense=4&=5&flag&fields=B&start=6");
    expect(parts.map(({ key, value, role }) => `${key}=${value} ${role}`)).toEqual([
      "fields=A setting",
      "start=1 meaningless",
      "end=2 meaningless",
      "count=3 meaningless",
      "nonsense=4 unknown",
      "=5 unknown",
      "flag= unknown",
      "fields=B repeated",
      "start=6 meaningless",
    ]);
  });

  test("a written string is read back, for any characters", () => {
    const names = fc.array(fc.stringMatching(/^[A-Za-z0-9 +%&=#?äß😀]{1,8}$/u), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(names, (fieldNames) => {
        const text = `fields=${fieldNames.map(encodeURIComponent).join(",")}&timestamps=unix`;
        expect(parseLogpullOptions(text)).toMatchObject({ fieldNames, timestampFormat: "unix" });
      }),
    );
  });

  test("any text is read", () => {
    const pieces = fc.constantFrom(
      ..."?&=#%+,/:. é\ud800\u0000",
      "https://",
      "fields",
      "sample",
      "start",
      "%zz",
      "%2C",
      "1",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (texts) => {
        const options = parseLogpullOptions(texts.join(""));
        for (const { message } of noteConversion(options)) expect(message).not.toContain("undefined");
        expect(options.fieldNames ?? []).not.toContain("");
      }),
    );
  });
});

describe("the conversion", () => {
  const codesOf = (text: string) => noteConversion(parseLogpullOptions(text)).map(({ code }) => code);

  test("of a string that names everything changes nothing", () => {
    expect(noteConversion(parseLogpullOptions("fields=RayID&timestamps=rfc3339&sample=0.5"))).toEqual([]);
  });

  test.each([
    ["", ["default-fields", "default-timestamps", "default-sample"]],
    ["fields=&timestamps=&sample=", ["default-fields", "default-timestamps", "default-sample"]],
    ["fields=RayID&start=1&end=2", ["default-timestamps", "default-sample", "meaningless"]],
    ["fields=RayID&CVE-2021-44228=true", ["default-timestamps", "default-sample"]],
  ])("of %j keeps the records and says what is stated", (text, codes) => {
    expect(codesOf(text)).toEqual(codes);
    expect(keepsRecords(noteConversion(parseLogpullOptions(text)))).toBe(true);
  });

  test.each([
    ["fields= RayID", "field-name"],
    ["timestamps=rfc9999", "timestamps"],
    ["sample=0", "sample"],
    ["sample=2", "sample"],
    ["sample=x", "sample"],
    ["sample=10%25", "sample"],
    ["CVE-2021-44228=1", "redaction"],
    ["nonsense=1", "unknown"],
    ["fields=A&fields=B", "repeated"],
    ["fields=%zz", "escape"],
    ["fields=A&timestamps=unix+", "plus"],
  ])("of %j asks to check %s", (text, code) => {
    const notes = noteConversion(parseLogpullOptions(text));
    expect(notes).toContainEqual(expect.objectContaining({ code, effect: "check" }));
    expect(keepsRecords(notes)).toBe(false);
  });

  test("names what it leaves out, each once", () => {
    const notes = noteConversion(parseLogpullOptions("count=1&count=2&x=1&x=2&=3"));
    expect(notes.map(({ message }) => message).join(" ")).toMatch(
      /Omitted: count\..*not a setting of output_options: x, \(no name\)\./,
    );
  });
});

describe("the same settings as output_options", () => {
  test.each<[string, object]>([
    ["", {}],
    ["fields=RayID%2CClientIP", { field_names: ["RayID", "ClientIP"] }],
    [
      "fields=A&timestamps=unix&sample=0.25&CVE-2021-44228=true&start=1",
      { field_names: ["A"], timestamp_format: "unix", sample_rate: 0.25, "CVE-2021-44228": true },
    ],
    ["CVE-2021-44228=false&sample=2", {}],
    ["CVE-2021-44228=1&timestamps=rfc9999", { timestamp_format: "rfc9999" }],
  ])("%j", (text, options) => expect(outputOfLogpull(text)).toEqual(options));

  test.each([
    ["1", 1],
    ["0.1", 0.1],
    [".5", 0.5],
    ["1e-3", 0.001],
    ["0", undefined],
    ["-0.1", undefined],
    ["1.1", undefined],
    ["10%", undefined],
    ["1 in 10", undefined],
    ["", undefined],
    ["Infinity", undefined],
  ])("the sample %j is %s", (text, rate) => expect(readSample(text)).toBe(rate));
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mask } from "../destination/looks-random.ts";
import { exampleValues } from "../testing/form-values.ts";
import { checkJobForm } from "./check-form.ts";
import { readOtherSettings } from "./check-other-settings.ts";
import { otherChanges, otherSettingsOf, partsOf, writeOtherSettings } from "./other-settings.ts";
import { fieldOfKey, fieldOfOutputKey, knownOutputKeys, readOnlyKeys } from "./owned-keys.ts";

const at = "otherSettings";
const errorOf = (text: string) => {
  const read = readOtherSettings(text);
  return read.ok ? undefined : read.error;
};

describe("the text of the other settings", () => {
  test.each([
    ["", {}],
    ["  \n ", {}],
    ["{}", {}],
    ['{ "transformer_id": 7 }', { transformer_id: 7 }],
    ['{ "ownership_challenge": "00000000000000000000" }', { ownership_challenge: "00000000000000000000" }],
    [
      '{"a":null,"b":0,"c":"","d":[],"e":{"f":-1.5e3},"output_options":{"stringify_object":true}}',
      { a: null, b: 0, c: "", d: [], e: { f: -1500 }, output_options: { stringify_object: true } },
    ],
  ])("%j is read", (text, settings) => expect(readOtherSettings(text)).toEqual({ ok: true, value: settings }));

  test.each([
    ["{", 1, 2],
    ['{"a":1,}', 1, 8],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3],
    ["{'a':1}", 1, 2],
    ['{"a":1}\n\nx', 3, 1],
    ['{"a":01}', 1, 6],
    ['{"a":.5}', 1, 6],
    ['{"a":"b\nc"}', 1, 6],
    ['{"a":"\\x"}', 1, 6],
    ["{a:1}", 1, 2],
    ["[1 2]", 1, 4],
    ["nul", 1, 1],
  ])("%j is not JSON, and the error names the position", (text, line, column) => {
    expect(() => JSON.parse(text)).toThrow();
    expect(errorOf(text)).toMatchObject({ code: "E_OTHER_JSON", at });
    expect(errorOf(text)?.message).toContain(`line ${line}, column ${column}: `);
  });

  test.each([
    ["[]", "E_OTHER_OBJECT"],
    ['"text"', "E_OTHER_OBJECT"],
    ["null", "E_OTHER_OBJECT"],
    ["7", "E_OTHER_OBJECT"],
    ['{"output_options":[]}', "E_OTHER_OUTPUT"],
    ['{"output_options":null}', "E_OTHER_OUTPUT"],
    ['{"a":1,"b":{"c":1,"c":2}}', "E_OTHER_DUPLICATE"],
    ['{"a":1,"\\u0061":2}', "E_OTHER_DUPLICATE"],
    ['{"a":9007199254740993}', "E_OTHER_NUMBER"],
    ['{"a":1e400}', "E_OTHER_NUMBER"],
    [`{"a":${"[".repeat(40)}${"]".repeat(40)}}`, "E_OTHER_DEPTH"],
    ["[".repeat(100_000), "E_OTHER_DEPTH"],
  ])("%j is refused", (text, code) => {
    expect(errorOf(text)).toMatchObject({ code, at });
    expect(partsOf(text)).toEqual({ job: {}, output: {} });
  });

  test("equal keys in different objects are not duplicates, and numbers that stay exact are accepted", () => {
    expect(errorOf('{"a":{"x":1},"b":{"x":2},"c":[{"x":1},{"x":2}],"d":[9007199254740992,-0,1e30]}')).toBeUndefined();
  });

  test.each(Object.keys(fieldOfKey))("leaves %s to its field", (key) => {
    expect(errorOf(JSON.stringify({ fine: 1, [key]: null }))).toMatchObject({ code: "E_OTHER_OWNED", at });
    expect(errorOf(JSON.stringify({ output_options: { [key]: null } }))).toBeUndefined();
  });

  test.each(Object.keys(fieldOfOutputKey))("leaves output_options.%s to its field", (key) => {
    expect(errorOf(JSON.stringify({ output_options: { [key]: null } }))).toMatchObject({ code: "E_OTHER_OWNED", at });
  });

  test.each(readOnlyKeys)("leaves %s to Cloudflare", (key) => {
    expect(errorOf(JSON.stringify({ [key]: 1 }))).toMatchObject({ code: "E_OTHER_READ_ONLY", at });
  });

  test("names the field", () => {
    expect(errorOf('{"max_upload_bytes":1}')?.message).toContain("Max upload bytes");
    expect(errorOf('{"output_options":{"CVE-2021-44228":true}}')?.message).toContain("CVE-2021-44228");
  });

  test("every output option with a field is refused, and no other", () => {
    expect(new Set(Object.keys(fieldOfOutputKey))).toEqual(knownOutputKeys);
  });

  test("settings of a stored job without a field are read back unchanged", () => {
    const values = fc.jsonValue({ maxDepth: 3 }).filter((value) => value !== null && value !== "");
    const settings = fc.dictionary(fc.stringMatching(/^new_[a-z_]{1,8}$/), values);
    fc.assert(
      fc.property(settings, (others) => {
        const job = JSON.parse(JSON.stringify({ id: 1, name: "x", last_error: null, ...others }));
        const text = writeOtherSettings(otherSettingsOf(job));
        expect(readOtherSettings(text)).toEqual({ ok: true, value: JSON.parse(JSON.stringify(others)) });
        expect(otherChanges(text, text)).toEqual({ job: {}, output: {}, removedOutput: [] });
      }),
    );
  });
});

describe("in the form", () => {
  const codesOf = (text: string, stored?: string) =>
    checkJobForm(
      exampleValues({ otherSettings: text }),
      stored === undefined ? undefined : exampleValues({ otherSettings: stored }),
    ).map(({ code }) => code);

  test("a saved value's mask may stay, but may not be sent", () => {
    const stored = JSON.stringify({ secret_thing: mask, output_options: { token: `Bearer ${mask}` } });
    const withNew = JSON.stringify({ secret_thing: mask, brand_new: 1, output_options: { token: `Bearer ${mask}` } });
    expect(codesOf(withNew, stored)).toEqual([]);
    expect(codesOf(JSON.stringify({ secret_thing: `${mask}x` }), stored)).toEqual(["E_OTHER_MASK"]);
    expect(codesOf(JSON.stringify({ output_options: { moved: mask } }), stored)).toEqual(["E_OTHER_MASK"]);
    expect(codesOf(JSON.stringify({ secret_thing: mask }))).toEqual(["E_OTHER_MASK"]);
  });

  test("an unchanged text is not checked, a changed one is", () => {
    expect(codesOf('{"dataset":"x"}', '{"dataset":"x"}')).toEqual([]);
    expect(codesOf('{"dataset":"x"}', "")).toEqual(["E_OTHER_OWNED"]);
    expect(codesOf('{"dataset":"x"')).toEqual(["E_OTHER_JSON"]);
  });
});

test("a refused key does not hide the other settings", () => {
  const text = '{"logpull_options":7,"id":1,"transformer_id":"t","output_options":{"sample_rate":1,"later":2}}';
  expect(readOtherSettings(text).ok).toBe(false);
  expect(partsOf(text)).toEqual({ job: { transformer_id: "t" }, output: { later: 2 } });
});

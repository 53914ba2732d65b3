import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readPastedList } from "./paste-list.ts";

const known = ["RayID", "ClientIP", "EdgeStartTimestamp"];
const names = (text: string) => readPastedList(text, known).entries.map(({ name }) => name);

describe("a list keeps its order", () => {
  test.each([
    ["commas", "RayID,ClientIP"],
    ["commas and spaces", " RayID , ClientIP ,"],
    ["lines", "RayID\r\nClientIP\n"],
    ["tabs and semicolons", "RayID;\tClientIP"],
    ["bullets", "- RayID\n- ClientIP"],
    ["a JSON list", '["RayID", " ClientIP"]'],
    ["a job as JSON", '{"name":"x","output_options":{"field_names":["RayID","ClientIP"]}}'],
    ["an answer of the API", '{"success":true,"result":{"output_options":{"field_names":["RayID","ClientIP"]}}}'],
    ["output options", '{"field_names":["RayID","ClientIP"]}'],
    ["Terraform", 'output_options = {\n  field_names = ["RayID",\n    "ClientIP",\n  ]\n  sample_rate = 1\n}'],
    ["a curl command", `curl -d '{"output_options":{"field_names":["RayID","ClientIP"]},"enabled":true}'`],
    ["logpull_options", "fields=RayID,ClientIP&timestamps=rfc3339"],
    ["encoded logpull_options", '"logpull_options": "fields=RayID%2CClientIP&timestamps=unix"'],
    ["a JSON list that is not closed", '["RayID", "ClientIP"'],
  ])("%s", (_, text) => expect(names(text)).toEqual(["RayID", "ClientIP"]));
});

test("unknown names are separated, other spellings are corrected, repeats are counted", () => {
  expect(readPastedList("rayid, Nope, RayID, Nope, ClientIP", known)).toEqual({
    entries: [
      { name: "RayID", isKnown: true },
      { name: "Nope", isKnown: false },
      { name: "ClientIP", isKnown: true },
    ],
    respelled: [{ typed: "rayid", name: "RayID" }],
    repeats: 2,
  });
});

test("without known fields every name is unknown, and an empty text gives an empty list", () => {
  expect(readPastedList("A B", []).entries).toEqual([
    { name: "A", isKnown: false },
    { name: "B", isKnown: false },
  ]);
  expect(names(" ,\n[] {}")).toEqual([]);
  expect(names("fields=%E0%A4%A")).toEqual(["%E0%A4%A"]);
});

test("any text gives distinct names without separators, and a written list is read back", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = names(text);
      expect(new Set(read).size).toBe(read.length);
    }),
  );
  const name = fc
    .stringMatching(/^[A-Za-z][A-Za-z0-9_]{0,20}$/)
    .filter((word) => !/^(field_names|rayid|clientip|edgestart)/i.test(word));
  fc.assert(
    fc.property(fc.uniqueArray(name, { minLength: 1 }), (written) => {
      expect(names(JSON.stringify(written))).toEqual(written);
      expect(names(written.join(", "))).toEqual(written);
      expect(names(written.join("\n"))).toEqual(written);
    }),
  );
});

import { expect, test } from "vitest";
import { mask } from "../destination/looks-random.ts";
import { fillDestination, missingIn } from "./fill-destination.ts";

const masked = `https://logs.example.com/in?header_X-Key=${mask}&tags=env:prod&token=${mask}`;

test.each([
  ["each masked value", masked, ["0 Header X-Key", "2 Parameter token"]],
  ["a masked part of the endpoint", `https://logs.example.com/${mask}/in`, ["endpoint Endpoint URL"]],
  ["all of a destination of another kind", `s3://bucket/logs?secret-access-key=${mask}`, ["whole Destination string"]],
  ["nothing where nothing is masked", "https://logs.example.com/in?tags=a", []],
])("what is missing: %s", (_, conf, expected) => {
  expect(missingIn(conf).map(({ at, label }) => `${at} ${label}`)).toEqual(expected);
});

test("what was entered is encoded in its place, and every other byte stays", () => {
  expect(fillDestination(masked, { 0: "a b/+", 2: "s:c" })).toEqual({
    ok: true,
    value: "https://logs.example.com/in?header_X-Key=a%20b%2F%2B&tags=env:prod&token=s:c",
  });
  expect(fillDestination(`s3://b?k=${mask}`, { whole: "s3://b?k=v" })).toEqual({ ok: true, value: "s3://b?k=v" });
});

test.each([
  [{ 0: "a" }, "E_VALUES_MISSING", "2"],
  [{ 0: mask, 2: "b" }, "E_VALUES_MISSING", "0"],
  [{ 0: "a\nb", 2: "b" }, "E_DEST_CONTROL", "query.0.value"],
])("what cannot be sent is refused where it was entered: %j", (typed, code, at) => {
  expect(fillDestination(masked, typed)).toMatchObject({ ok: false, error: { code, at } });
});

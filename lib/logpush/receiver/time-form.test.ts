import fc from "fast-check";
import { expect, test } from "vitest";
import datasets from "#lib/catalogue/datasets.data.json" with { type: "json" };
import { timestampFormats } from "../limits.ts";
import { formatTimestamp } from "../output/timestamp.ts";
import { isTimeName, timeFormOf, toNanos } from "./time-form.ts";

test("the catalogue's time fields are known by their names, and no other field is", () => {
  const fields = datasets.flatMap(({ fields }) => fields.map(([name = "", type]) => ({ name, type })));
  // Cloudflare documents a time as "int or string", because the job chooses its format.
  const isWrong = ({ name, type }: { name: string; type?: string }) => isTimeName(name) !== (type === "int or string");
  expect(fields.filter(isWrong).map(({ name }) => name)).toEqual([]);
  expect(fields.filter(({ name }) => isTimeName(name)).length).toBeGreaterThan(20);
});

test.each([
  ["2026-01-02T03:04:05Z", "rfc3339"],
  ["2026-01-02T03:04:05+02:00", "rfc3339"],
  ["2026-01-02T03:04:05.1Z", "rfc3339ms"],
  ["2026-01-02T03:04:05.123456Z", "rfc3339ns"],
  ["1767323045", "unix"],
  ["1767323045123456789", "unixnano"],
  ["1767323045123", undefined],
  ["2026-13-02T03:04:05Z", undefined],
  ["2026-01-02 03:04:05", undefined],
  ["Fri, 02 Jan 2026 03:04:05 GMT", undefined],
  ["0", undefined],
  ["null", undefined],
  ["", undefined],
])("%j is %s", (text, form) => {
  expect(timeFormOf(text)).toBe(form);
});

test("times that the job writes are recognized and read back, to the precision of their format", () => {
  const precision = { rfc3339: 10n ** 9n, rfc3339ms: 10n ** 6n, rfc3339ns: 1n, unix: 10n ** 9n, unixnano: 1n };
  const time = fc.bigInt({ min: 10n ** 18n, max: 9n * 10n ** 18n });
  fc.assert(
    fc.property(time, fc.constantFrom(...timestampFormats), (nanos, format) => {
      const text = formatTimestamp(nanos, format).replaceAll('"', "");
      expect(timeFormOf(text)).toBe(format);
      expect(toNanos(text, format)).toBe(nanos - (nanos % precision[format]));
    }),
  );
});

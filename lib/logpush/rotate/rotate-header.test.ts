import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatHttpDestination, parseHttpDestination } from "../destination/http.ts";
import { redactDestination } from "../destination/redact.ts";
import { rotateHeader } from "./rotate-header.ts";
import { groupHeaders, type RotationJob } from "./rotation.ts";

describe("a rotated header", () => {
  test.each([
    [
      "between others, whose spelling stays",
      "https://a.example/in?x=%7e&header_X-Key=old%2b&&tags=a:b,c:d&header_B=%41",
      "https://a.example/in?x=%7e&header_X-Key=new%20%2F%2B&&tags=a:b,c:d&header_B=%41",
    ],
    ["of another case", "https://a.example?header_x-key=old", "https://a.example?header_x-key=new%20%2F%2B"],
    ["with an encoded name", "https://a.example?header_X%2DKey=old", "https://a.example?header_X-Key=new%20%2F%2B"],
    ["that was empty", "https://a.example?header_X-Key=", "https://a.example?header_X-Key=new%20%2F%2B"],
  ])("%s", (_title, conf, expected) => {
    expect(rotateHeader(conf, { name: "X-Key", value: "new /+" })).toEqual({
      ok: true,
      value: { conf: expected, isSame: false },
    });
  });

  test.each([
    ["the value with pluses", "Bearer+a%2Bb", "Bearer+a+b", "Bearer%2Ba%2Bb"],
    ["the value with spaces", "Bearer+a%2Bb", "Bearer a+b", "Bearer%20a%2Bb"],
    ["a value that ends in one", "abc+", "abc+", "abc%2B"],
  ])("replaces a raw + by %s, because its meaning was open", (_title, stored, value, written) => {
    const conf = `https://a.example?header_X-Key=${stored}&tags=a+b`;
    const expected = `https://a.example?header_X-Key=${written}&tags=a+b`;
    expect(rotateHeader(conf, { name: "X-Key", value })).toEqual({
      ok: true,
      value: { conf: expected, isSame: false },
    });
    expect(rotateHeader(expected, { name: "X-Key", value })).toEqual({
      ok: true,
      value: { conf: expected, isSame: true },
    });
  });

  test.each([
    ["no such header", "https://a.example?x-key=old", "E_ROTATE_NO_HEADER"],
    ["another scheme", "s3://bucket/path?header_X-Key=old", "E_DEST_SCHEME"],
    [
      "a value that Cloudflare masked",
      "https://a.example?header_B=Bearer%20****&header_X-Key=old",
      "E_UPSTREAM_REDACTED",
    ],
    ["a path that Cloudflare masked", "https://a.example/****?header_X-Key=old", "E_UPSTREAM_REDACTED"],
    ["a broken escape", "https://a.example?header_X-Key=%zz", "E_DEST_ESCAPE"],
  ])("%s is left unchanged", (_title, conf, code) => {
    const result = rotateHeader(conf, { name: "X-Key", value: "new" });
    expect(result.ok ? "" : result.error.code).toMatch(new RegExp(`^${code}`));
  });

  const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,12}$/);
  const value = fc.stringMatching(/^[!-~]{1,40}$/);
  const pair = fc.record({ kind: fc.constantFrom("header" as const, "param" as const), name, value });

  test("keeps every byte before and after its value, and can be rotated back", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(pair, { selector: (one) => one.name.toLowerCase(), maxLength: 8 }),
        value,
        (others, next) => {
          const query = [...others, { kind: "header" as const, name: "X-The-Header-In-Question", value: "old value" }];
          const conf = formatHttpDestination({ endpoint: "https://a.example/in", query });
          const rotated = rotateHeader(conf, { name: "x-the-header-in-question", value: next });
          if (!rotated.ok) throw new Error(rotated.error.code);
          const at = conf.indexOf("old%20value");
          expect(rotated.value.conf.slice(0, at)).toBe(conf.slice(0, at));
          const parsed = parseHttpDestination(rotated.value.conf);
          expect(parsed.ok && parsed.value.query.at(-1)?.value).toBe(next);
          expect(rotateHeader(rotated.value.conf, { name: "X-The-Header-In-Question", value: "old value" })).toEqual({
            ok: true,
            value: { conf, isSame: false },
          });
        },
      ),
    );
  });
});

describe("groups of headers", () => {
  const job = (jobId: number, conf: string): RotationJob => ({
    ref: { scopeKind: "zones", scopeId: "0".repeat(32), jobId },
    name: `job-${jobId}`,
    scopeName: "example.com",
    isEnabled: true,
    destination: redactDestination(conf, (text) => `print of ${text}`),
  });

  test("are by name without regard to case, and within one by equal values", () => {
    const groups = groupHeaders([
      job(1, "https://a.example?header_Authorization=one&header_X-Key=k"),
      job(2, "https://b.example?header_authorization=two"),
      job(3, "https://c.example?header_AUTHORIZATION=two&authorization=param"),
      job(4, "https://d.example"),
      job(5, "https://e.example?header_Authorization=%zz"),
    ]);
    expect(
      groups.map(({ name, jobCount, values }) => [
        name,
        jobCount,
        values.map(({ jobs }) => jobs.map(({ ref }) => ref.jobId)),
      ]),
    ).toEqual([
      ["Authorization", 3, [[2, 3], [1]]],
      ["X-Key", 1, [[1]]],
    ]);
  });

  test("do not merge a raw + with a space or a plus", () => {
    const [group] = groupHeaders([
      job(1, "https://a.example?header_X-Key=a+b"),
      job(2, "https://b.example?header_X-Key=a%2Bb"),
      job(3, "https://c.example?header_X-Key=a%20b"),
      job(4, "https://d.example?header_x-key=%61+b"),
    ]);
    expect(group?.values.map(({ jobs }) => jobs.map(({ ref }) => ref.jobId))).toEqual([[1, 4], [2], [3]]);
  });
});

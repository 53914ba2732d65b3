import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkArrival } from "./check-arrival.ts";
import { toSeen } from "./check-duplicates.ts";
import { checkedRequest } from "./checked-request.fixture.ts";
import { type CheckedRequest, summarizeChecks } from "./checked-request.ts";
import { readBody } from "./read-body.ts";

const read = (body: string) => readBody(body, { isCut: false });

function check(changes: Partial<CheckedRequest> = {}, earlier: string[] | null = []) {
  const request = checkedRequest(changes);
  const seen = earlier?.map((body) => toSeen(read(body).records));
  return checkArrival({ request, body: read(request.body), ...(seen ? { earlier: seen } : {}) });
}

const of = (title: string, ...args: Parameters<typeof check>) => check(...args).find((each) => each.title === title);

test("a good job's batch passes everything", () => {
  expect(check().map(({ title, level }) => [title, level])).toEqual([
    ["Authentication", "pass"],
    ["Compression", "pass"],
    ["Content type", "pass"],
    ["Format", "pass"],
    ["Timestamps", "pass"],
    ["Duplicates", "pass"],
    ["Size", "pass"],
  ]);
});

test("a test request passes without records, whatever its content type", () => {
  const checks = check({ kind: "probe", body: '{"content":"tests"}' });
  expect(summarizeChecks(checks)).toEqual({ level: "pass", count: checks.length });
  expect(checks.map(({ title }) => title)).toEqual(["Authentication", "Compression", "Content type", "Test request"]);
});

test("an alert can come uncompressed", () => {
  const headers: CheckedRequest["headers"] = [
    ["X-Headgate-Signature", "t=1,v1=ab"],
    ["Content-Type", "application/json"],
  ];
  const checks = check({ kind: "alert", encoding: "none", headers, body: '{"text":"x"}' }, null);
  expect(summarizeChecks(checks).level).toBe("pass");
});

describe("authentication", () => {
  test.each([
    [[["X-API-Key", "abc"]], "/", "pass", "X-API-Key"],
    [[["DD-API-KEY", "abc"]], "/", "pass", "DD-API-KEY"],
    [[["Authorization", ""]], "/", "warn", "Nothing authenticates"],
    [[["X-Tag", "abc"]], "/in?token=hidden", "warn", "parameter token"],
    [[], "/?tags=a:b", "warn", "Nothing authenticates"],
  ] satisfies [CheckedRequest["headers"], string, string, string][])(
    "%j on %s: %s",
    (headers, target, level, words) => {
      const found = of("Authentication", { headers, target });
      expect(found).toMatchObject({ level, words: expect.stringContaining(words) });
    },
  );

  test("no check repeats a value of a header or parameter", () => {
    const checks = check({ target: "/?token=hidden-secret", body: '{"a":1}\n{\n' });
    expect(JSON.stringify(checks)).not.toMatch(/canary-secret|hidden-secret/);
  });
});

test.each([
  ["gzip", "gzip", "pass", "Valid gzip"],
  ["gzip", undefined, "fail", "is missing"],
  ["gzip", "br", "fail", "says something else"],
  ["broken-gzip", "gzip", "fail", "cannot be decompressed"],
  ["none", "gzip", "fail", "declares"],
  ["none", undefined, "warn", "Not compressed"],
] as const)("a body that is %s, Content-Encoding %s: %s", (encoding, header, level, words) => {
  const headers: CheckedRequest["headers"] = header === undefined ? [] : [["content-encoding", header]];
  expect(of("Compression", { encoding, headers })).toMatchObject({ level, words: expect.stringContaining(words) });
});

test.each([
  [undefined, "warn", "No Content-Type"],
  ["application/json", "pass", "one object per line"],
  ["application/x-ndjson", "pass", "ndjson"],
  ["text/csv; charset=utf-8", "warn", "means rows"],
  ["text/plain", "pass", "text/plain"],
] as const)("Content-Type %s: %s", (contentType, level, words) => {
  const headers: CheckedRequest["headers"] = contentType === undefined ? [] : [["CONTENT-TYPE", contentType]];
  expect(of("Content type", { headers })).toMatchObject({ level, words: expect.stringContaining(words) });
});

const at = (time: string | number, more = "") => `{"EdgeStartTimestamp":${JSON.stringify(time)}${more}}`;

describe("contents of records", () => {
  test.each([
    ["a broken line", `${at("2026-01-02T03:04:05Z")}\n{"a"\n`, "Format", "fail", "line 2"],
    ["text", "hello\n", "Format", "warn", "Neither"],
    ["CSV", '"2026-01-02T03:04:05Z",1\n"2026-01-02T03:04:06Z",2\n', "Format", "pass", "2 rows"],
    ["CSV", '"2026-01-02T03:04:05Z",1\n"2026-01-02T03:04:06Z",2\n', "Timestamps", "pass", "rfc3339, in 1"],
    ["one format", `${at(1_767_323_045)}\n`, "Timestamps", "pass", "unix, in EdgeStartTimestamp"],
    ["no time", '{"RayID":"a","OriginResponseTime":1234567890}\n', "Timestamps", "warn", "No field"],
    ["two formats", `${at(1_767_323_045)}\n${at("2026-01-02T03:04:05Z")}\n`, "Timestamps", "warn", "(unix, rfc3339)"],
    ["in order", `${at("2026-01-02T03:04:05Z")}\n${at("2026-01-02T03:04:05Z", ',"b":1')}\n`, "Order", "pass", "oldest"],
    ["out of order", `${at(1_767_323_047)}\n${at(1_767_323_045)}\n`, "Order", "warn", "1 record of 2 is older"],
    ["out of order", `${at(1_767_323_047)}\n${at(1_767_323_045)}\n`, "Order", "warn", "up to 2 s"],
  ])("%s: %j, %s: %s", (_, body, title, level, words) => {
    expect(of(title, { body })).toMatchObject({ level, words: expect.stringContaining(words) });
  });

  test("order is not judged where there is nothing to order", () => {
    expect(of("Order", { body: `${at(1_767_323_045)}\n` })).toBeUndefined();
  });
});

const ray = (id: string, more = "") => `{"RayID":"${id}"${more}}\n`;

describe("duplicates", () => {
  test.each([
    ["new ones", ray("a"), [ray("b")], "pass", "None; 1 earlier request"],
    ["the first request", ray("a"), [], "pass", "first accepted request"],
    ["twice in the request", ray("a") + ray("a"), [], "warn", "1 record twice"],
    ["seen before", ray("a") + ray("b"), [ray("c"), ray("a")], "warn", "1 record of an earlier request again"],
    ["the same RayID", ray("a", ',"b":1'), [ray("a", ',"b":2')], "warn", "1 RayID of an earlier request with other"],
    ["RayIDs that repeat", ray("a", ',"b":1') + ray("a", ',"b":2'), [ray("a", ',"b":3')], "pass", "None"],
  ])("%s", (_, body, earlier, level, words) => {
    expect(of("Duplicates", { body }, earlier)).toMatchObject({ level, words: expect.stringContaining(words) });
  });

  test("are not judged if no job sent the request", () => {
    expect(of("Duplicates", {}, null)).toBeUndefined();
  });
});

test.each([
  [{ compressedBytes: 1_048_576, textBytes: 4_000_000 }, "pass", "within"],
  [{ compressedBytes: 1_048_577, textBytes: 4_000_000 }, "warn", "nginx"],
  [{ compressedBytes: 1000, textBytes: 5_000_001 }, "warn", "Datadog (5 MB decompressed)"],
  [{ compressedBytes: 1000, textBytes: 20_971_521 }, "warn", "OpenTelemetry"],
])("the size %o: %s", (size, level, words) => {
  expect(of("Size", size)).toMatchObject({ level, words: expect.stringContaining(words) });
});

test("two thousand records are checked completely", () => {
  const line = (index: number) =>
    `{"RayID":"${index}","EdgeStartTimestamp":"2026-01-02T03:04:05.${String(index).padStart(9, "0")}Z","a":${"9".repeat(20)},"b":"${"x".repeat(200)}"}\n`;
  const body = Array.from({ length: 2000 }, (_, index) => line(index)).join("");
  const checks = check({ body }, [body]);
  expect(checks.find(({ title }) => title === "Format")?.words).toContain("2000 records");
  expect(checks.find(({ title }) => title === "Order")?.level).toBe("pass");
  expect(checks.find(({ title }) => title === "Duplicates")?.words).toContain("2000 records of an earlier request");
  expect(checks.find(({ title }) => title === "Size")?.words).toContain("2,000 records");
});

test("any request is judged without throwing, and without quoting its header values", () => {
  const name = fc.constantFrom("Authorization", "X-Api-Key", "Content-Encoding", "X-Tag");
  const header = fc.tuple(
    name,
    fc.string().map((text): string => `canary${text}`),
  );
  const piece = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    '"RayID"',
    ":",
    ",",
    "\n",
    "1767323045",
    '"2026-01-02T03:04:05Z"',
    "x",
  );
  const request = fc.record({
    headers: fc.array(header),
    kind: fc.constantFrom("probe", "batch", "alert"),
    encoding: fc.constantFrom("gzip", "broken-gzip", "none"),
    compressedBytes: fc.nat(),
    textBytes: fc.nat(),
    body: fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join("")),
    target: fc.webQueryParameters().map((query) => `/?token=canary&${query}`),
  } satisfies Record<string, fc.Arbitrary<unknown>>);
  fc.assert(
    fc.property(request, fc.array(fc.string()), (changes, earlier) => {
      const checks = check(changes, earlier);
      expect(checks.length).toBeGreaterThan(2);
      expect(JSON.stringify(checks)).not.toContain("canary");
    }),
  );
});

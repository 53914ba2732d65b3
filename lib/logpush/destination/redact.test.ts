import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { headerNames } from "../testing/arbitraries.ts";
import { exampleConf } from "../testing/form-values.ts";
import { formatHttpDestination } from "./http.ts";
import { encodeStrict } from "./percent.ts";
import { looksRandom, mask, redactDestination, redactedEndpoint } from "./redact.ts";
import { isSecretPair } from "./secret.ts";

const fingerprint = (value: string) => createHash("sha256").update(`key ${value}`).digest("base64").slice(0, 8);
const redact = (conf: string) => redactDestination(conf, fingerprint);

/** Letters that occur nowhere else in these tests, so that a match is a leak. */
const secrets = fc.string({ unit: fc.constantFrom(..."ĀāĂăĄąĆćĈĉĊċČč"), minLength: 6, maxLength: 30 });
const asciiSecrets = fc.string({ unit: fc.constantFrom(..."QZJXKVWY+/=~! '\"%&;"), minLength: 8, maxLength: 30 });

function leaks(shown: string, secret: string): boolean {
  return Array.from({ length: Math.max(0, secret.length - 5) }, (_, at) => secret.slice(at, at + 6)).some((part) =>
    shown.includes(part),
  );
}

describe("the redacted view", () => {
  test("of the documentation's example shows all names, and of the values the harmless one", () => {
    const view = redact(exampleConf);
    expect(view).toMatchObject({
      scheme: "https",
      host: "logs.example.com",
      path: "",
      isPathMasked: false,
      isEditable: true,
    });
    expect(view.pairs.map(({ kind, name, index, value }) => [kind, name, index, value])).toEqual([
      ["header", "Authorization", 0, undefined],
      ["param", "tags", 1, "host:theburritobot.com,dataset:http_requests"],
    ]);
    expect(JSON.stringify(view)).not.toContain("REDACTED");
  });

  test("of any destination contains no 6 characters of any value", () => {
    fc.assert(
      fc.property(fc.oneof(secrets, asciiSecrets), headerNames, fc.boolean(), (secret, name, isHeader) => {
        const value = secret.trim();
        const conf = formatHttpDestination({
          endpoint: "https://h.example/in",
          query: [{ kind: isHeader ? "header" : "param", name, value }],
        });
        const shown = JSON.stringify(redact(conf));
        expect(leaks(shown, value) || leaks(shown, encodeStrict(value))).toBe(false);
      }),
      { numRuns: 1500 },
    );
  });

  test("of a string that cannot be read contains none either", () => {
    const broken = fc.constantFrom("", "#", "%zz", "\\", "\n", " ", "\ud800");
    fc.assert(
      fc.property(secrets, broken, fc.constantFrom("https", "s3", "splunk", "HTTPS", "x"), (secret, junk, scheme) => {
        const encoded = encodeURIComponent(secret);
        for (const conf of [
          `${scheme}://h.example/in?header_Authorization=${encoded}${junk}`,
          `${scheme}://h.example/in?token=${secret}${junk}&b=${encoded}`,
          `${scheme}://h.example/in?${secret}${junk}`,
          `${scheme}://h.example/in?header_Authorization:${secret}${junk}`,
          `${scheme}://h.example/in#${secret}${junk}`,
          `${scheme}://user:${secret}@h.example/in${junk}`,
          `${scheme}://user:${secret}/${junk}@h.example/in`,
          `${scheme}://h.example/${secret}${secret}${secret}${secret}/${junk}`,
          `${secret}${junk}`,
        ]) {
          const shown = JSON.stringify(redact(conf));
          expect([conf, leaks(shown, secret) || leaks(shown, encoded)]).toEqual([conf, false]);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test.each([
    ["a bare parameter", "https://h.example?sEcReTsEcReT", "sEcReT"],
    ["base64 padding taken for =", "https://h.example?c2VjcmV0c2VjcmV0MTIz==", "c2Vjcm"],
    ["a random path segment", "https://hooks.example/services/T0/B0/XyZ12aBcD34eFgH56iJkL78m", "XyZ12a"],
    ["a UUID in the path", "https://h.example/in/123e4567-e89b-12d3-a456-426614174000", "e89b-1"],
    ["Azure's SAS", "azure://c.blob.example/logs?sv=2024&sig=aBcDeFgHiJ%3D", "aBcDeF"],
    ["R2's key", "r2://logs/{DATE}?account-id=1&secret-access-key=aBcDeFgHiJ", "aBcDeF"],
    ["a password before the host", "https://user:pAsSwOrD@h.example/", "pAsSwO"],
  ])("%s is not shown", (_title, conf, secret) => {
    expect(JSON.stringify(redact(conf))).not.toContain(secret);
  });

  test("says why the form cannot edit an https string, and gives no reason for other schemes", () => {
    expect(redact("https://h.example?header_A=%0a").reason?.code).toBe("E_DEST_CONTROL");
    const stored = redact("s3://bucket/logs/{DATE}?region=x");
    expect(stored.reason).toBeUndefined();
    expect(stored).toMatchObject({
      scheme: "s3",
      host: "bucket",
      path: "/logs/{DATE}",
      isEditable: false,
    });
  });

  test("shows equal values by their fingerprint", () => {
    const [a, b, c] = redact("https://h.example?header_A=x%41&b=xA&c=y").pairs;
    expect(a?.fingerprint).toBe(b?.fingerprint);
    expect(a?.fingerprint).not.toBe(c?.fingerprint);
  });

  test("keeps an empty segment and a plain path", () => {
    const view = redact("https://h.example:8443/api/v1/ingest?");
    expect(redactedEndpoint(view)).toBe("https://h.example:8443/api/v1/ingest");
    expect(view.pairs).toMatchObject([{ kind: "param", name: "", index: 0 }]);
  });

  test("is unchanged when redacted again", () => {
    const once = redactedEndpoint(redact("https://hooks.example/a/XyZ12aBcD34eFgH56iJkL78m"));
    expect(once).toBe(`https://hooks.example/a/${mask}`);
    expect(redactedEndpoint(redact(once))).toBe(once);
  });
});

test.each([
  ["", false],
  ["ingest", false],
  ["v1", false],
  ["services", false],
  ["cloudflare-logs", false],
  ["http-requests-2026", false],
  ["opentelemetry-collector-contrib", false],
  ["abcdefghijklmnopqrstuvwxyz", true],
  ["a1b2c3d4e5f6", true],
  ["XyZ12aBcD34eFgH56iJkL78m", true],
  ["collector", false],
  ["raw", false],
  ["http_requests", false],
  ["api", false],
  ["logs", false],
  ["singles", false],
  ["v12", false],
  ["log-shipper-123", false],
  ["2024-01", false],
  ["2024-01-31", false],
  ["2024-01.v2", false],
  ["{DATE}", false],
  ["caf%C3%A9-logs", false],
  ["••••••••", false],
  ["T0", false],
  ["aBc", true],
  ["myService", true],
  ["dGVzdA=", true],
  ["dGVzdA%3D", true],
  ["12345", false],
  ["123456", true],
  ["4111-1111-1111", true],
  ["a1b2c3d", false],
  ["a1b2c3d4", true],
  ["token123", true],
  ["ABCD1234", true],
  ["12345-abcd", true],
  ["123e4567-e89b-12d3-a456-426614174000", true],
  ["ABCDEFGHIJKLMNOPQRSTUVWXYZ", true],
])("whether %j looks random: %s", (segment, expected) => expect(looksRandom(segment)).toBe(expected));

test("a destination that can be read has no reason, and of an unreadable one the first is shown", () => {
  expect(redact("https://h.example/in?a=b")).not.toHaveProperty("reason");
  expect(redact("https://h.example/in#a")).toHaveProperty("reason.code", "E_DEST_FRAGMENT");
  expect(redact("s3://h.example/in#a")).not.toHaveProperty("reason");
});

test("a single label is a bucket's name, and in a web address perhaps a password", () => {
  expect(redact("s3://intranet/x").host).toBe("intranet");
  expect(redact("https://intranet/x").host).toBe(mask);
  expect(redact("http://intranet/x").host).toBe(mask);
});

test("the names of an unreadable query are shown, those without a value are not", () => {
  const names = (query: string) => redact(`https://h.example:0/?${query}`).pairs.map(({ name }) => name);
  expect(names("a=b&header_X=c&word&=d&%zz=e&abcdE=&abcdE=f&abcdE==")).toEqual([
    ...["a", "X", mask, "", mask],
    ...[mask, "abcdE", mask],
  ]);
  expect(redact("https://h.example:0/#a=b").pairs).toEqual([]);
  expect(redact("https://h.example:0/").pairs).toEqual([]);
});

test("a name that could be a token whose padding was read as an = is not shown", () => {
  const names = (conf: string) => redact(conf).pairs.map(({ name }) => name);
  expect(names("https://h.example/?abcdE=&abcdE=f&abcdE=%3D&abcdE==g")).toEqual([mask, "abcdE", mask, "abcdE"]);
});

test.each([
  ["header", "Content-Type", false],
  ["header", "USER-AGENT", false],
  ["header", "X-Anything", true],
  ["param", "Content-Type", false],
  ["param", "api_Key", true],
] as const)("the value of the %s %s is a secret: %s", (kind, name, isSecret) => {
  expect(isSecretPair({ kind, name })).toBe(isSecret);
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { messyConfs } from "../testing/arbitraries.ts";
import { exampleConf } from "../testing/form-values.ts";
import { exampleGroups } from "./examples.ts";
import { explainDestination } from "./explain-destination.ts";
import { schemes } from "./scheme-facts.ts";

const textOf = (paste: string) =>
  explainDestination(paste)
    .pieces.map(({ text }) => text)
    .join("");

function found(paste: string): string[] {
  const { findings, pieces } = explainDestination(paste);
  return findings.map(({ code, piece }) => `${code}: ${piece === undefined ? "" : pieces[piece]?.text}`);
}

const auth = "header_Authorization=Basic%20abc";

describe("the pieces, joined, are the pasted text", () => {
  const wrappers = fc.constantFrom(
    ["", ""],
    [" ", "\n"],
    ['"', '",'],
    ["'", "'"],
    ['"destination_conf": "', '",\n'],
    ["destination_conf = '", "'"],
    ['curl -d \'{"destination_conf":"', "\"}'"],
    ["<", ">"],
    ["“", "”"],
  );
  const escapers: ((text: string) => string)[] = [
    (text) => text,
    (text) => text.replaceAll("&", "\\u0026"),
    (text) => text.replaceAll("&", "&amp;"),
    (text) => text.replaceAll("/", "\\/"),
    (text) => text.replaceAll("&", "\\\\\\u0026amp;"),
    (text) => text.replace(/[?&=]/g, "\\$&"),
  ];

  test("for destination strings of every kind, wrapped and escaped in every way", () => {
    fc.assert(
      fc.property(
        messyConfs,
        fc.constantFrom(...schemes, "ftp", "HTTPS"),
        wrappers,
        fc.constantFrom(...escapers),
        (conf, scheme, [before, after], spell) => {
          const paste = before + spell(conf.replace("https", scheme)) + after;
          expect(textOf(paste)).toBe(paste);
        },
      ),
      { numRuns: 3000 },
    );
  });

  test("for any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), (paste) => {
        expect(textOf(paste)).toBe(paste);
      }),
      { numRuns: 2000 },
    );
  });
});

test("each piece of the documentation's example has a meaning", () => {
  const { label, pieces, findings, bytes } = explainDestination(exampleConf);
  expect([label, findings, bytes]).toEqual(["HTTP endpoint", [], exampleConf.length]);
  expect(pieces.map(({ kind, text, decoded = "", isSecret = false }) => [kind, text, decoded, isSecret])).toEqual([
    ["scheme", "https://", "", false],
    ["host", "logs.example.com", "logs.example.com", false],
    ["mark", "?", "", false],
    ["prefix", "header_", "", false],
    ["header-name", "Authorization", "Authorization", false],
    ["mark", "=", "", false],
    ["header-value", "Basic%20REDACTED", "Basic REDACTED", true],
    ["mark", "&", "", false],
    ["param-name", "tags", "tags", false],
    ["mark", "=", "", false],
    [
      "param-value",
      "host:theburritobot.com,dataset:http_requests",
      "host:theburritobot.com,dataset:http_requests",
      false,
    ],
  ]);
  for (const { meaning } of pieces) expect(meaning).toMatch(/^[A-Z].*\.$/);
  expect(pieces[6]?.meaning).toMatch(/^Basic: user name and password in base64/);
});

test.each([
  [`http://h.example?${auth}`, ["E_DEST_SCHEME: http://"]],
  ["h.example/in", ["E_DEST_SCHEME: h.example/in"]],
  [`HTTPS://h.example?${auth}`, ["scheme-case: HTTPS://"]],
  [`ftp://h.example?${auth}`, ["unknown-scheme: ftp://"]],
  ["https://h.example?token=abc", ["secret-parameter: token"]],
  ["https://h.example", ["no-secret: "]],
  ["https://h.example?header_A=a+b", ["raw-plus: a+b"]],
  ["https://h.example?header_A=a%2520b", ["looks-encoded: a%2520b"]],
  ["https://h.example?header_X-A=1&header_x-a=2&header_X-a=3", ["E_HEADER_DUPLICATE: x-a", "E_HEADER_DUPLICATE: X-a"]],
  [`https://h.example?${auth}&HEADER_A=1`, ["prefix-case: HEADER_A"]],
  [`https://h.example?${auth}&header_Host=h`, ["E_HEADER_FRAMING: Host"]],
  [`https://h.example#?${auth}`, ["E_DEST_FRAGMENT: #", "no-secret: "]],
  [`https://u:p@h.example?${auth}`, ["E_DEST_USERINFO: u:p@"]],
  [`https://10.0.0.1/?${auth}`, ["private-host: 10.0.0.1"]],
  [`https://localhost:8080/?${auth}`, ["private-host: localhost"]],
  [`https://h.example?${auth}&a=é`, ["non-ascii: é", "unsafe-character: é"]],
  [`https://h.example?${auth}&a=b;c`, ["raw-semicolon: b;c"]],
  [`https://h.example?${auth}&a=%zz`, ["E_DEST_ESCAPE: %zz"]],
  [`https://h.example?${auth}&a=%ff`, ["E_DEST_UTF8: %ff"]],
  [`https://h.example?${auth}&a=%0d%0aX:1`, ["E_DEST_CONTROL: %0d%0aX:1"]],
  [`https://h.example?${auth}&a=b c`, ["raw-space: b c"]],
  [`https://h.example?${auth}&a=b~c`, ["unsafe-character: b~c"]],
  [`https://h.example/a~b?${auth}`, ["path-character: /a~b"]],
  [`https://h.example/a b?${auth}`, ["E_DEST_SPACE: /a b"]],
  [`https://h.example/{DATE}/x?${auth}`, ["date-placeholder: {DATE}"]],
  [`https://h.example:99999/?${auth}`, ["E_DEST_PORT: 99999"]],
  [`https://h.example:/?${auth}`, ["E_DEST_PORT: h.example"]],
  [`https://bücher.example/?${auth}`, ["E_DEST_HOST_CANONICAL: bücher.example"]],
  ["https://", ["E_DEST_HOST: https://", "no-secret: "]],
  ["https://h.example?header_=1", ["E_HEADER_NAME_EMPTY: 1"]],
  ["https://h.example?header_A:secret", ["E_HEADER_NAME: A:secret"]],
  ["https://h.example?header_A=", ["E_HEADER_VALUE_EMPTY: A", "no-secret: "]],
  ["https://h.example?header_A=%20a", ["E_HEADER_SPACE: %20a"]],
  [
    "https://h.example?header_A=%E2%80%A2%E2%80%A2%E2%80%A2",
    ["E_MASK_VALUE: %E2%80%A2%E2%80%A2%E2%80%A2", "non-ascii: %E2%80%A2%E2%80%A2%E2%80%A2"],
  ],
  [`https://h.example?${auth}&&`, []],
  [` https://h.example?${auth}\n`, ["wrapped-paste: "]],
  [`"https://h.example?${auth}\\u0026a=b",`, ["escaped-paste: ", "wrapped-paste: "]],
  [`https://h.example?${auth}&amp;a=b`, ["escaped-paste: "]],
  ["", []],
  ["\n", []],
])("%s", (paste, expected) => expect(found(paste)).toEqual(expected));

test("more than 4096 bytes are too long", () => {
  expect(found(`https://h.example/${"a/".repeat(2050)}?${auth}`)).toEqual(["E_DEST_TOO_LONG: "]);
});

describe("other kinds of destinations", () => {
  const r2 = "r2://b/p/{DATE}?account-id=1&access-key-id=2&secret-access-key=3";
  test.each([
    [r2, []],
    [r2.replace("&secret-access-key=3", ""), ["missing-parameter: r2://"]],
    [`${r2}&x=1`, ["unknown-parameter: x"]],
    [`${r2}&header_A=1`, ["header-not-taken: A"]],
    ["r2://", ["missing-parameter: r2://", "address-form: r2://"]],
    ["s3://b/d?region=us-east-1&sse=AES256", ["ownership: s3://"]],
    ["s3://b/d?sse=AES256", ["missing-parameter: s3://", "ownership: s3://"]],
    ["s3://b?region=r&access-key-id=1&secret-access-key=a+b&endpoint=h", ["raw-plus: a+b"]],
    ["s3://b?region=r&endpoint=h", ["missing-parameter: s3://", "ownership: s3://"]],
    ["gs://b/d~", ["unsafe-character: /d~", "ownership: gs://"]],
    ["gs://b/%zz", ["E_DEST_ESCAPE: /%zz", "ownership: gs://"]],
    ["azure://c/d?sp=w&ss=b&srt=o&sig=a%2Bb", ["ownership: azure://"]],
    ["azure://c/d?sp=r&ss=f&srt=s&sig=a", ["sas-right: sp", "sas-right: ss", "sas-right: srt", "ownership: azure://"]],
    ["sumo://h.example/receiver/v1/http/CODE", ["ownership: sumo://"]],
    ["sumo://h.example/in", ["address-form: sumo://", "ownership: sumo://"]],
    ["splunk://h.example:8088/services/collector/raw?channel=1&header_authorization=Splunk%20t", []],
    [
      "splunk://h.example:9997/x?channel=1&insecure-skip-verify=true&header_Authorization=Bearer%20t",
      ["splunk-port: splunk://", "certificate-unchecked: insecure-skip-verify", "authorization-form: Authorization"],
    ],
    ["datadog://h.example/api/v2/logs?ddsource=cloudflare", ["missing-parameter: datadog://"]],
    ["sentinelone://h.example/in?header_Authorization=Bearer%20t", []],
    [
      "sentinelone://10.0.0.1/in?header_Authorization=t",
      ["private-host: 10.0.0.1", "authorization-form: Authorization"],
    ],
    ["bq://projects/p/datasets/d/tables/t?credentials=base64:abc", []],
    ["bq://p/d/t?credentials=abc", ["address-form: bq://", "credentials-form: credentials"]],
    ["kinesis://s?region=r&sts-assume-role-arn=arn:aws:iam::1:role%2Fx", []],
    ["kinesis://s?region=r", ["missing-parameter: kinesis://"]],
    ["ibmcl://i.ingress.r.logs.cloud.ibm.com/logs/v1/singles?ibm_api_key=k", []],
    ["cos://b/d", ["undocumented: cos://"]],
  ])("%s", (conf, expected) => expect(found(conf)).toEqual(expected));

  test("every documented kind explains its parts and masks its secrets", () => {
    const confs = {
      "r2://b/p?secret-access-key=S3": "S3",
      "azure://c?sig=S3": "S3",
      "sumo://h.example/receiver/v1/http/S3": "S3",
      "bq://projects/p/datasets/d/tables/t?credentials=S3": "S3",
      "ibmcl://h.example?ibm_api_key=S3": "S3",
      "datadog://h.example?header_DD-API-KEY=S3": "S3",
    };
    for (const [conf, secret] of Object.entries(confs)) {
      const { pieces, label } = explainDestination(conf);
      expect(label).not.toBe("Unknown destination");
      expect(pieces.filter(({ isSecret }) => isSecret).map(({ text }) => text)).toEqual([secret]);
      for (const { meaning } of pieces) expect(meaning).toMatch(/^[A-Z].*\.$/);
    }
  });
});

test("no sentence repeats a secret", () => {
  const secret = "sEcReT~;+%2520é";
  fc.assert(
    fc.property(
      fc.constantFrom(
        "header_X-Key=",
        "header_Authorization=Basic%20",
        "token=",
        "header_Authorization:",
        "Header_Key=",
        "header_A b=",
      ),
      fc.constantFrom(...schemes, "http", "ftp"),
      (start, scheme) => {
        const { pieces, findings } = explainDestination(`${scheme}://h.example/in?${start}${secret}`);
        const said = [
          ...pieces.map(({ meaning }) => meaning),
          ...findings.flatMap((item) => [item.message, item.nextStep]),
        ];
        for (const sentence of said) expect(sentence).not.toMatch(/sEcReT|é/);
      },
    ),
  );
});

test("the examples fit their group, and every finding is a pair of sentences", () => {
  const [well, mistaken] = exampleGroups;
  for (const { text } of well?.examples ?? []) expect(found(text)).toEqual([]);
  for (const { text } of mistaken?.examples ?? []) {
    const { findings } = explainDestination(text);
    expect(
      findings.some(({ severity }) => severity !== "info"),
      text,
    ).toBe(true);
    for (const { message, nextStep } of findings) {
      expect(message).toMatch(/^[A-Z{].*\.$/);
      expect(nextStep).toMatch(/^[A-Z].*\.$/);
    }
  }
});

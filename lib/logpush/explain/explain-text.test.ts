import { describe, expect, test } from "vitest";
import { exampleConf } from "../testing/form-values.ts";
import { explainText } from "./explain-text.ts";

const d = "$";
const destinationOf = (text: string) => {
  const { kind, destination, error } = explainText(text);
  expect([kind, error]).toEqual(["destination", null]);
  return destination;
};
const codesOf = (text: string) => destinationOf(text)?.problems.map(({ code }) => code);

describe("a text with a destination", () => {
  test.each([
    ["the string alone", exampleConf],
    ["a job", JSON.stringify({ name: "a", destination_conf: exampleConf, error_message: null, last_error: null })],
    [
      "an answer with a job",
      JSON.stringify({ errors: [], messages: [], result: { destination_conf: exampleConf }, success: true }),
    ],
    [
      "a command",
      `curl https://api.cloudflare.com/client/v4/zones/1/logpush/jobs -d '{"destination_conf":"${exampleConf}"}'`,
    ],
    ["Terraform", `resource "cloudflare_logpush_job" "a" {\n  destination_conf = "${exampleConf}"\n}`],
    ["YAML", `dataset: http_requests\ndestination_conf: ${exampleConf}\n`],
    ["a variable", `DEST='${exampleConf}'`],
    ["JSON with escapes", `{"destination_conf":"${exampleConf.replaceAll("&", "\\u0026")}"}`],
  ])("%s is correct", (_where, text) => {
    expect(destinationOf(text)).toEqual({ scheme: "https", problems: [], fixed: exampleConf });
  });

  test.each([
    ["http://h.example?header_A=b", "http", ["E_DEST_SCHEME"], "https://h.example?header_A=b"],
    ["HTTPS://h.example?header_A=b", "https", ["scheme-case"], "https://h.example?header_A=b"],
    ["h.example/in?header_A=b", "", ["E_DEST_SCHEME"], "https://h.example/in?header_A=b"],
    ["https://h.example?header_A=b&amp;c=d", "https", ["escaped-paste"], "https://h.example?header_A=b&c=d"],
    [
      "https://h.example?header_A=b&tags=env:prod|team:x",
      "https",
      ["unsafe-character"],
      "https://h.example?header_A=b&tags=env:prod%7Cteam:x",
    ],
    ["https://h.example?header_A=b+c", "https", ["raw-plus"], "https://h.example?header_A=b+c"],
    [
      `destination_conf = "https://h.example?header_A=Bearer+${d}{var.x}"`,
      "https",
      ["raw-plus", "reference"],
      `https://h.example?header_A=Bearer+${d}{var.x}`,
    ],
    ["https://h.example?header_A=%zz", "https", ["E_DEST_ESCAPE"], null],
    ["https://u:p@h.example?header_A=b", "https", ["E_DEST_USERINFO"], null],
    ["https://h.example?header_A=b&header_a=c", "https", ["E_HEADER_DUPLICATE"], null],
    [`${d}{var.destination}`, "", ["reference"], `${d}{var.destination}`],
    [
      "r2://b/p?account-id=$ID&access-key-id=<KEY>&secret-access-key={{ secret }}",
      "r2",
      ["reference", "reference", "reference"],
      "r2://b/p?account-id=$ID&access-key-id=<KEY>&secret-access-key={{ secret }}",
    ],
    [
      "https://h.example/in?header_A=b;header_C=d",
      "https",
      ["separator", "raw-semicolon"],
      "https://h.example/in?header_A=b&header_C=d",
    ],
    ["https://h.example/in&header_A=b", "https", ["separator"], "https://h.example/in?header_A=b"],
    ["", "", ["E_DEST_EMPTY"], null],
  ])("%s", (text, scheme, codes, fixed) => {
    expect(codesOf(text)).toEqual(codes);
    expect(destinationOf(text)).toMatchObject({ scheme, fixed });
  });

  test("the sentence about a + names both encodings", () => {
    const { problems = [] } = destinationOf("https://h.example?header_A=b+c") ?? {};
    expect(problems[0]?.message).toMatch(/%20.*%2B/);
  });
});

test.each([
  "error 401: error pushing: error uploading to https: 401",
  "error validating destination: error writing object: error uploading",
  "x509: certificate is valid for a, not b.example.com",
  "1004: missing required permissions",
  "1002: invalid destination_conf: access-key-id must be provided",
  'invalid destination_conf: config string must match "^[a-zA-Z0-9]+$"',
  "1105",
  '{"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}',
  'POST "https://api.cloudflare.com/client/v4/accounts/1/logpush/jobs": 403 Forbidden {"success":false,"errors":[{"code":10000,"message":"Authentication error"}]}',
  '"error_message": "error 415: error pushing: error uploading to https: 415",',
  JSON.stringify({ id: 1, destination_conf: exampleConf, error_message: "error 500: error pushing" }),
  'Post "https://logs.example.com/in": dial tcp: lookup logs.example.com: connection refused',
  'Error: error parsing logpush job from resource: Key is missing\n  with destination_conf = "https://a.example"',
  "something went wrong",
])("%s is read as an error", (text) => {
  const { kind, destination, error } = explainText(text);
  expect([kind, destination]).toEqual(["error", null]);
  expect(error).toMatchObject({
    code: expect.stringMatching(/^E_/),
    message: expect.any(String),
    nextStep: expect.any(String),
  });
});

test("the cause of an error comes from the table", () => {
  expect(
    explainText('{"success":false,"errors":[{"code":1004,"message":"exceeded max jobs allowed"}]}').error,
  ).toMatchObject({
    code: "E_QUOTA",
  });
  expect(explainText("something went wrong").error).toMatchObject({ code: "E_CAUSE_UNKNOWN" });
});

describe("a long text is explained quickly", () => {
  const long = (piece: string) => piece.repeat(Math.ceil(190_000 / piece.length));
  test.each([
    ["a", long("a")],
    ["backslashes", long("\\")],
    ["references", `https://logs.example.com/in?x=${long("$A ")}`],
    ["quoted pieces with brackets that stay open", `destination_conf: "${long('"+a[')}`],
    ["quotes", long(`"'`)],
    ["objects", long("{a:1} ")],
    ["lists", long('["')],
  ])("%s", (_title, text) => {
    expect(["destination", "error"]).toContain(explainText(text).kind);
  });
});

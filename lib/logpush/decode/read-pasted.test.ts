import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { describeDecoded } from "./decode.ts";
import { readPasted } from "./read-pasted.ts";

const codesIn = (text: string) => readPasted(text)?.readings.map(({ decoded }) => decoded?.code);

describe("texts that people paste", () => {
  test.each<[title: string, text: string, codes: (string | undefined)[]]>([
    ["a status of health", " 1105 ", ["E_DESTINATION_DNS"]],
    ["a status with its name", "status: 1106", ["E_DESTINATION_TIMEOUT"]],
    ["a success", "200", [undefined]],
    ["an error message", "x509: certificate signed by unknown authority", ["E_DESTINATION_CERT_UNTRUSTED"]],
    [
      "what Terraform prints",
      "Error: creating a new job is not allowed: exceeded max jobs allowed (1004)",
      ["E_QUOTA"],
    ],
    ["a code in front", "9109: Invalid access token", ["E_CREDENTIAL"]],
    ["a client's words", 'HTTP status 403: content "Authentication error (10000)"', ["E_PERMISSION"]],
    ["an HTTP status of the API that says nothing", "HTTP 500: oops", ["E_CAUSE_UNKNOWN"]],
    [
      "an envelope",
      '{"success":false,"errors":[{"code":1002,"message":"error validating destination: DNSError: no such host"}],"result":null}',
      ["E_DESTINATION_DNS"],
    ],
    [
      "an envelope that is not in the table",
      '{"errors":[{"code":1002,"message":"max_upload_bytes must be an integer"}]}',
      ["E_CAUSE_UNKNOWN"],
    ],
    ["a job", '{"id":1,"error_message":"error 401: error pushing","last_error":null}', ["E_DESTINATION_401"]],
    [
      "a list of jobs, each text once",
      '{"result":[{"error_message":"error 404: error pushing"},{"error_message":"error 404: error pushing"},{"error_message":null},{"error_message":"Post: EOF"}]}',
      ["E_DESTINATION_404", "E_DESTINATION_CLOSED"],
    ],
    ["one line of a job", '"error_message": "error 415: error pushing: {\\"a\\":1}",', ["E_DESTINATION_415"]],
    ["a string of JSON", '"error 429: error pushing"', ["E_DESTINATION_429"]],
    [
      "a check that says no",
      '{"result":{"valid":false,"message":"config string must match"}}',
      ["E_DESTINATION_MALFORMED"],
    ],
    [
      "an answer of GraphQL",
      '{"data":{"viewer":{"zones":[{"logpushHealthAdaptiveGroups":[{"count":3,"dimensions":{"jobId":1,"status":1102}},{"dimensions":{"jobId":1,"status":200}}]}]}},"errors":null}',
      ["E_DESTINATION_TIMEOUT_CONNECT", undefined],
    ],
    ["JSON without a failure", '{"success":true,"errors":[],"result":[]}', ["E_CAUSE_UNKNOWN"]],
  ])("%s", (_title, text, codes) => expect(codesIn(text)).toEqual(codes));

  test("headers before an answer give its status and its ray", () => {
    const answer =
      'HTTP/2 401\ncf-ray: 8f0012345678abcd-FRA\n\n{"errors":[{"code":1000,"message":"Invalid API Token"}]}';
    const pasted = readPasted(answer);
    expect(pasted?.cfRay).toBe("8f0012345678abcd-FRA");
    expect(pasted?.readings).toMatchObject([{ text: "1000: Invalid API Token", decoded: { code: "E_CREDENTIAL" } }]);
  });

  test("an empty text gives nothing", () => expect(readPasted(" \n ")).toBeUndefined());

  test("an unknown text is kept unchanged", () => {
    expect(readPasted("  a <b>riddle</b>\n")?.readings[0]?.text).toBe("a <b>riddle</b>");
  });
});

const words = fc.constantFrom(
  "error 415: ",
  "error pushing: ",
  "dial tcp ",
  "lookup ",
  "status:",
  "404",
  "1105",
  "x509: certificate is valid for",
  '{"errors":[',
  '{"code":1004,"message":"',
  '"}]}',
  "timeout",
  "{status}",
  "(1004)",
  "HTTP/2 429\n",
);
const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.array(fc.oneof(words, fc.string({ maxLength: 8 })), { maxLength: 12 }).map((parts) => parts.join("")),
  fc.json(),
);

test("any text is read without throwing, leaves no placeholder open, and gives at least one reading", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const pasted = readPasted(text);
      if (text.trim() === "") return pasted === undefined;
      const readings = pasted?.readings ?? [];
      const errors = readings.flatMap(({ decoded }) => (decoded ? [describeDecoded(decoded)] : []));
      return (
        readings.length > 0 &&
        errors.every(({ message, nextStep, checks = [] }) => !/\{\w+\}/.test([message, nextStep, ...checks].join()))
      );
    }),
    { numRuns: 2000 },
  );
});

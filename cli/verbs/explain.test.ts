import { describe, expect, test } from "vitest";
import cases from "../testing/field-cases.data.json" with { type: "json" };
import { terminalOf } from "../testing/terminal.ts";

type Case = keyof typeof cases;
type Answer = {
  kind: string;
  destination: { scheme: string; problems: { code: string; message: string }[]; fixed: string | null } | null;
  error: { code: string; certainty: string | null; message: string; nextStep: string } | null;
};

async function explain(text: string): Promise<{ code: number; answer: Answer }> {
  const { code, out, err } = await terminalOf({ "-": text }).run("explain", "-", "--json");
  expect(err).toEqual([]);
  const answer: Answer = JSON.parse(out.join("\n"));
  return { code, answer };
}

describe("errors", () => {
  test.each<[Case, code: string]>([
    ["error: 1004 for a filter value", "E_FILTER_VALUE"],
    ["error: HTTP status 400 of the API", "E_DESTINATION_REFUSED"],
    ["error: status line of the SDK", "E_PERMISSION"],
    ["error: 7003 for a placeholder", "E_SCOPE_ID"],
    ["error: 9106", "E_CREDENTIAL"],
    ["error: the provider cannot read a filter", "E_FILTER_GRAMMAR"],
    ["error: validating destination", "E_DESTINATION_REFUSED"],
    ["error: Bot Management fields", "E_FIELDS_PLAN"],
    ["error: exceeded max jobs", "E_QUOTA"],
    ["error: status:500", "E_DESTINATION_5XX"],
    ["error: status 404", "E_DESTINATION_404"],
    ["error: a job with 415", "E_DESTINATION_415"],
    ["error: ownership challenge", "E_OWNERSHIP"],
    ["error: access-key-id", "E_DESTINATION_MALFORMED"],
    ["error: missing permissions", "E_PERMISSION"],
    ["error: reading job for product", "E_PERMISSION_PII"],
    ["error: x509 name", "E_DESTINATION_CERT_NAME"],
    ["error: config string", "E_DESTINATION_MALFORMED"],
    ["error: a GraphQL answer", "E_ANALYTICS"],
  ])("%s: %s", async (name, code) => {
    const explained = await explain(cases[name]);
    expect(explained.code).toBe(0);
    expect(explained.answer).toMatchObject({ kind: "error", destination: null, error: { code } });
    expect(explained.answer.error?.nextStep).not.toBe("");
  });

  test("an unknown error is reported as unknown and exits with 1", async () => {
    const { code, answer } = await explain("Error: the flux capacitor is empty");
    expect(code).toBe(1);
    expect(answer.error).toMatchObject({ code: "E_CAUSE_UNKNOWN", certainty: null });
  });
});

describe("destinations", () => {
  test.each<[Case, code: string | null, fixed: string | null]>([
    ["destination: | in a parameter", "unsafe-character", "https://logs.example.com/in?tags=env:prod%7Cteam:x"],
    ["destination: &amp; from a web page", "escaped-paste", "https://logs.example.com/in?header_X-A=1&header_X-B=2"],
  ])("%s", async (name, code, fixed) => {
    const { answer } = await explain(cases[name]);
    expect(answer).toMatchObject({ kind: "destination", error: null, destination: { scheme: "https", fixed } });
    expect(answer.destination?.problems.map((problem) => problem.code)).toContain(code);
  });

  test("a reference stays as written", async () => {
    const { answer } = await explain(cases["destination: a Terraform reference in a header"]);
    expect(answer.destination?.fixed).toContain("$" + "{var.otel_bearer_token}");
    expect(answer.destination?.fixed).toMatch(
      /^https:\/\/otel-collector\.internal\.example\.com\/v1\/logs\?header_Authorization=Bearer/,
    );
  });

  test("a body with a variable spliced in is not cut off", async () => {
    const { answer } = await explain(cases["destination: a shell variable spliced into a body"]);
    expect(answer.destination).toMatchObject({
      scheme: "r2",
      fixed:
        "r2://cavaliq-logs/{DATE}/{HH}?account-id=$ACCOUNT_ID&access-key-id=<R2_ACCESS_KEY>&secret-access-key=<R2_SECRET>",
    });
    expect(JSON.stringify(answer.destination?.problems)).not.toContain("missing");
  });

  test("a raw + is a question that names both answers", async () => {
    const { code, answer } = await explain(cases["destination: a raw + in a header"]);
    expect(code).toBe(2);
    expect(JSON.stringify(answer.destination?.problems)).toMatch(/%20[\s\S]*%2B/);
  });

  test("a correct string is its own fixed version", async () => {
    const conf = "https://logs.example.com/in?header_Authorization=Bearer%20abc&tags=a:b,c:d";
    const { code, answer } = await explain(conf);
    expect({ code, answer }).toEqual({
      code: 0,
      answer: { kind: "destination", destination: { scheme: "https", problems: [], fixed: conf }, error: null },
    });
  });
});

test("the text for people is short and contains the code", async () => {
  const { out } = await terminalOf().run("explain", cases["error: status:500"]);
  expect(out.join("\n")).toContain("E_DESTINATION_5XX");
});

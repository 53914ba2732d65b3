import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findReferences } from "../destination/references.ts";
import { explainDestination } from "./explain-destination.ts";
import { fixDestination } from "./fix-destination.ts";

const d = "$";
const fixedOf = (paste: string) => fixDestination(paste).fixed;
const referencesIn = (paste: string) =>
  explainDestination(paste)
    .findings.filter(({ code }) => code === "reference")
    .map(({ message }) => /fill in (.*)\.$/.exec(message)?.[1]);

const everyForm = [
  `${d}{var.x}`,
  `${d}{X}`,
  `${d}{join("&", var.a["b"])}`,
  `${d}{var.a ? "x" : "y"}`,
  "$NAME",
  "$env:NAME",
  "<NAME>",
  "<SOME NAME>",
  "<your-api-key>",
  "{{ x }}",
  "{{x.y}}",
  "%NAME%",
  "%DEST_KEY%",
  "{zone_id}",
  `'"$VAR"'`,
  `'"${d}{VAR}"'`,
  "'$VAR'",
  `"$VAR"`,
  "$(cat key.txt)",
  "$($x)",
  "$($config.token)",
  `$(jq -r .key "$FILE")`,
  `#{token}`,
];

describe("a reference in any form", () => {
  test.each(everyForm)("%s is found as a whole", (form) => {
    expect(findReferences(`https://h.example/in?a=${form}&b=c`).map(({ text }) => text)).toEqual([form]);
  });

  test.each(everyForm)("%s stays as written, and is listed", (form) => {
    for (const conf of [
      `https://h.example/in?header_Authorization=Bearer%20${form}&tags=a:b`,
      `https://h.example/in?header_Authorization=Bearer+${form}`,
      `https://h.example/${form}/in?header_X-Key=k`,
      `r2://bucket/${form}?account-id=a&access-key-id=b&secret-access-key=${form}`,
      `s3://${form}/logs?region=${form}&sse=AES256`,
      `splunk://h.example:8088/services/collector/raw?channel=${form}&header_Authorization=${form}`,
    ]) {
      expect(fixedOf(conf)).toBe(conf);
      expect(referencesIn(conf)).toEqual([form]);
      expect(explainDestination(conf).findings.filter(({ severity }) => severity === "danger")).toEqual([]);
    }
  });

  test.each([
    ["$token in place of a value", "https://h.example?header_X-Key=$token", ["$token"]],
    ["a $ in a password", "https://h.example?header_X-Key=pa$word1", []],
    ["a price", "https://h.example?header_X-Key=k&a=$5", []],
    ["escapes", "https://h.example?header_X-Key=%C3%A9%20off%20%7Bx%7D", []],
    ["what Cloudflare fills in", "r2://b/{DATE}/{HH}?account-id=1", []],
    ["an encoded brace", "https://h.example?header_X-Key=%7B%7Bx%7D%7D", []],
    ["an open bracket", "https://h.example?header_X-Key=${x&a=<b", []],
    ["a comparison", "https://h.example?header_X-Key=a<b&c=d>e", []],
  ])("%s", (_what, conf, expected) => {
    expect(findReferences(conf).map(({ text }) => text)).toEqual(expected);
  });

  test("a possible password is not repeated", () => {
    const { findings, pieces } = explainDestination("https://h.example?header_X-Key=$ecretword");
    expect(JSON.stringify(findings)).not.toContain("ecretword");
    expect(pieces.find(({ text }) => text === "$ecretword")).toMatchObject({ isSecret: true });
  });

  test("other characters beside it are fixed, and unknown text gets no finding", () => {
    const paste = `https://${d}{var.host}:${d}{var.port}/a b?header_X-Key=${d}{var.key}~&header_${d}{var.a}=1&header_${d}{var.b}=2`;
    expect(fixedOf(paste)).toBe(paste.replace("a b", "a%20b").replace("}~", "}%7E"));
    const codes = explainDestination(paste).findings.map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(["E_DEST_SPACE", "unsafe-character", "reference"]));
    expect(explainDestination(`r2://b?${d}{var.keys}`).findings.map(({ code }) => code)).toEqual(["reference"]);
    expect(explainDestination(`${d}{var.destination}`).findings.map(({ code }) => code)).toEqual(["reference"]);
  });
});

const r2 =
  "r2://cavaliq-logs/{DATE}/{HH}?account-id=$ACCOUNT_ID&access-key-id=<R2_ACCESS_KEY>&secret-access-key=<R2_SECRET>";
const plain = "https://h.example/in?header_Authorization=Bearer%20abc&tags=a:b";

describe("the whole string is found in", () => {
  test.each([
    [
      "a body in single quotes with a variable between",
      `curl -X POST "https://api.cloudflare.com/client/v4/accounts/$ACCOUNT_ID/logpush/jobs" \\
  -H "Authorization: Bearer $CF_API_TOKEN" \\
  --data '{
    "name": "a",
    "destination_conf": "${r2.replace("$ACCOUNT_ID", `'"$ACCOUNT_ID"'`)}",
    "dataset": "workers_trace_events"
  }'`,
      r2,
    ],
    [
      "one without inner double quotes",
      `curl -d '{"destination_conf":"${r2.replace("$ACCOUNT_ID", "'$ACCOUNT_ID'")}"}'`,
      r2,
    ],
    [
      "one with a command between",
      `-d '{"destination_conf":"https://h.example?header_X='"$(jq -r .a "$f")"'&b=1","enabled":true}'`,
      `https://h.example?header_X=$(jq -r .a "$f")&b=1`,
    ],
    [
      "a body in double quotes",
      `curl -d "{\\"destination_conf\\":\\"https://h.example?header_X=$KEY&b=1\\",\\"enabled\\":true}"`,
      "https://h.example?header_X=$KEY&b=1",
    ],
    [
      "one that leaves its quotes",
      `curl -d "{\\"destination_conf\\":\\"https://h.example?header_X="$KEY"&b=1\\"}"`,
      "https://h.example?header_X=$KEY&b=1",
    ],
    [
      "a heredoc",
      `curl -d @- <<EOF\n{ "destination_conf": "https://h.example?header_X=$KEY&b=1" }\nEOF`,
      "https://h.example?header_X=$KEY&b=1",
    ],
    ["JSON inside a JSON text", `{"body":"{\\"destination_conf\\":\\"${plain}\\",\\"enabled\\":true}"}`, plain],
    ["JSON inside JSON twice", `{"a":"{\\\\\\"destination_conf\\\\\\":\\\\\\"${plain}\\\\\\"}"}`, plain],
    [
      "JSON with escapes",
      `{"destination_conf":"${plain.replaceAll("/", "\\/").replaceAll("&", "\\u0026")}","enabled":true}`,
      plain,
    ],
    [
      "Terraform with quotes in a reference",
      `  destination_conf = "https://h.example?header_X=${d}{var.a["b"]}&c=1"\n  enabled = true`,
      `https://h.example?header_X=${d}{var.a["b"]}&c=1`,
    ],
    ["a Terraform heredoc", `destination_conf = <<-EOT\n  ${plain}\n  EOT\n`, plain],
    [
      "JavaScript's template",
      `const body = { destination_conf: \`https://h.example?header_X=${d}{token}&b=1\`, enabled: true };`,
      `https://h.example?header_X=${d}{token}&b=1`,
    ],
    [
      "joined texts",
      `destination_conf: "https://h.example?header_X=" + token + "&b=1",`,
      `https://h.example?header_X=${d}{token}&b=1`,
    ],
    [
      "a text joined at its end",
      `{"destination_conf": "https://h.example?header_X=" + os.environ["KEY"]}`,
      `https://h.example?header_X=${d}{os.environ["KEY"]}`,
    ],
    [
      "PowerShell",
      `$body = @{ destination_conf = "https://h.example?header_X=$($config.key)&b=1"; enabled = $true }`,
      "https://h.example?header_X=$($config.key)&b=1",
    ],
    [
      "Python",
      `"destination_conf": f"https://h.example?header_X={token}&b=1",`,
      "https://h.example?header_X={token}&b=1",
    ],
    ["Go's SDK", `DestinationConf: cloudflare.F("${plain}"),`, plain],
    ["YAML", `dataset: http_requests\ndestination_conf: ${plain}\nenabled: true`, plain],
    ["an environment", `export DESTINATION_CONF='${plain}'\ncurl x`, plain],
    ["jq", `jq -n --arg destination_conf "${plain}" '{destination_conf: $destination_conf}'`, plain],
    ["another variable", `DEST="${plain}"\ncurl -d "$DEST"`, plain],
    [
      "a text with a quote in it",
      `{"destination_conf": "https://h.example?header_X=it's&b=1"}`,
      "https://h.example?header_X=it%27s&b=1",
    ],
    ["HTML", plain.replaceAll("&", "&amp;"), plain],
  ])("%s", (_where, paste, fixed) => {
    expect(fixedOf(paste)).toBe(fixed);
    expect(fixedOf(fixed)).toBe(fixed);
    const { pieces, findings } = explainDestination(paste);
    expect(pieces.map(({ text }) => text).join("")).toBe(paste);
    expect(findings.map(({ code }) => code)).not.toContain("missing-parameter");
  });
});

describe("for random destinations with random references", () => {
  const part = fc.constantFrom("a", "b-c", "x.y", "%20", "%7E", ":", ",", "~", "|", " ", "é");
  const value = fc
    .tuple(fc.array(part, { maxLength: 4 }), fc.constantFrom(...everyForm), fc.array(part, { maxLength: 4 }))
    .map(([before, form, after]) => ({
      // A letter would belong to the name.
      text: `${before.join("")}${form}${/^\$\w/.test(form) ? "-" : ""}${after.join("")}`,
      form,
    }));
  const confs = fc
    .tuple(
      fc.constantFrom("https://h.example/in", "r2://bucket/{DATE}", "splunk://h.example:8088/raw", "s3://b/p"),
      fc.array(fc.tuple(fc.constantFrom("header_X-Key", "tags", "secret-access-key"), value), {
        minLength: 1,
        maxLength: 4,
      }),
    )
    .map(([address, pairs]) => ({
      conf: `${address}?${pairs.map(([name, { text }]) => `${name}=${text}`).join("&")}&end=last`,
      forms: pairs.map(([, { form }]) => form),
    }));

  test("every reference stays unchanged, nothing is lost, and fixing twice equals fixing once", () => {
    fc.assert(
      fc.property(confs, ({ conf, forms }) => {
        const fixed = fixedOf(conf);
        let rest = fixed;
        for (const form of forms) {
          expect(rest).toContain(form);
          rest = rest.slice(rest.indexOf(form) + form.length);
        }
        expect(fixed.endsWith("&end=last")).toBe(true);
        expect(fixedOf(fixed)).toBe(fixed);
        expect(
          explainDestination(conf)
            .pieces.map(({ text }) => text)
            .join(""),
        ).toBe(conf);
      }),
      { numRuns: 2000 },
    );
  });

  test("also inside a body in a shell's quotes", () => {
    fc.assert(
      fc.property(confs, ({ conf }) => {
        fc.pre(!/['"]/.test(conf));
        const spliced = conf.replace(/\$NAME/g, `'"$NAME"'`);
        const paste = `curl -d '{"destination_conf": "${spliced}", "enabled": true}' https://x.example`;
        expect(fixedOf(paste)).toBe(fixedOf(conf));
        expect(
          explainDestination(paste)
            .pieces.map(({ text }) => text)
            .join(""),
        ).toBe(paste);
      }),
      { numRuns: 1000 },
    );
  });
});

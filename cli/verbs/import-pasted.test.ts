import { expect, test } from "vitest";
import * as z from "zod/mini";
import { terminalOf } from "../testing/terminal.ts";

const entry = z.object({ what: z.string(), why: z.string() });
const job = z.object({
  scope: z.nullable(z.string()),
  body: z.nullable(z.record(z.string(), z.json())),
  valid: z.boolean(),
  errors: z.array(z.object({ code: z.string(), at: z.string(), message: z.string() })),
  taken: z.array(z.object({ what: z.string(), value: z.string() })),
  ignored: z.array(entry),
  unread: z.array(entry),
  assumed: z.array(z.object({ what: z.string(), value: z.string() })),
});
const report = z.object({
  jobs: z.array(job),
  error: z.nullable(z.object({ code: z.string(), message: z.string() })),
});

async function importText(text: string) {
  const { out } = await terminalOf({ "-": text }).run("import", "-", "--json");
  return { ...report.parse(JSON.parse(out.join("\n"))), printed: out.join("\n") };
}

const zone = "023e105f4ecef8ad9ca31a8372d0c353";
const api = `https://api.cloudflare.com/client/v4/zones/${zone}/logpush/jobs`;
const plain = { dataset: "http_requests", destination_conf: "https://logs.example.com/in" };
/** An expression of GitHub Actions. */
const workflow = (name: string) => `\${{ ${name} }}`;
const json = (more: object) => JSON.stringify({ ...plain, ...more });

function stateOf(attributes: object): string {
  const resource = {
    mode: "managed",
    type: "cloudflare_logpush_job",
    name: "j",
    instances: [{ attributes: { ...plain, enabled: true, ...attributes } }],
  };
  return JSON.stringify({ version: 4, resources: [resource] });
}

test.each([
  ["no id and no block in a state", stateOf({ account_id: "", zone_id: zone, output_options: [] })],
  ["an id that is not set in JSON", json({ account_id: "", zone_id: zone })],
  ["null in JSON, with the other id in another spelling", json({ account_id: null, zoneId: zone })],
])("treats an empty value as not set: %s", async (_, text) => {
  const { jobs } = await importText(text);
  expect(jobs).toMatchObject([{ scope: `zones/${zone}`, valid: true, errors: [], unread: [] }]);
});

test.each([
  ["output_options", { CVE_2021_44228: true }, { "CVE-2021-44228": true }],
  ["output_options", { cve_2021_4428: true }, { "CVE-2021-44228": true }],
  [
    "output_options",
    { timestampFormat: "rfc3339", sampleRate: 0.5 },
    { timestamp_format: "rfc3339", sample_rate: 0.5 },
  ],
  ["outputOptions", { FieldNames: ["RayID"] }, { field_names: ["RayID"] }],
])("reads a known setting in another spelling: %s %j", async (key, output, sent) => {
  const { jobs } = await importText(json({ [key]: output }));
  expect(jobs[0]?.body).toMatchObject({ output_options: sent });
  expect(Object.keys(Object(jobs[0]?.body?.output_options))).not.toContain(Object.keys(output)[0]);
});

test.each([
  [json({ maxUploadBytes: 5_000_000 }), { max_upload_bytes: 5_000_000 }],
  [json({ logpullOptions: "fields=RayID&timestamps=rfc3339" }), { output_options: { timestamp_format: "rfc3339" } }],
])("the same for keys of the job: %s", async (text, sent) => {
  const { jobs } = await importText(text);
  expect(jobs[0]?.body).toMatchObject(sent);
  expect(jobs[0]?.body).not.toHaveProperty("otherSettings");
});

test.each([json({ logpull_options: { fields: ["RayID"], timestamps: "rfc3339" } }), json({ logpull_options: 5 })])(
  "assumes nothing for a logpull_options that is not a text: %s",
  async (text) => {
    const { jobs } = await importText(text);
    expect(jobs).toMatchObject([{ body: null, errors: [{ code: "E_IMPORTED_VALUE", at: "fieldNames" }] }]);
    expect(jobs[0]?.assumed.map(({ what }) => what)).toEqual(["Enabled"]);
  },
);

test.each([
  ['{"dataset":"dns_logs","enabled":true}', ["Fields", "Timestamp format"]],
  [`curl -X PUT ${api}/146 -d '{"enabled":true}'`, ["Dataset", "Fields", "Timestamp format"]],
  ['{"dataset":"dns_logs","enabled":"yes"}', ["Fields", "Timestamp format"]],
])("does not fill in what a part of a job specifies: %s", async (text, assumed) => {
  const { jobs } = await importText(text);
  expect(jobs[0]?.assumed.map(({ what }) => what)).toEqual(assumed);
});

test.each([
  [`zones/${zone.slice(1)}`, json({ zone_id: zone.slice(1) })],
  [`zones/${zone.toUpperCase()}`, json({ zone_id: zone.toUpperCase() })],
  ["zones/example.com", `curl ${api.replace(zone, "example.com")} -d '${json({})}'`],
])("explains a wrong id instead of who can see it: %s", async (_, text) => {
  const { jobs } = await importText(text);
  expect(jobs).toMatchObject([{ scope: null, unread: [{ why: expect.stringContaining("32 characters") }] }]);
});

test("does not repeat a response that was pasted with its command", async () => {
  const answer = JSON.stringify({ success: true, result: { destination_conf: "https://x.example/?header_X=hunter2" } });
  const { jobs, printed } = await importText(`$ curl ${api} -d '${json({})}'\n${answer}`);
  expect(jobs[0]?.ignored.map(({ what }) => what)).toContain("other text in line 2");
  expect(printed).not.toContain("hunter2");
});

test.each([
  ["https://l.example/in?header_A=1;header_B=2", "https://l.example/in?header_A=1&header_B=2"],
  ["https://l.example/in&header_A=1", "https://l.example/in?header_A=1"],
  [json({ destination_conf: "https://l.example/in?a=1,header_B=2" }), "https://l.example/in?a=1&header_B=2"],
])("reads a header after a wrong separator, and says so: %s", async (text, sent) => {
  const { jobs } = await importText(text);
  expect(jobs).toMatchObject([{ valid: true, body: { destination_conf: sent } }]);
  expect(jobs[0]?.ignored).toContainEqual({ what: "destination_conf", why: expect.stringContaining("separated") });
});

test.each([
  ["https://l.example/in?header_Authorization=Bearer abc", "https://l.example/in?header_Authorization=Bearer abc"],
  [
    "'https://l.example/in?header_Authorization=Splunk abc&a=1'",
    "https://l.example/in?header_Authorization=Splunk abc&a=1",
  ],
])("keeps a credential that was not encoded whole: %s", async (text, sent) => {
  const { jobs } = await importText(text);
  expect(jobs).toMatchObject([{ unread: [], body: { destination_conf: sent } }]);
});

test.each([
  "https://l.example/in?header_X={{ api_key }}",
  `https://l.example/in?header_Authorization=Bearer%20${workflow("secrets.TOKEN")}`,
  "https://l.example/in?header_X=<API KEY>&b=1",
  "https://l.example/in?header_X=[API KEY]",
])("recognizes a placeholder that contains spaces: %s", async (text) => {
  const { jobs } = await importText(text);
  expect(jobs).toMatchObject([{ body: null, errors: [{ code: "E_PLACEHOLDER", at: "query.0.value" }] }]);
});

test.each(["Logs go to https://l.example/in?header_X=1 since May.", "https://l.example/in?header_X=1 is our endpoint"])(
  "does not treat prose as a value: %s",
  async (text) => {
    const { jobs } = await importText(text);
    expect(jobs).toMatchObject([{ body: null, unread: [{ what: "rest of the text" }] }]);
  },
);

test("reads a list of destination strings as one job each", async () => {
  const { jobs } = await importText("https://a.example/in?header_X=1\n\n  https://b.example/in?header_X=2\n");
  expect(jobs.map(({ body }) => body?.destination_conf)).toEqual([
    "https://a.example/in?header_X=1",
    "https://b.example/in?header_X=2",
  ]);
});

test.each([
  ["https://l.example/in?header_A=Bearer%2520abc", "query.0.value"],
  ["https://l.example/in?a=1&b=x%252Fy", "query.1.value"],
])("asks about a value that looks encoded twice: %s", async (text, at) => {
  const { jobs } = await importText(text);
  expect(jobs).toMatchObject([{ valid: false, body: null, errors: [{ code: "E_DEST_ENCODED", at }] }]);
});

test.each([
  "https://l.example/in?header_Authorization:Bearer%20hunter2hunter2",
  "https://l.example/in?header_Authorization:%20hunter2hunter2=",
  "https://l.example/in?header_Authorization%3Ahunter2hunter2",
  "https://l.example/in?header_Authorization Bearer hunter2hunter2=1",
])("does not repeat a secret in a header name: %s", async (text) => {
  expect((await importText(json({ destination_conf: text }))).printed).not.toContain("hunter2");
});

test.each([
  [
    "a run step",
    `- run: |\n    curl -X POST "${api}" \\\n      -d "{\\"dataset\\":\\"http_requests\\",\\"destination_conf\\":\\"https://l.example/in?header_X=\${{ secrets.KEY }}\\"}"`,
  ],
  [
    "the id",
    `curl "${api.replace(zone, workflow("vars.ZONE"))}" -d '${json({ destination_conf: `https://l.example/in?header_X=${workflow("secrets.KEY")}` })}'`,
  ],
])("keeps an expression of GitHub Actions whole: %s", async (_, text) => {
  const { jobs, printed } = await importText(text);
  expect(jobs).toMatchObject([{ body: null, errors: [{ code: "E_REFERENCE", at: "query.0.value" }] }]);
  expect(printed.match(/\$\{\{ ?\w+\.\w+(?! ?\w|\}\}| \}\})/)).toBeNull();
});

test("reads a plan that removes a value over several lines", async () => {
  const plan = [
    "  # cloudflare_logpush_job.j will be updated in-place",
    '  ~ resource "cloudflare_logpush_job" "j" {',
    '      ~ destination_conf = "https://old.example/in" -> "https://new.example/in"',
    '        dataset          = "http_requests"',
    "      - filter           = jsonencode(",
    "            {",
    "              - where = {",
    '                  - key = "ClientIP"',
    "                }",
    "            }",
    "        ) -> null",
    "      - output_options   = {",
    '          - field_names = ["RayID"] -> null',
    "        } -> null",
    '        name             = "job"',
    "    }",
  ].join("\n");
  const { jobs } = await importText(plan);
  expect(jobs).toMatchObject([
    { errors: [], body: { name: "job", dataset: "http_requests", destination_conf: "https://new.example/in" } },
  ]);
  expect(jobs[0]?.body).not.toHaveProperty("filter");
});

const call = `  zone_id          = "${zone}"
  dataset          = "dns_logs"
  destination_conf = "https://logs.example.com/in?header_X=1"
  retention        = 3`;

test.each([
  ["a module", `module "logpush" {\n  source = "./logpush"\n${call}\n}`],
  ["Terragrunt", `terraform {\n  source = "git::https://example.com/m.git"\n}\ninputs = {\n${call}\n}`],
  ["Terragrunt without its blocks", `inputs = {\n${call}\n}`],
])("reads the arguments of a module call: %s", async (_, text) => {
  const { jobs } = await importText(text);
  expect(jobs).toMatchObject([{ scope: `zones/${zone}`, unread: [{ what: "retention" }] }]);
  expect(jobs[0]?.taken.map(({ what }) => what)).toEqual(expect.arrayContaining(["dataset", "destination_conf"]));
  expect(jobs[0]?.assumed.map(({ what }) => what)).not.toContain("Dataset");
});

test.each(["RFC3339", "rfc3339,sample=1.0", "unix nano"])("does not treat %s as a timestamp format", async (format) => {
  const { jobs } = await importText(json({ output_options: { field_names: ["RayID"], timestamp_format: format } }));
  expect(jobs).toMatchObject([{ body: null, errors: [{ code: "E_IMPORTED_VALUE", at: "timestampFormat" }] }]);
});

test.each(["Bearer%20$(TOKEN)", "$(cloudflare.token)", "Basic%20[REDACTED]"])(
  "does not treat the placeholder %s as a value",
  async (value) => {
    const { jobs } = await importText(`https://l.example/in?header_Authorization=${value}`);
    expect(jobs).toMatchObject([{ body: null, errors: [{ code: "E_PLACEHOLDER", at: "query.0.value" }] }]);
  },
);

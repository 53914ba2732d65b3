import { describe, expect, test } from "vitest";
import cases from "../testing/field-cases.data.json" with { type: "json" };
import { terminalOf } from "../testing/terminal.ts";

type Case = keyof typeof cases;
type Entry = { what: string; why: string };
type Job = {
  scope: string | null;
  body: Record<string, unknown> | null;
  valid: boolean;
  errors: { code: string; at: string; message: string }[];
  taken: { what: string; value: string }[];
  ignored: Entry[];
  unread: Entry[];
  assumed: { what: string; value: string }[];
};
type Answer = { jobs: Job[]; error: { code: string; message: string } | null };

const zone = "zones/023e105f4ecef8ad9ca31a8372d0c353";
const plain = "https://logs.example.com/in";

async function importText(text: string): Promise<{ code: number; answer: Answer }> {
  const { code, out, err } = await terminalOf({ "-": text }).run("import", "-", "--json");
  expect(err).toEqual([]);
  const answer: Answer = JSON.parse(out.join("\n"));
  return { code, answer };
}

/** The jobs of a case that can be read. */
async function jobsOf(name: Case): Promise<Job[]> {
  const { answer } = await importText(cases[name]);
  expect(answer.error).toBeNull();
  return answer.jobs;
}

async function jobOf(name: Case): Promise<Job> {
  const [job, ...more] = await jobsOf(name);
  expect(more).toEqual([]);
  if (!job) throw new Error("no job");
  return job;
}

const whyOf = (job: Job, what: string) =>
  job.unread
    .filter((entry) => entry.what === what || entry.what.startsWith(`${what}.`))
    .map(({ why }) => why)
    .join("\n");
const messagesOf = (job: Job) => job.errors.map(({ message }) => message).join("\n");

describe("jobs that can be sent as they are", () => {
  const output = (body: Record<string, unknown> | null) => body?.output_options;

  test.each<[Case, string | null, object]>([
    ["curl: <ZONE ID> in the address", null, { dataset: "http_requests", destination_conf: plain }],
    ["curl: ZONE_ID in the address", null, { name: "supabase.co-https", dataset: "http_requests" }],
    ["curl: empty lines between continued lines", zone, { dataset: "http_requests", destination_conf: plain }],
    ["powershell: Invoke-RestMethod", zone, { dataset: "http_requests", destination_conf: plain }],
    [
      "destination: &amp; from a web page",
      null,
      { destination_conf: "https://logs.example.com/in?header_X-A=1&header_X-B=2" },
    ],
    ["destination: | in a parameter", null, { destination_conf: "https://logs.example.com/in?tags=env:prod|team:x" }],
    [
      "json: a result member without its braces",
      null,
      {
        dataset: "http_requests",
        enabled: false,
        destination_conf: "https://intake.sekoia.io/plain/batch?header_X-SEKOIAIO-INTAKE-KEY=k",
      },
    ],
    [
      "json: an API answer with logpull_options null",
      null,
      {
        dataset: "gateway_network",
        output_options: { field_names: ["Datetime"], timestamp_format: "rfc3339" },
        destination_conf: "https://intake.sekoia.io/plain/batch?header_X-SEKOIAIO-INTAKE-KEY=abc123",
        max_upload_bytes: 5000000,
        max_upload_records: 1000,
        frequency: "high",
        enabled: true,
      },
    ],
    [
      "curl: the documented example",
      null,
      {
        name: "theburritobot.com-https",
        output_options: { field_names: ["RayID", "EdgeStartTimestamp"], timestamp_format: "rfc3339" },
        destination_conf:
          "https://logs.example.com?header_Authorization=Basic%20REDACTED&tags=host:theburritobot.com,dataset:http_requests",
        max_upload_bytes: 5000000,
        max_upload_records: 1000,
        dataset: "http_requests",
        enabled: true,
      },
    ],
    [
      "curl: a batch prefix with quotes",
      null,
      {
        destination_conf:
          "https://your-logpush-endpoint.example.com/loki/api/v1/push?header_Content-Type=application/json",
        frequency: "low",
        output_options: {
          field_names: ["EdgeStartTimestamp", "ClientIP"],
          timestamp_format: "unixnano",
          batch_prefix: '{"streams":[{"stream":{"job":"cloudflare"},"values":[',
          batch_suffix: "]}]}",
          record_prefix: '["{{.EdgeStartTimestamp}}","',
          record_suffix: '"]',
          record_delimiter: ",",
        },
      },
    ],
    [
      "json: both kinds of options",
      null,
      { output_options: { field_names: ["RayID", "ClientIP"], timestamp_format: "rfc3339" }, kind: "edge" },
    ],
    [
      "terraform: join in logpull_options",
      zone,
      {
        output_options: { field_names: ["RayID", "ClientIP"], timestamp_format: "rfc3339", sample_rate: 0.1 },
        destination_conf: "https://logs.example.com/1?header_X=1",
        enabled: true,
      },
    ],
    [
      "terraform: cve_2021_4428",
      zone,
      {
        output_options: {
          field_names: ["RayID"],
          timestamp_format: "unixnano",
          "CVE-2021-44228": true,
        },
      },
    ],
    [
      "terraform: all output options",
      "accounts/f037e56e89293a057740de681ac9abbe",
      {
        dataset: "audit_logs",
        output_options: {
          field_names: ["ClientIP", "EdgeStartTimestamp", "ClientRequestMethod"],
          timestamp_format: "rfc3339",
          sample_rate: 0.5,
          batch_prefix: "batch-start-",
          batch_suffix: "-batch-end",
          record_prefix: "[",
          record_suffix: "]\\n",
          record_delimiter: "\\n",
          field_delimiter: "|",
          record_template: "{{.ClientIP}}",
          "CVE-2021-44228": true,
        },
      },
    ],
    [
      "terraform: logpull_options",
      zone,
      {
        name: "example.com",
        filter: '{"where":{"and":[{"key":"EdgeResponseStatus","operator":"in","value":[200,201]}]}}',
        output_options: {
          field_names: ["RayID", "ClientIP", "EdgeStartTimestamp"],
          timestamp_format: "rfc3339",
          sample_rate: 0.1,
          "CVE-2021-44228": true,
        },
        enabled: false,
      },
    ],
    [
      "terraform: locals and a default",
      null,
      {
        name: "prod-http",
        destination_conf: "https://logs.example.com/in?env=prod&header_X=%7B1%7D",
        output_options: { field_names: ["RayID", "ClientIP"], timestamp_format: "unixnano", batch_prefix: "%{x}" },
      },
    ],
  ])("%s", async (name, scope, body) => {
    const job = await jobOf(name);
    expect(job).toMatchObject({ scope, valid: true, errors: [] });
    expect(job.body).toMatchObject(body);
    if ("output_options" in body) expect(output(job.body)).toEqual(body.output_options);
  });

  test("both commands of a paste", async () => {
    const jobs = await jobsOf("curl: two commands");
    expect(jobs.map(({ body }) => [body?.dataset, body?.name, body?.destination_conf])).toEqual([
      ["http_requests", "one", "https://logs.example.com/1"],
      ["firewall_events", "two", "https://logs.example.com/2"],
    ]);
  });

  test("every entry of for_each over a local map", async () => {
    const jobs = await jobsOf("terraform: for_each over a local map");
    const bodies = jobs.map(({ body }) => body);
    expect(bodies).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          name: "http",
          dataset: "http_requests",
          destination_conf: plain,
          output_options: expect.objectContaining({ field_names: ["RayID"] }),
        }),
        expect.objectContaining({
          name: "fw",
          dataset: "firewall_events",
          destination_conf: plain,
          output_options: expect.objectContaining({ field_names: ["Action"] }),
        }),
      ]),
    );
    expect(bodies).toHaveLength(2);
  });

  test("the https job of a list, beside one that pushes to S3", async () => {
    const [first, second] = await jobsOf("json: a list with an s3 job");
    expect(first?.body).toMatchObject({
      destination_conf: "https://logs.example.com/in?header_Authorization=Bearer%20abc",
      max_upload_interval_seconds: 30,
      filter: '{"where":{"and":[{"key":"ClientRequestPath","operator":"contains","value":"/static"}]}}',
    });
    expect(second).toMatchObject({ body: null, valid: false });
    expect(second?.unread.map(({ why }) => why).join()).toContain("s3");
  });

  test("an empty where means no filter", async () => {
    const job = await jobOf("json: an empty where");
    expect(job).toMatchObject({ valid: true, unread: [] });
    expect(job.body).not.toHaveProperty("filter");
    expect(job.ignored.map(({ what }) => what)).toContain("filter");
  });

  test("zone_id wins over account_id in the same job, which is reported", async () => {
    const job = await jobOf("terraform: account_id and zone_id");
    expect(job.scope).toBe(zone);
    expect(whyOf(job, "account_id")).toMatch(/zone_id and account_id are mutually exclusive/);
  });

  test("attributes that a response leaves unset are ignored, not unread", async () => {
    const job = await jobOf("json: an API answer with logpull_options null");
    expect(job.unread).toEqual([]);
    expect(job.ignored).toContainEqual({ what: "logpull_options", why: expect.stringMatching(/null/) });
  });

  test("a placeholder in the address is reported as written", async () => {
    expect(whyOf(await jobOf("curl: <ZONE ID> in the address"), "scope")).toContain("<ZONE ID>");
    expect(whyOf(await jobOf("curl: ZONE_ID in the address"), "scope")).toContain("ZONE_ID");
    expect(whyOf(await jobOf("curl: the documented example"), "scope")).toContain("$ZONE_TAG");
  });
});

describe("jobs that need a person", () => {
  test.each<[Case, what: string, unread: RegExp]>([
    ["terraform: a filter with a variable", "filter", /\$\{var\.host\}/],
    ["json: a comma in place of & in logpull_options", "logpull_options", /timestamps=rfc3339,sample=1\.0/],
    ["json: CVE_2021_44228 in logpull_options", "logpull_options", /CVE_2021_44228[\s\S]*CVE-2021-44228/],
    ["terraform: enabled is a variable", "enabled", /\$\{var\.enabled\}/],
    ["terraform: output_options is a variable", "output_options", /\$\{var\.output_options\}/],
    ["json: <YOUR_INTAKE_KEY> as a header value", "destination_conf", /<YOUR_INTAKE_KEY>/],
    ["json: fields=all", "destination_conf", /<YOUR_INTAKE_KEY>/],
    ["terraform state: a sensitive destination", "destination_conf", /\(sensitive value\)/],
    ["curl: output_options is a text", "output_options", /object/],
    ["terraform: output_options is jsonencode", "output_options", /object/],
    ["curl: a body in double quotes", "destination_conf", /\$\{?TOKEN\}?/],
  ])("%s", async (name, what, unread) => {
    const job = await jobOf(name);
    expect(job).toMatchObject({ body: null, valid: false });
    expect(whyOf(job, what)).toMatch(unread);
    expect(job.errors.length).toBeGreaterThan(0);
  });

  test.each<[Case, code: string | undefined, message: RegExp]>([
    ["destination: a raw + in a header", undefined, /%20[\s\S]*%2B|%2B[\s\S]*%20/],
    ["terraform: a filter that is not JSON", "E_FILTER_JSON", /filter/],
    ["terraform: a heredoc with its line end", "E_DEST_CONTROL", /control character/],
    ["destination: a Terraform reference in a header", undefined, /\$\{var\.otel_bearer_token\}|%20/],
  ])("%s", async (name, code, message) => {
    const [job] = await jobsOf(name);
    expect(job).toMatchObject({ body: null, valid: false });
    if (code) expect(job?.errors.map((error) => error.code)).toContain(code);
    if (job) expect(messagesOf(job)).toMatch(message);
  });

  test("an attribute of the text is never listed as filled in", async () => {
    const enabled = await jobOf("terraform: enabled is a variable");
    expect(enabled.assumed.map(({ what }) => what)).not.toContain("Enabled");
    const sample = await jobOf("json: a comma in place of & in logpull_options");
    expect(sample.taken.filter(({ value }) => value.includes("sample=1.0"))).toEqual([]);
    expect(sample.assumed.map(({ what }) => what)).not.toContain("Timestamp format");
  });

  test("a kind that the form does not offer is unread", async () => {
    const job = await jobOf("terraform: a filter by jsonencode");
    expect(whyOf(job, "kind")).not.toBe("");
    expect(job.taken.map(({ what }) => what)).toContain("filter");
  });
});

describe("texts that cannot be read", () => {
  test.each<[Case, code: string, message: RegExp]>([
    ["curl: a curly quote in line 2", "E_IMPORT_QUOTE", /[Ll]ine 2[\s\S]*’/],
    ["curl: a JavaScript object as body", "E_IMPORT_JSON_BODY", /line 2/],
    ["curl: continued as in cmd.exe", "E_IMPORT_WINDOWS", /\^/],
    ["curl: a body from a file", "E_IMPORT_BODY_ELSEWHERE", /job\.json/],
    ["terraform: a module", "E_IMPORT_NO_RESOURCE", /cloudflare_logpush_job/],
    ["curl: Instant Logs", "E_IMPORT_NO_REQUEST", /logpush\/jobs/],
  ])("%s", async (name, code, message) => {
    const { code: exitCode, answer } = await importText(cases[name]);
    expect(exitCode).toBe(1);
    expect(answer.jobs).toEqual([]);
    expect(answer.error?.code).toBe(code);
    expect(answer.error?.message).toMatch(message);
  });

  test("a body that jq creates is read, or its source is reported briefly", async () => {
    const { answer } = await importText(cases["curl: the body comes from jq"]);
    expect(answer.jobs[0]?.body).toMatchObject({
      name: "http-elastic",
      destination_conf:
        "https://logpush-elastic.abracadabra.workers.dev?header_Authorization=ApiKey%20123abc&stream=search-http_logs",
      output_options: { field_names: ["CacheCacheStatus", "ClientASN"], timestamp_format: "rfc3339" },
      max_upload_bytes: 5000000,
      max_upload_records: 1000,
      enabled: true,
    });
  });
});

test("exit codes: 0 ready, 2 for a person, 1 unreadable", async () => {
  const ready = await importText(
    '{"dataset":"http_requests","destination_conf":"https://logs.example.com/in","enabled":true}',
  );
  expect(ready.code).toBe(0);
  expect((await importText(cases["terraform: enabled is a variable"])).code).toBe(2);
  expect((await importText(cases["curl: <ZONE ID> in the address"])).code).toBe(2);
  expect((await importText("hello")).code).toBe(1);
});

test("the text for people shows the job, its errors and its body", async () => {
  const ready = '{"name":"mine","dataset":"http_requests","destination_conf":"https://logs.example.com/in"}';
  const { out } = await terminalOf({ "job.json": ready }).run("import", "job.json");
  expect(out.join("\n")).toContain("Job 1 of 1: mine (no zone or account). Ready to create.");
  expect(out.join("\n")).toContain('"destination_conf": "https://logs.example.com/in"');
  const blocked = await terminalOf({ "job.tf": cases["terraform: enabled is a variable"] }).run("import", "job.tf");
  expect(blocked.out.join("\n")).toContain("Needs changes before it can be created.");
});

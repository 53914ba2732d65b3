import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { goFor } from "#lib/snippets/go.ts";
import type { JobRequest } from "#lib/snippets/job-request.ts";
import { powerShellFor } from "#lib/snippets/powershell.ts";
import { pythonFor } from "#lib/snippets/python.ts";
import type { SnippetOptions } from "#lib/snippets/snippet.ts";
import { anyValues, requestFor, sampleOptions } from "#lib/snippets/testing/samples.ts";
import { typeScriptFor } from "#lib/snippets/typescript.ts";
import { detectLanguage } from "./code/language.ts";
import { fillGaps } from "./gaps.ts";
import { readCode } from "./read-code.ts";

function read(text: string) {
  const language = detectLanguage(text);
  if (!language) throw new Error("no language");
  const found = readCode(text, language);
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

const writers: Record<string, (request: JobRequest, options: SnippetOptions) => string> = {
  javascript: typeScriptFor,
  python: pythonFor,
  go: goFor,
  powershell: powerShellFor,
};

describe.each(Object.entries(writers))("what Headgate writes in %s", (language, write) => {
  test.each(["create", "validate"] as const)("is imported unchanged: %s", (action) => {
    fc.assert(
      fc.property(
        anyValues,
        fc.constantFrom("token" as const, "key" as const),
        fc.boolean(),
        (values, auth, isLive) => {
          const request = requestFor(action, values);
          const code = write(request, { ...sampleOptions, secrets: "inline", auth, isLive });
          expect(detectLanguage(code)).toBe(language);
          const [job, ...others] = read(code);
          expect(others).toEqual([]);
          expect(job?.body).toEqual(JSON.parse(JSON.stringify(request.body)));
          expect(job?.scope).toBe(values.scope);
          expect(job?.isWhole).toBe(true);
          expect(JSON.stringify(job)).not.toMatch(/demo-token|demo@example/);
        },
      ),
    );
  });
});

const zone = "023e105f4ecef8ad9ca31a8372d0c353";
const url = `https://api.cloudflare.com/client/v4/zones/${zone}/logpush/jobs`;
const conf = "https://logs.example.com/in?header_Authorization=Bearer%20abc";

/** Replaces gaps by their references. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_key, item) => (typeof item === "string" ? fillGaps(item) : item));
}

describe("programs as people have them", () => {
  test.each<[title: string, text: string, body: unknown, scope: string | undefined]>([
    [
      "Pulumi in TypeScript",
      `import * as pulumi from "@pulumi/pulumi";
import * as cloudflare from "@pulumi/cloudflare";
const config = new pulumi.Config();
const token = config.requireSecret("token");
const fields: string[] = ["RayID", 'ClientIP'];
export const job = new cloudflare.LogpushJob("http", {
  zoneId: "${zone}",
  dataset: "http_requests",
  enabled: true, // on
  destinationConf: pulumi.interpolate\`https://logs.example.com/in?header_Authorization=Bearer%20\${token}\`,
  outputOptions: { fieldNames: fields, timestampFormat: "rfc3339", cve20214428: true, sampleRate: 0.1, },
  maxUploadBytes: 5_000_000,
} as cloudflare.LogpushJobArgs, { protect: true });`,
      {
        dataset: "http_requests",
        enabled: true,
        destination_conf: `https://logs.example.com/in?header_Authorization=Bearer%20\u0024{token}`,
        output_options: {
          field_names: ["RayID", "ClientIP"],
          timestamp_format: "rfc3339",
          "CVE-2021-44228": true,
          sample_rate: 0.1,
        },
        max_upload_bytes: 5_000_000,
      },
      `zones/${zone}`,
    ],
    [
      "SST",
      `export default $config({ async run() {
  const zoneId = process.env.ZONE!;
  new cloudflare.LogpushJob('Logs', {
    accountId: sst.cloudflare.DEFAULT_ACCOUNT_ID,
    'dataset': 'audit_logs' as const,
    destinationConf: 'https://logs.example.com/in?tags=' + "a:b",
    filter: JSON.stringify({ where: { key: "ActionType", operator: "eq", value: 'login' } }),
    enabled: $app.stage === "production",
    name: undefined,
  } satisfies Args)
}})`,
      {
        dataset: "audit_logs",
        destination_conf: "https://logs.example.com/in?tags=a:b",
        filter: '{"where":{"key":"ActionType","operator":"eq","value":"login"}}',
        enabled: "an expression in line 8",
      },
      "accounts/sst.cloudflare.DEFAULT_ACCOUNT_ID",
    ],
    [
      "the SDK, with a variable and a spread",
      `const dest = "${conf}";
const base = { dataset: "http_requests", enabled: true };
await client.logpush.jobs.create({ zone_id: ZONE_ID, ...base, destination_conf: dest, name })`,
      { dataset: "http_requests", enabled: true, destination_conf: conf, name: "name" },
      "zones/ZONE_ID",
    ],
    [
      "fetch",
      `const zone = "${zone}";
const res = await fetch(\`https://api.cloudflare.com/client/v4/zones/\${zone}/logpush/jobs\`, {
  method: "POST",
  headers: { Authorization: \`Bearer \${process.env.TOKEN}\` },
  body: JSON.stringify({ dataset: "dns_logs", destination_conf: "${conf}" }),
});`,
      { dataset: "dns_logs", destination_conf: conf },
      `zones/${zone}`,
    ],
    [
      "requests in Python",
      `import requests
ZONE = "${zone}"
payload = {
    'dataset': 'http_requests',  # all of it
    'destination_conf': ('https://logs.example.com/in'
                         '?header_X=1'),
    'enabled': True, 'filter': None,
    "output_options": {"field_names": ["RayID"], "batch_prefix": "[\\n"},
}
requests.post(f"https://api.cloudflare.com/client/v4/zones/{ZONE}/logpush/jobs", json=payload, headers={"X-Auth-Key": KEY})`,
      {
        dataset: "http_requests",
        destination_conf: "https://logs.example.com/in?header_X=1",
        enabled: true,
        filter: null,
        output_options: { field_names: ["RayID"], batch_prefix: "[\n" },
      },
      `zones/${zone}`,
    ],
    [
      "Pulumi in Python",
      `import pulumi_cloudflare as cloudflare
job = cloudflare.LogpushJob("http", zone_id="${zone}", dataset="http_requests",
    destination_conf="${conf}", enabled=True,
    output_options=cloudflare.LogpushJobOutputOptionsArgs(field_names=["RayID"], cve20214428=True))`,
      {
        dataset: "http_requests",
        destination_conf: conf,
        enabled: true,
        output_options: { field_names: ["RayID"], "CVE-2021-44228": true },
      },
      `zones/${zone}`,
    ],
    [
      "the SDK for Go",
      `client.Logpush.Jobs.New(ctx, logpush.JobNewParams{
	ZoneID:          cloudflare.F("${zone}"),
	DestinationConf: cloudflare.F("${conf}"),
	Dataset:         cloudflare.F(logpush.JobNewParamsDatasetHTTPRequests),
	Enabled:         cloudflare.F(true),
	OutputOptions: cloudflare.F(logpush.OutputOptionsParam{
		FieldNames: cloudflare.F([]string{"RayID", \`ClientIP\`}),
		SampleRate: cloudflare.F(0.5),
	}),
})`,
      {
        destination_conf: conf,
        dataset: "logpush.JobNewParamsDatasetHTTPRequests",
        enabled: true,
        output_options: { field_names: ["RayID", "ClientIP"], sample_rate: 0.5 },
      },
      `zones/${zone}`,
    ],
    [
      "PowerShell with the body in the command",
      `Invoke-RestMethod -Method Post -Uri "${url}" -Headers @{Authorization="Bearer X"} -Body '{"dataset":"http_requests","destination_conf":"${conf}"}'`,
      { dataset: "http_requests", destination_conf: conf },
      `zones/${zone}`,
    ],
    [
      "PowerShell with a here-string and line continuations",
      `$ZoneId = '${zone}'
$body = @"
{
  "dataset": "http_requests",
  "name": "it's \`$5",
  "destination_conf": "https://logs.example.com/in?header_Authorization=Bearer%20$($env:TOKEN)"
}
"@
Invoke-WebRequest \`
  -Uri "https://api.cloudflare.com/client/v4/zones/$ZoneId/logpush/jobs" \`
  -Method POST \`
  -Body $body`,
      {
        dataset: "http_requests",
        name: "it's $5",
        destination_conf: "https://logs.example.com/in?header_Authorization=Bearer%20$env:TOKEN",
      },
      `zones/${zone}`,
    ],
    [
      "PowerShell with a hashtable",
      `$params = @{ Uri = "${url}"; Method = 'Post' }
$body = [ordered]@{
  dataset = 'http_requests'; enabled = $true
  destination_conf = "${conf}"
  output_options = @{
    field_names = @('RayID', "ClientIP")
    'CVE-2021-44228' = $false
    sample_rate = 0.1
  }
} | ConvertTo-Json -Depth 5
irm @params -Body $body`,
      {
        dataset: "http_requests",
        enabled: true,
        destination_conf: conf,
        output_options: { field_names: ["RayID", "ClientIP"], "CVE-2021-44228": false, sample_rate: 0.1 },
      },
      `zones/${zone}`,
    ],
  ])("%s", (_title, text, body, scope) => {
    const [job, ...others] = read(text);
    expect(plain(job?.body)).toEqual(body);
    expect(job?.scope === undefined ? undefined : fillGaps(job.scope)).toBe(scope);
    expect(job).toMatchObject({ isWhole: true, unread: [] });
    expect(others).toEqual([]);
  });
});

test("several jobs in one program can all be chosen", () => {
  const jobs = read(`new LogpushJob("a", { zoneId: "${zone}", name: "one", destinationConf: "${conf}" });
new LogpushJob("b", { accountId: "acc", name: "two", destinationConf: "${conf}" });`);
  expect(jobs.map(({ label, scope }) => [label, scope])).toEqual([
    ["one", `zones/${zone}`],
    ["two", "accounts/acc"],
  ]);
});

test("an update changes only what it names", () => {
  expect(read(`await client.logpush.jobs.update(146, { zone_id: "${zone}", enabled: false });`)).toMatchObject([
    { body: { enabled: false }, isWhole: false, scope: `zones/${zone}` },
  ]);
  expect(read(`irm -Method Put -Uri "${url}/146" -Body '{"destination_conf":"${conf}"}'`)).toMatchObject([
    { body: { destination_conf: conf }, isWhole: false, ignored: [{ what: "job 146" }, { what: "rest of the code" }] },
  ]);
});

import { describe, expect, test } from "vitest";
import { fillGaps } from "./gaps.ts";
import { readJson } from "./read-json.ts";

const conf = "https://logs.example.com/in?header_X-Key=k";
const job = { dataset: "http_requests", enabled: false, destination_conf: conf };
const other = { name: "two", dataset: "dns_logs", destination_conf: conf };
const json = JSON.stringify(job);

function bodiesOf(text: string) {
  const found = readJson(text);
  if (!found.ok) throw new Error(found.error.message);
  return found.value.map(({ body }) => body);
}

describe("finds a job in", () => {
  test.each<[title: string, text: string, bodies: unknown[]]>([
    ["a member with an object", `  "result": ${JSON.stringify(job, null, 2)},`, [job]],
    ["members without their braces", JSON.stringify(job, null, 2).slice(1, -1), [job]],
    ["members with the closing braces only", `${JSON.stringify(job, null, 2).slice(1)}\n}`, [job]],
    ["members with a comma at the end", `${json.slice(1, -1)},\n`, [job]],
    ["an object with a comma behind it", `${json},`, [job]],
    ["items cut out of a list", `${json},\n${JSON.stringify(other)}\n]`, [job, other]],
    ["a value for each line", `${json}\n${JSON.stringify(other)}\n`, [job, other]],
    ["a line of a log", `2026-01-01T00:00:00Z INFO sent "body": ${json} status=200`, [job]],
    ["a log in JSON", JSON.stringify({ level: "info", request: { body: json } }), [job]],
    [
      "an answer with its headers",
      `HTTP/2 200 \ncontent-type: application/json\n\n{"result":${json},"success":true}`,
      [job],
    ],
    ["a shell session", `$ cat job.json\n${json}\n$`, [job]],
    ["escaped JSON", json.replaceAll('"', '\\"'), [job]],
    ["JSON in a text", JSON.stringify(json), [job]],
    ["JSON in a text, twice", JSON.stringify(JSON.stringify(json)), [job]],
    ["a list of lists", JSON.stringify([[job], [other]]), [job, other]],
    [
      "a wrapping of someone else's",
      JSON.stringify({ kind: "LogpushJob", spec: { forProvider: { destinationConf: conf } } }),
      [{ destination_conf: conf }],
    ],
    [
      "a state of Pulumi",
      JSON.stringify({
        deployment: {
          resources: [
            {
              type: "cloudflare:index/logpushJob:LogpushJob",
              inputs: {
                dataset: "dns_logs",
                destinationConf: conf,
                outputOptions: { fieldNames: ["A"], cve20214428: true },
              },
              outputs: { destinationConf: conf },
            },
          ],
        },
      }),
      [{ dataset: "dns_logs", destination_conf: conf, output_options: { field_names: ["A"], "CVE-2021-44228": true } }],
    ],
  ])("%s", (_title, text, bodies) => expect(bodiesOf(text)).toEqual(bodies));
});

const attributes = {
  id: "5",
  zone_id: "023e105f4ecef8ad9ca31a8372d0c353",
  dataset: "http_requests",
  destination_conf: "https://logs.example.com/in?a=$\u007bb}",
  output_options: { field_names: ["RayID"], cve_2021_44228: true, record_template: "{{.RayID}}" },
};
const body = {
  id: "5",
  dataset: "http_requests",
  destination_conf: "https://logs.example.com/in?a=$\u007bb}",
  output_options: { field_names: ["RayID"], "CVE-2021-44228": true, record_template: "{{.RayID}}" },
};
const type = "cloudflare_logpush_job";

describe("finds a job in Terraform's", () => {
  test.each<[title: string, value: unknown]>([
    [
      "state file",
      {
        version: 4,
        resources: [
          { type: "x", instances: [{}] },
          { type, name: "http", instances: [{ attributes }] },
        ],
      },
    ],
    [
      "state with blocks",
      {
        resources: [
          {
            type,
            name: "http",
            instances: [{ attributes: { ...attributes, output_options: [attributes.output_options] } }],
          },
        ],
      },
    ],
    [
      "show -json",
      { values: { root_module: { child_modules: [{ resources: [{ type, name: "http", values: attributes }] }] } } },
    ],
    [
      "plan",
      { resource_changes: [{ type, name: "http", change: { after: attributes, after_unknown: { id: true } } }] },
    ],
    ["plan of a removal", { resource_changes: [{ type, name: "http", change: { before: attributes, after: null } }] }],
  ])("%s", (_title, value) => {
    const found = readJson(JSON.stringify(value));
    expect(found).toMatchObject({
      ok: true,
      value: [{ scope: "zones/023e105f4ecef8ad9ca31a8372d0c353", isWhole: true }],
    });
    expect(bodiesOf(JSON.stringify(value))).toEqual([body]);
  });

  test("plan, with a destination that is known only after apply", () => {
    const { destination_conf: _, ...after } = attributes;
    const change = { after, after_unknown: { id: true, destination_conf: true, frequency: true } };
    const [found] = bodiesOf(JSON.stringify({ resource_changes: [{ type, name: "http", change }] }));
    expect(fillGaps(String(found?.destination_conf))).toBe("a value known after apply");
    expect(found).not.toHaveProperty("frequency");
  });
});

test("several instances have different labels", () => {
  const instances = ["a", "b"].map((index_key) => ({ index_key, attributes }));
  const found = readJson(JSON.stringify({ resources: [{ type, name: "http", instances }] }));
  expect(found.ok && found.value.map(({ label }) => label)).toEqual(["http[a]", "http[b]"]);
});

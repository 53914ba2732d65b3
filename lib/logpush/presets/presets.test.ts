import { describe, expect, test } from "vitest";
import { withEmulator, ZONE_ID, ZONE_JOBS } from "#lib/emulator/test-kit.ts";
import { formatHttpDestination } from "../destination/http.ts";
import { checkJobForm } from "../job/check-form.ts";
import { destinationOf } from "../job/destination-of.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import { newJobValues } from "../job/new-job.ts";
import { toCreateBody } from "../job/to-request.ts";
import { applyPreset } from "./apply-preset.ts";
import type { PresetInputs } from "./check-inputs.ts";
import type { Preset } from "./preset.ts";
import { builtInPreset, notPresets, presets } from "./presets.data.ts";

const empty = newJobValues({
  scope: `zones/${ZONE_ID}`,
  scopeName: "theburritobot.com",
  dataset: "http_requests",
  fieldNames: ["RayID", "EdgeStartTimestamp"],
});

/**
 * The documented string of each preset, its placeholders filled in by the inputs. Headgate differs in one thing: it
 * also escapes the slash in a header's value, which Cloudflare's and the vendors' examples do in part.
 */
const documented: Record<string, { inputs: PresetInputs; conf: string; settings?: Partial<JobFormValues> }> = {
  "secret-header": {
    inputs: { url: "https://logpush.yourdestinationendpoint.com", secret: "YOUR_RANDOM_SECRET_TOKEN" },
    conf: "https://logpush.yourdestinationendpoint.com?header_X-Logpush-Secret=YOUR_RANDOM_SECRET_TOKEN",
  },
  access: {
    inputs: {
      url: "https://logpush.yourdestinationendpoint.com",
      clientId: "YOUR_CLIENT_ID",
      clientSecret: "YOUR_CLIENT_SECRET",
    },
    conf: "https://logpush.yourdestinationendpoint.com?header_CF-Access-Client-Id=YOUR_CLIENT_ID&header_CF-Access-Client-Secret=YOUR_CLIENT_SECRET",
  },
  otel: {
    inputs: { url: "https://example.com", secret: "abcd1234" },
    conf: "https://example.com?header_X-CF-Secret=abcd1234",
    settings: { timestampFormat: "rfc3339", outputType: "ndjson", recordTemplate: null },
  },
  elastic: {
    inputs: { url: "https://PUBLIC_DOMAIN.example:9560", header: "SECRET_HEADER", secret: "SECRET_VALUE" },
    // The Content-Type is the observed part.
    conf: "https://PUBLIC_DOMAIN.example:9560?header_SECRET_HEADER=SECRET_VALUE&header_Content-Type=application/json",
    settings: { timestampFormat: "rfc3339" },
  },
  "new-relic": {
    inputs: { host: "log-api.newrelic.com", key: "NR_LICENSE_KEY" },
    conf: "https://log-api.newrelic.com/log/v1?Api-Key=NR_LICENSE_KEY&format=cloudflare",
    settings: { timestampFormat: "unix", maxUploadBytes: "5000000" },
  },
  "better-stack": {
    inputs: { host: "INGESTING_HOST.example", token: "SOURCE_TOKEN" },
    conf: "https://INGESTING_HOST.example?header_Content-Type=application%2Fx-ndjson&header_Authorization=Bearer%20SOURCE_TOKEN",
    settings: { outputType: "ndjson" },
  },
  dynatrace: {
    inputs: { host: "YOUR_DYNATRACE_ENVIRONMENT.live.dynatrace.com", token: "DYNATRACE_API_TOKEN" },
    conf: "https://YOUR_DYNATRACE_ENVIRONMENT.live.dynatrace.com/api/v2/logs/ingest?header_Authorization=Api-Token%20DYNATRACE_API_TOKEN&header_accept=application/json&header_content-type=application/json&dt.ingest.origin=cloudflare",
    settings: { batchPrefix: "[", batchSuffix: "]", recordDelimiter: ",", timestampFormat: "rfc3339" },
  },
  coralogix: {
    inputs: { host: "ingress.us1.coralogix.com", key: "KEY", application: "myapp", subsystem: "mysub" },
    conf: "https://ingress.us1.coralogix.com/cloudflare/v1/logs?header_Authorization=Bearer%20KEY&header_CX-Application-Name=myapp&header_CX-Subsystem-Name=mysub&header_timestamp-format=UnixNano&header_dataset=HTTPRequests&tags=dataset:http_requests",
    settings: { timestampFormat: "unixnano", maxUploadBytes: "5000000", maxUploadRecords: "10000" },
  },
  sekoia: {
    inputs: { key: "YOUR_INTAKE_KEY" },
    conf: "https://intake.sekoia.io/plain/batch?header_X-SEKOIAIO-INTAKE-KEY=YOUR_INTAKE_KEY",
    settings: { timestampFormat: "unix", maxUploadBytes: "5000000", maxUploadRecords: "1000" },
  },
  qradar: {
    inputs: { host: "QRADAR_URL.example", port: "12469" },
    conf: "https://QRADAR_URL.example:12469",
    settings: { timestampFormat: "rfc3339", maxUploadBytes: "5000000", maxUploadRecords: "1000" },
  },
  sentinelone: {
    inputs: { host: "ingest.us1.sentinelone.net", token: "TOKEN", sourcetype: "marketplace-cloudflare-latest" },
    conf: "https://ingest.us1.sentinelone.net/services/collector/raw?sourcetype=marketplace-cloudflare-latest&header_Authorization=Bearer%20TOKEN",
    settings: { timestampFormat: "rfc3339" },
  },
  "built-in": { inputs: {}, conf: "https://receiver.headgate.test/" },
};

const all = [...presets, builtInPreset("https://receiver.headgate.test/")];

function applied(preset: Preset, current: JobFormValues = empty): JobFormValues {
  const result = applyPreset(preset, documented[preset.id]?.inputs ?? {}, current);
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value.values;
}

test("every preset has its documented string here", () => {
  expect(all.map(({ id }) => id).sort()).toEqual(Object.keys(documented).sort());
});

describe.each(all.map((preset) => [preset.id, preset] as const))("%s", (id, preset) => {
  test("writes the documented string, byte for byte but for slashes in headers", () => {
    const conf = documented[id]?.conf.replace(/(header_[^=]+=application)\//g, "$1%2F");
    expect(formatHttpDestination(destinationOf(applied(preset)))).toBe(conf);
  });

  test("sets what its source asks for and nothing else", () => {
    const { endpoint: _endpoint, query: _query, ...rest } = applied(preset);
    const { endpoint: _before, query: _rows, ...before } = empty;
    expect(rest).toEqual({ ...before, ...documented[id]?.settings });
  });

  test("replaces all of an earlier preset's output where it asks for plain NDJSON", () => {
    const [array] = presets.filter((other) => other.id === "dynatrace");
    if (!array || id === "dynatrace" || preset.settings.outputType === undefined) return;
    expect(applied(preset, applied(array))).toMatchObject({
      batchPrefix: null,
      batchSuffix: null,
      recordDelimiter: null,
    });
  });

  test("passes the rules of the form", () => {
    // The vendors print placeholders for the secrets; the form asks for the values and for nothing else.
    expect(checkJobForm(applied(preset)).filter(({ code }) => code !== "E_PLACEHOLDER")).toEqual([]);
  });

  test("says where it comes from and what to enter", () => {
    expect(preset.source.url ?? "https://").toMatch(/^https:\/\//);
    for (const { hint, label } of preset.inputs) {
      expect(hint).toMatch(/^[a-z].*[^.]$/);
      expect(label).toMatch(/^[A-Z]/);
    }
    for (const note of preset.notes) expect(note).toMatch(/^[A-Z].*\.$/);
  });

  test("makes a job that the emulator accepts, with its test request at the receiver", async () => {
    await withEmulator(async ({ api, emulator }) => {
      // The emulator's own receiver answers this host; path, port and parameters are the preset's.
      const values = applied(preset);
      const endpoint = values.endpoint.replace(/^https:\/\/[^/]+/, "https://receiver.headgate.test");
      const { message } = await api("POST", ZONE_JOBS, toCreateBody({ ...values, endpoint }));
      expect(message).toBe("");
      const [probe] = emulator.receiver.list();
      expect(probe).toMatchObject({ kind: "probe", body: '{"content":"tests"}' });
      const received = new Map(probe?.headers.map(([name, value]) => [name.toLowerCase(), value]));
      for (const { kind, name, value } of values.query) {
        if (kind === "header") expect(received.get(name.toLowerCase())).toBe(value);
        else expect(new URL(probe?.target ?? "", "https://a.example").searchParams.get(name)).toBe(value);
      }
    });
  });
});

test("receivers without a preset have a reason", () => {
  for (const { label, reason } of notPresets) expect(`${label} ${reason}`).toMatch(/^[A-Z].*\.$/);
});

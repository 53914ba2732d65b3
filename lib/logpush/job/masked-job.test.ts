import { describe, expect, test } from "vitest";
import { formatHttpDestination, parseHttpDestination } from "../destination/http.ts";
import { mask, redactDestination } from "../destination/redact.ts";
import { exampleConf, header } from "../testing/form-values.ts";
import { listChanges } from "./diff.ts";
import { formValuesOf } from "./from-wire.ts";
import { suggestName } from "./job-name.ts";
import { maskedDestination, maskedStoredJob } from "./masked-job.ts";
import { newJobValues } from "./new-job.ts";
import { toUpdateBody } from "./to-request.ts";
import { wireJobSchema } from "./wire-schema.ts";

const redact = (conf: string) => redactDestination(conf, () => "f");
const job = wireJobSchema.parse({
  id: 7,
  name: "edge",
  destination_conf: exampleConf,
  enabled: true,
  output_options: { field_names: ["RayID"], timestamp_format: "rfc3339" },
});
const redacted = redact(exampleConf);
const values = formValuesOf(job, "zones/x", redacted);

describe("the browser's view of a stored job", () => {
  test("shows a mask for each value that is not harmless", () => {
    expect(formatHttpDestination(maskedDestination(redacted))).toBe(
      `https://logs.example.com?header_Authorization=${mask}&tags=host:theburritobot.com,dataset:http_requests`,
    );
    expect(formatHttpDestination(maskedDestination(redact("https://h.example?sEcReT")))).toBe(
      `https://h.example?${mask}`,
    );
  });

  test("gives the same changed keys as the server's own update", () => {
    const parsed = parseHttpDestination(exampleConf);
    const stored = { job, destination: parsed.ok ? parsed.value : undefined };
    const twin = maskedStoredJob(job, redacted, {});
    for (const changes of [
      {},
      { name: "x" },
      { enabled: false, maxUploadBytes: "5 MB" },
      { query: values.query.slice(1) },
      { query: [...values.query, header("X-New", "1")] },
      { query: values.query.toReversed() },
      { endpoint: "https://other.example", isEndpointKept: false },
    ]) {
      const edited = { ...values, ...changes };
      const keys = Object.keys(toUpdateBody(edited, stored));
      expect(Object.keys(toUpdateBody(edited, twin))).toEqual(keys);
    }
  });

  test("contains an output option without a field only in its masked form", () => {
    const stored = { ...job, output_options: { field_names: ["RayID"], batch_prefix: "[", future: "Basic REDACTED" } };
    const twin = maskedStoredJob(stored, redacted, { output_options: { future: mask } });
    expect(twin.job.output_options).toEqual({ field_names: ["RayID"], batch_prefix: "[", future: mask });
  });

  test("does not change a destination that the form cannot edit", () => {
    const view = redact("s3://bucket/{DATE}?region=x");
    expect(maskedStoredJob(job, view, {})).not.toHaveProperty("destination");
  });
});

describe("the changes of a save", () => {
  test("are none at first", () => expect(listChanges(values, values)).toEqual([]));

  test("name settings with before and after, and of the destination only harmless values", () => {
    const after = {
      ...values,
      name: "",
      enabled: false,
      endpoint: "https://other.example",
      query: [
        { ...values.query[0], kind: "header" as const, name: "Authorization", value: "s3cret", isReplaced: true },
        header("X-New", "s3cret"),
        header("Content-Type", "application/json"),
      ],
    };
    const changes = listChanges(values, after);
    expect(changes.map(({ label, before, after: now }) => `${label}: ${before} > ${now}`)).toEqual([
      "Job name: edge > not set",
      "Enabled: on > off",
      "Endpoint URL: https://logs.example.com > https://other.example",
      "Parameter tags: host:theburritobot.com,dataset:http_requests > removed",
      "Header Authorization: saved > changed",
      "Header X-New: not there > added",
      "Header Content-Type: not there > application/json",
    ]);
    expect(JSON.stringify(changes)).not.toContain("s3cret");
  });
});

test("a new form has a name that Cloudflare has always accepted", () => {
  expect(suggestName("theburritobot.com", "http_requests")).toBe("theburritobot.com-http-requests");
  expect(suggestName("Bücher & Söhne", "dns_logs")).toBe("B-cher-S-hne-dns-logs");
  const form = newJobValues({ scope: "zones/x", scopeName: "a.example", dataset: "dns_logs", fieldNames: ["A"] });
  expect(form).toMatchObject({
    name: "a.example-dns-logs",
    timestampFormat: "rfc3339",
    enabled: true,
    fieldNames: ["A"],
  });
});

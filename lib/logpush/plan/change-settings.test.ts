import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatHttpDestination, parseHttpDestination } from "../destination/http.ts";
import { timestampFormats } from "../limits.ts";
import { destinations, endpoints } from "../testing/arbitraries.ts";
import { changedLabels, changeSettings, type SettingsChange } from "./change-settings.ts";
import { idOf, storedJob } from "./testing.ts";

const scope = `zones/${idOf("a")}`;
const nothing: SettingsChange = { set: {}, addFields: [], removeFields: [] };
const change = (
  changes: Partial<SettingsChange>,
  job = storedJob(),
  fields = undefined as Parameters<typeof changeSettings>[3],
) => changeSettings(job, scope, { ...nothing, ...changes }, fields);
const options = storedJob().output_options;

describe("a change of settings", () => {
  test.each<[string, Partial<SettingsChange>, object]>([
    ["nothing", {}, { outcome: "same" }],
    [
      "fields added, in output options that stay",
      { addFields: ["ClientIP", "RayID"] },
      { body: { output_options: { ...Object(options), field_names: ["RayID", "EdgeStartTimestamp", "ClientIP"] } } },
    ],
    ["fields that are there", { addFields: ["RayID"] }, { outcome: "same" }],
    [
      "a field removed",
      { removeFields: ["RayID", "ClientIP"] },
      { body: { output_options: { ...Object(options), field_names: ["EdgeStartTimestamp"] } } },
    ],
    [
      "all fields removed",
      { removeFields: ["RayID", "EdgeStartTimestamp"] },
      { outcome: "blocked", error: { code: "E_FIELDS_EMPTY" } },
    ],
    [
      "a timestamp format and a sample rate",
      { set: { timestampFormat: "unix", sampleRate: "10%" } },
      { body: { output_options: { ...Object(options), timestamp_format: "unix", sample_rate: 0.1 } } },
    ],
    [
      "limits, typed with units",
      { set: { maxUploadBytes: "10 MB", maxUploadInterval: "1 min" } },
      { body: { max_upload_bytes: 10_000_000, max_upload_interval_seconds: 60 } },
    ],
    ["a limit cleared", { set: { maxUploadBytes: "" } }, { body: { max_upload_bytes: null } }],
    ["a limit out of range", { set: { maxUploadBytes: "1 MB" } }, { error: { code: "E_LIMIT_RANGE" } }],
    ["the same limit", { set: { maxUploadBytes: "5 MB" } }, { outcome: "same" }],
    ["the frequency that the job has by default", { set: { frequency: "" } }, { outcome: "same" }],
    [
      "a filter",
      { set: { filter: '{"where":{"key":"RayID","operator":"eq","value":"x"}}' } },
      { body: { filter: '{"where":{"key":"RayID","operator":"eq","value":"x"}}' } },
    ],
    ["a wrong filter", { set: { filter: "{" } }, { error: { code: "E_FILTER_JSON" } }],
    [
      "another endpoint",
      { endpoint: "https://new.example/in" },
      {
        body: {
          destination_conf: String(storedJob().destination_conf).replace("logs.example.com/in", "new.example/in"),
        },
      },
    ],
    ["the same endpoint", { endpoint: "https://logs.example.com/in" }, { outcome: "same" }],
    ["an endpoint that cannot be sent", { endpoint: "https://a b" }, { error: { code: "E_DEST_SPACE" } }],
  ])("%s", (_title, changes, expected) => expect(change(changes)).toMatchObject(expected));

  test("of a job that names no fields starts from the default ones", () => {
    const job = storedJob({ output_options: { timestamp_format: "rfc3339" } });
    expect(change({ addFields: ["ClientIP"] }, job)).toMatchObject({ error: { code: "E_PLAN_NO_DEFAULTS" } });
    const fields = { listed: ["RayID", "ClientIP"], defaults: ["RayID"] };
    expect(change({ addFields: ["ClientIP"] }, job, fields)).toMatchObject({
      body: { output_options: { timestamp_format: "rfc3339", field_names: ["RayID", "ClientIP"] } },
    });
    expect(change({ addFields: ["Cliet"] }, job, fields)).toMatchObject({ error: { code: "E_FIELDS_UNLISTED" } });
  });

  test("of a job with logpull options converts them, as a save does", () => {
    const { output_options: _none, ...legacy } = storedJob({ logpull_options: "fields=RayID&timestamps=unix" });
    expect(change({ addFields: ["ClientIP"] }, legacy)).toMatchObject({
      body: { output_options: { field_names: ["RayID", "ClientIP"], timestamp_format: "unix" } },
    });
  });

  test("is called by what it changes", () => {
    expect(changedLabels({ ...nothing, addFields: ["a"], set: { sampleRate: "1" }, endpoint: "x" })).toEqual([
      "Fields",
      "Sample rate",
      "Endpoint URL",
    ]);
  });

  test("applied twice changes nothing", () => {
    const changes = fc.record({
      addFields: fc.subarray(["ClientIP", "RayID", "BotScore"]),
      removeFields: fc.constant([]),
      set: fc.record(
        {
          timestampFormat: fc.constantFrom(...timestampFormats),
          sampleRate: fc.constantFrom("1", "0.1", "1 in 4"),
          maxUploadRecords: fc.constantFrom("", "0", "1,000"),
          cveRedaction: fc.boolean(),
          batchPrefix: fc.constantFrom(null, "[\\n"),
        },
        { requiredKeys: [] },
      ),
      endpoint: fc.option(endpoints, { nil: undefined }),
    });
    fc.assert(
      fc.property(changes, destinations, (wanted, destination) => {
        const job = storedJob({ destination_conf: formatHttpDestination(destination) });
        const first = changeSettings(job, scope, wanted);
        fc.pre(first.outcome !== "blocked");
        const after = first.outcome === "change" ? { ...job, ...first.body } : job;
        expect(changeSettings(after, scope, wanted)).toEqual({ outcome: "same" });
        const [was, is] = [job, after].map(({ destination_conf: conf }) => parseHttpDestination(String(conf)));
        expect(is?.ok && is.value.query).toEqual(was?.ok && was.value.query);
      }),
    );
  });
});

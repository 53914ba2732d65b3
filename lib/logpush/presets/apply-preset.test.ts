import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checkHttpDestination } from "../destination/http.ts";
import { destinationOf } from "../job/destination-of.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import { messyConfs, texts } from "../testing/arbitraries.ts";
import { exampleValues, header, param } from "../testing/form-values.ts";
import { applyPreset } from "./apply-preset.ts";
import type { PresetInputs } from "./check-inputs.ts";
import type { Preset } from "./preset.ts";
import { presetFields } from "./preset-fields.ts";
import { presets } from "./presets.data.ts";

const current = exampleValues({ maxUploadBytes: "", maxUploadRecords: "" });

function preset(id: string): Preset {
  const found = presets.find((candidate) => candidate.id === id);
  if (!found) throw new Error(id);
  return found;
}

function errorsOf(id: string, inputs: PresetInputs, form: JobFormValues = current) {
  const result = applyPreset(preset(id), inputs, form);
  return result.ok ? undefined : result.error.fieldErrors;
}

describe("inputs", () => {
  test("missing inputs are reported, each with what to enter", () => {
    expect(errorsOf("new-relic", { host: "log-api.newrelic.com", key: " " })).toEqual({
      key: "License key is required. Enter the license key of your New Relic account.",
    });
    expect(Object.keys(errorsOf("dynatrace", {}) ?? {})).toEqual(["host", "token"]);
  });

  test.each([
    "a.example/evil",
    "a.example?x=1",
    "user@a.example",
    "a.example#x",
    "a b.example",
    "http://a.example",
    "a.example\\x",
  ])("a host is a host: %s", (host) => {
    expect(errorsOf("dynatrace", { host, token: "t" })).toEqual({ host: expect.stringContaining("Environment host") });
  });

  test.each([
    ["2130706433", "127.0.0.1"],
    ["bücher.example", "xn--bcher-kva.example"],
    ["a.example:99999", "port"],
    ["%41.example", "a.example"],
  ])("the destination's own rules apply: %s", (host, said) => {
    expect(errorsOf("dynatrace", { host, token: "t" })).toEqual({ host: expect.stringContaining(said) });
  });

  test("a URL pasted as a host is reduced to its host", () => {
    const result = applyPreset(preset("dynatrace"), { host: " https://abc.live.dynatrace.com/ ", token: "t" }, current);
    expect(result).toMatchObject({
      ok: true,
      value: { values: { endpoint: "https://abc.live.dynatrace.com/api/v2/logs/ingest" } },
    });
  });

  test.each(["a\nb", "a\u0000", "zoë", "\u202ea", "a\ud800"])("a value that no header should carry: %j", (secret) => {
    expect(errorsOf("otel", { url: "https://a.example", secret })).toEqual({
      secret: expect.stringContaining("not valid"),
    });
  });

  test("a mask is not a value, and text that would not be sent is refused", () => {
    expect(errorsOf("otel", { url: "https://a.example", secret: "••••••••" })).toHaveProperty("secret");
    const secret = "s".repeat(4096);
    expect(errorsOf("otel", { url: "https://a.example", secret })).toEqual({ url: expect.stringContaining("4096") });
  });

  test("a header name must be valid and not in use", () => {
    const inputs = { url: "https://a.example", secret: "s" };
    for (const name of ["no name", "Host", "Content-Length", ""]) {
      expect(errorsOf("elastic", { ...inputs, header: name })).toEqual({ header: expect.any(String) });
    }
    expect(errorsOf("elastic", { ...inputs, header: "content-type" })).toEqual({
      header: expect.stringContaining("Duplicate"),
    });
  });

  test("a choice must be one of the options", () => {
    expect(errorsOf("new-relic", { host: "evil.example", key: "k" })).toEqual({ host: expect.any(String) });
  });

  test("braces in a text are literal", () => {
    const result = applyPreset(
      preset("coralogix"),
      {
        host: "ingress.eu1.coralogix.com",
        key: "{application}{dataset}$&",
        application: "{key}",
        subsystem: "$1",
      },
      current,
    );
    const query = result.ok ? result.value.values.query : [];
    expect(query.slice(0, 3).map(({ value }) => value)).toEqual(["Bearer {application}{dataset}$&", "{key}", "$1"]);
  });

  test("for any input, the result can be sent, or an input is marked", () => {
    const any = fc.oneof(
      texts,
      fc.string(),
      messyConfs,
      fc.constantFrom("a.example", "443", "https://a.example/x", "k"),
    );
    fc.assert(
      fc.property(fc.constantFrom(...presets), fc.array(any, { minLength: 4, maxLength: 4 }), (chosen, typed) => {
        const inputs = Object.fromEntries(chosen.inputs.map(({ id }, index) => [id, typed[index] ?? ""]));
        const result = applyPreset(chosen, inputs, current);
        if (result.ok) {
          expect(checkHttpDestination(destinationOf(result.value.values)).ok).toBe(true);
        } else {
          const ids = chosen.inputs.map(({ id }) => id);
          expect(ids).toEqual(expect.arrayContaining(Object.keys(result.error.fieldErrors ?? { none: "" })));
        }
      }),
      { numRuns: 500 },
    );
  });
});

test("a dataset that the receiver has no name for is refused", () => {
  const result = applyPreset(preset("coralogix"), {}, exampleValues({ dataset: "ruleset_events" }));
  expect(result).toMatchObject({ ok: false, error: { code: "E_PRESET_DATASET", at: "dataset" } });
});

test("the timestamp format can depend on the dataset, and stays where nothing is known", () => {
  const formatFor = (dataset: string) => {
    const form = exampleValues({ dataset, timestampFormat: "rfc3339ns" });
    const result = applyPreset(preset("sekoia"), { key: "k" }, form);
    return result.ok ? result.value.values.timestampFormat : undefined;
  };
  expect([formatFor("firewall_events"), formatFor("gateway_http"), formatFor("nel_reports")]).toEqual([
    "unix",
    "rfc3339",
    "rfc3339ns",
  ]);
});

describe("changes", () => {
  test("are described in words, without a secret", () => {
    const result = applyPreset(preset("new-relic"), { host: "log-api.newrelic.com", key: "canary-4f1d" }, current);
    expect(result.ok && result.value.changed).toEqual([
      { label: "Endpoint URL", before: "https://logs.example.com", after: "https://log-api.newrelic.com/log/v1" },
      { label: "Parameter Api-Key", before: "not there", after: "a secret value" },
      { label: "Parameter format", before: "not there", after: "cloudflare" },
      { label: "Header Authorization", before: "a secret value", after: "removed" },
      { label: "Parameter tags", before: "host:theburritobot.com,dataset:http_requests", after: "removed" },
      { label: "Timestamp format", before: "rfc3339", after: "unix" },
      { label: "Max upload bytes", before: "not set", after: "5000000" },
    ]);
  });

  test("name saved values, and values that only change", () => {
    const form = exampleValues({
      endpoint: "https://a.example/in/••••••••",
      isEndpointKept: true,
      query: [{ ...header("x-cf-secret", ""), saved: 0 }, header("X-Old", "b"), param("", "")],
    });
    const result = applyPreset(preset("otel"), { url: "https://a.example/in", secret: "s" }, form);
    expect(result.ok && result.value.changed).toEqual([
      { label: "Endpoint URL", before: "https://a.example/in/••••••••", after: "https://a.example/in" },
      { label: "Header X-CF-Secret", before: "the saved value", after: "another secret value" },
      { label: "Header X-Old", before: "a secret value", after: "removed" },
    ]);
    expect(result.ok && result.value.values).toMatchObject({ isEndpointKept: false, destinationMode: "edit" });
  });

  test("report a disabled header, though its value stays the same", () => {
    const query = [
      { ...header("X-CF-Secret", "s"), isOff: true },
      { ...header("X-Old", "b"), isOff: true },
    ];
    const form = exampleValues({ endpoint: "https://a.example/in", query });
    const result = applyPreset(preset("otel"), { url: "https://a.example/in", secret: "s" }, form);
    expect(result.ok && result.value.changed).toEqual([
      { label: "Header X-CF-Secret", before: "disabled", after: "another secret value" },
      { label: "Header X-Old", before: "disabled", after: "removed" },
    ]);
  });

  test("show the preset's fixed texts, in headers too", () => {
    const inputs = { host: "ingress.eu1.coralogix.com", key: "canary-4f1d", application: "shop", subsystem: "edge" };
    const result = applyPreset(preset("coralogix"), inputs, exampleValues({ query: [] }));
    const changed = result.ok ? result.value.changed : [];
    expect(changed).toEqual(
      expect.arrayContaining([
        { label: "Header Authorization", before: "not there", after: "a secret value" },
        { label: "Header CX-Application-Name", before: "not there", after: "shop" },
        { label: "Header dataset", before: "not there", after: "HTTPRequests" },
      ]),
    );
    expect(JSON.stringify(changed)).not.toContain("canary");
  });

  test("a preset applied twice changes nothing more", () => {
    const inputs = { url: "https://a.example/in", secret: "s" };
    const once = applyPreset(preset("otel"), inputs, current);
    expect(once.ok && applyPreset(preset("otel"), inputs, once.value.values)).toMatchObject({
      ok: true,
      value: { changed: [] },
    });
  });

  test("stay inside the fields that can be restored", () => {
    for (const chosen of presets) {
      const inputs = Object.fromEntries(
        chosen.inputs.map(({ id, initial, rule }) => [
          id,
          initial ?? { host: "a.example", port: "1", url: "https://a.example", "header-name": "A", value: "v" }[rule],
        ]),
      );
      const result = applyPreset(chosen, inputs, current);
      const kept = new Map<string, unknown>(Object.entries(result.ok ? result.value.values : {}));
      for (const field of presetFields) kept.delete(field);
      const expected = new Map<string, unknown>(Object.entries(current));
      for (const field of presetFields) expected.delete(field);
      expect(kept, chosen.id).toEqual(expected);
    }
  });
});

import { createRequire } from "node:module";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { headerNames, headerValues, messyConfs, texts } from "#lib/logpush/testing/arbitraries.ts";
import { exampleValues, header, param } from "#lib/logpush/testing/form-values.ts";
import { bodyFormatOf } from "./body-format.ts";
import { type ReceiverKind, receiverConfig, receivers } from "./receiver-config.ts";

/** The YAML parser that knip depends on. */
const yaml: { parse: (text: string) => unknown } = createRequire(createRequire(import.meta.url).resolve("knip"))(
  "yaml",
);

const kinds: ReceiverKind[] = ["nginx", "vector", "otel", "worker", "waf"];
const values = exampleValues({
  endpoint: "https://logs.example.com:8443/in/v1",
  query: [
    header("Content-Type", "application/json"),
    header("X-Logpush-Secret", "canary-4f1d"),
    param("key", "canary-4f1d"),
  ],
});

describe("Vector", () => {
  test("is YAML with the settings of its reference", () => {
    const { text, notes } = receiverConfig("vector", values);
    expect(yaml.parse(text)).toEqual({
      sources: {
        logpush: {
          type: "http_server",
          address: "0.0.0.0:8443",
          method: "POST",
          path: "/in/v1",
          strict_path: true,
          auth: {
            strategy: "custom",
            source: [
              'get_env_var!("LOGPUSH_SECRET") != "" &&',
              '  sha2(string!(.headers."x-logpush-secret")) == sha2(get_env_var!("LOGPUSH_SECRET"))',
            ].join("\n"),
          },
          framing: { method: "newline_delimited" },
          decoding: { codec: "json" },
          tls: {
            enabled: true,
            crt_file: "/etc/vector/logpush/fullchain.pem",
            key_file: "/etc/vector/logpush/privkey.pem",
          },
        },
      },
      transforms: { records: { type: "filter", inputs: ["logpush"], condition: '.content != "tests"' } },
      sinks: {
        files: {
          type: "file",
          inputs: ["records"],
          path: "/var/log/logpush/%Y-%m-%d.ndjson",
          encoding: { codec: "json" },
          acknowledgements: { enabled: true },
        },
      },
    });
    expect(notes).toEqual([]);
    expect(text).not.toContain("$" + "{");
  });

  test.each([
    [{ batchPrefix: "[", batchSuffix: "]", recordDelimiter: "," }, "bytes", "json", '.content != "tests"'],
    [{ outputType: "csv" }, "newline_delimited", "bytes", `.message != s'{"content":"tests"}'`],
  ])("reads %o", (changes, method, codec, condition) => {
    expect(yaml.parse(receiverConfig("vector", { ...values, ...changes }).text)).toMatchObject({
      sources: { logpush: { framing: { method }, decoding: { codec } } },
      transforms: { records: { condition } },
    });
  });

  test("warns if a batch is larger than its limit", () => {
    expect(receiverConfig("vector", { ...values, maxUploadBytes: "100 MB" }).notes).toEqual([]);
    expect(receiverConfig("vector", { ...values, maxUploadBytes: "200 MB" }).notes).toEqual([
      expect.stringContaining("100 MiB"),
    ]);
  });
});

describe("the OpenTelemetry receiver", () => {
  const own = { ...values, query: [header("x-cf-secret", "canary-4f1d")] };
  const receiverOf = (changes: Partial<JobFormValues>) => {
    const parsed = yaml.parse(receiverConfig("otel", { ...own, ...changes }).text);
    expect(parsed).toMatchObject({ receivers: { cloudflare: { logs: {} } } });
    return parsed;
  };

  test("is YAML with the settings of its schema", () => {
    expect(receiverOf({})).toEqual({
      receivers: {
        cloudflare: {
          logs: {
            endpoint: "0.0.0.0:8443",
            secret: "$" + "{env:LOGPUSH_SECRET}",
            timestamp_field: "EdgeStartTimestamp",
            timestamp_format: "rfc3339",
            tls: { cert_file: "/etc/otelcol/logpush/fullchain.pem", key_file: "/etc/otelcol/logpush/privkey.pem" },
          },
        },
      },
      processors: {
        "filter/logpush_test": { error_mode: "ignore", logs: { log_record: ['body["content"] == "tests"'] } },
      },
      exporters: { debug: { verbosity: "basic" } },
      service: {
        pipelines: {
          logs: { receivers: ["cloudflare"], processors: ["filter/logpush_test"], exporters: ["debug"] },
        },
      },
    });
    expect(receiverConfig("otel", own).notes).toEqual([]);
  });

  test.each([
    ["rfc3339ms", "rfc3339"],
    ["rfc3339ns", "rfc3339"],
    ["unix", "unix"],
    ["unixnano", "unixnano"],
  ])("timestamp format %s is its %s", (timestampFormat, timestamp_format) => {
    expect(receiverOf({ timestampFormat })).toMatchObject({
      receivers: { cloudflare: { logs: { timestamp_format } } },
    });
  });

  test("the time of a record is a selected field", () => {
    expect(receiverOf({ fieldNames: ["RayID", "Datetime"] })).toMatchObject({
      receivers: { cloudflare: { logs: { timestamp_field: "Datetime" } } },
    });
    expect(receiverConfig("otel", { ...own, fieldNames: ["RayID"] }).notes).toEqual([
      expect.stringContaining("None of the selected fields is a timestamp"),
    ]);
  });

  test("its limit is raised if the job can send more than its default", () => {
    const limit = { receivers: { cloudflare: { logs: { max_request_body_size: expect.any(Number) } } } };
    expect(receiverOf({ maxUploadBytes: "20 MB" })).not.toMatchObject(limit);
    expect(receiverOf({ maxUploadBytes: "21 MB" })).toMatchObject({
      receivers: { cloudflare: { logs: { max_request_body_size: 21_000_000 } } },
    });
    expect(receiverOf({ maxUploadBytes: "" })).toMatchObject(limit);
  });

  test("says what it cannot read, and which header it supports", () => {
    expect(receiverConfig("otel", { ...own, outputType: "csv" }).notes).toEqual([expect.stringContaining("NDJSON")]);
    expect(receiverConfig("otel", values)).toMatchObject({
      suggestedHeader: "X-CF-Secret",
      notes: [expect.stringContaining("X-CF-Secret")],
    });
  });
});

test("the rule for Cloudflare's firewall is the documented one", () => {
  const endpoint = "https://logpush.yourdestinationendpoint.com";
  const { text } = receiverConfig("waf", { ...values, endpoint });
  expect(text.split("\n")).toContain(
    '(http.host eq "logpush.yourdestinationendpoint.com" and all(http.request.headers["x-logpush-secret"][*] ne "PASTE_THE_VALUE_HERE"))',
  );
});

describe.each(kinds)("%s", (kind) => {
  test("never contains a value of the destination, however it was typed", () => {
    fc.assert(
      fc.property(headerNames, headerValues, (name, value) => {
        const query = [header(name, `canary-4f1d${value}`), param(`x${name}`, "canary-4f1d")];
        const { text, notes } = receiverConfig(kind, { ...values, query });
        expect(text + notes.join()).not.toContain("canary-4f1d");
      }),
    );
  });

  test("is written for anything that the form can hold", () => {
    fc.assert(
      fc.property(messyConfs, texts, fc.string(), (endpoint, text, size) => {
        const query = [header(text, text)];
        const form = { endpoint, query, dataset: text, fieldNames: [text], timestampFormat: text, outputType: text };
        const config = receiverConfig(kind, { ...values, ...form, batchPrefix: text, maxUploadBytes: size });
        expect(config.text).toMatch(/\n$/);
      }),
    );
  });

  test("marks what is missing or only saved", () => {
    const missing = receiverConfig(kind, { ...values, endpoint: "https://", query: [] });
    expect(missing.text).toContain("ENDPOINT_HOST");
    expect(missing.notes).toEqual(expect.arrayContaining([expect.stringContaining("ENDPOINT_HOST")]));
    expect(missing.suggestedHeader).toBe(kind === "otel" ? "X-CF-Secret" : "X-Logpush-Secret");
    for (const secret of ["••••••••", "canary0123456789abcdef"]) {
      const masked = receiverConfig(kind, { ...values, endpoint: `https://logs.example.com/in/${secret}` });
      expect(masked.text).not.toContain(secret);
      expect(masked.notes).toEqual(expect.arrayContaining([expect.stringContaining("SECRET_PATH_SEGMENT")]));
    }
  });
});

test.each([
  ["a name that says it is a secret wins", [header("X-Team", "a"), header("X-Api-Token", "b")], "X-Api-Token"],
  [
    "otherwise the first that may be one",
    [header("Accept", "a"), header("X-Team", "b"), header("X-Two", "c")],
    "X-Team",
  ],
  [
    "of the Access pair, the secret",
    [header("CF-Access-Client-Id", "a"), header("CF-Access-Client-Secret", "b")],
    "CF-Access-Client-Secret",
  ],
  ["a saved one counts like a typed one", [{ ...header("Authorization", ""), saved: 0 }], "Authorization"],
  ["one that is turned off is not sent", [{ ...header("X-Token", "a"), isOff: true }, header("X-Team", "b")], "X-Team"],
  ["an invalid name is skipped", [header("no name", "a"), header("", "b")], "X-Logpush-Secret"],
])("the header to check: %s", (_why, query, expected) => {
  expect(receiverConfig("worker", { ...values, query }).text).toContain(`const SECRET_HEADER = "${expected}"`);
});

test("nginx gets a header that it can read", () => {
  const { text, suggestedHeader } = receiverConfig("nginx", { ...values, query: [header("X.Secret", "a")] });
  expect([suggestedHeader, text.includes("$http_x_logpush_secret")]).toEqual(["X-Logpush-Secret", true]);
});

test.each([
  ["ndjson", {}],
  ["ndjson", { recordPrefix: "{", recordSuffix: "}", recordDelimiter: "\\n", fieldDelimiter: "," }],
  ["array", { batchPrefix: "[", batchSuffix: "]", recordDelimiter: "," }],
  ["array", { batchPrefix: "[\\n", batchSuffix: "\\n]\\n", recordDelimiter: ",", recordSuffix: "}" }],
  ["csv", { outputType: "csv" }],
  ["csv", { outputType: "csv", recordSuffix: "\\r\\n", fieldDelimiter: "\\t" }],
  ["lines", { outputType: "csv", batchPrefix: "A,B\\n" }],
  ["lines", { recordTemplate: "{{.RayID}}" }],
  ["lines", { recordPrefix: '{"info":{', recordSuffix: "}}\\n" }],
  ["lines", { batchPrefix: '{"events":[', batchSuffix: "]}", recordDelimiter: "," }],
  ["lines", { recordSuffix: "}" }],
  ["lines", { fieldDelimiter: ";" }],
])("a batch is %s with %o", (format, changes) => {
  expect(bodyFormatOf(exampleValues(changes))).toBe(format);
});

test("every kind has its own label", () => {
  const labels = Object.values(receivers).map(({ label }) => label);
  expect([labels.length, new Set(labels).size]).toEqual([kinds.length, kinds.length]);
});

describe("a raw + in the header's value, which may arrive as a space", () => {
  const withPlus = (kind: ReceiverKind, row: Partial<JobFormValues["query"][number]>) => {
    const name = kind === "otel" ? "X-CF-Secret" : "Authorization";
    return receiverConfig(kind, { ...values, query: [{ ...header(name, "Bearer+canary-4f1d+b"), ...row }] });
  };
  const typed = { raw: "header_Authorization=Bearer+canary-4f1d+b" };
  const otelTyped = { raw: "header_X-CF-Secret=Bearer+canary-4f1d+b" };
  const saved = { value: "", saved: 0, hasPlus: true };

  test.each([
    ["nginx", ["$http_authorization = $logpush_secret)", "$http_authorization = $logpush_secret_plus)"]],
    ["vector", ['get_env_var!("LOGPUSH_SECRET"))', 'get_env_var!("LOGPUSH_SECRET_PLUS"))']],
    ["worker", ["isSame(given, env.LOGPUSH_SECRET))", "isSame(given, env.LOGPUSH_SECRET_PLUS))"]],
    ["waf", ["PASTE_THE_VALUE_WITH_SPACES_HERE", "PASTE_THE_VALUE_WITH_PLUSES_HERE"]],
  ] as const)("%s accepts both readings, and says why", (kind, parts) => {
    for (const row of [typed, saved]) {
      const { text, notes } = withPlus(kind, row);
      for (const part of parts) expect(text).toContain(part);
      expect(text).toContain("a +");
      expect(text + notes.join()).not.toContain("canary");
      expect(notes).toEqual(expect.arrayContaining([expect.stringMatching(/%20 or %2B/)]));
    }
  });

  test("OpenTelemetry compares with one value, which the text says", () => {
    for (const row of [otelTyped, saved]) expect(withPlus("otel", row).text).toContain("encode the + first");
  });

  test.each(kinds)("%s compares with one value if there is no doubt", (kind) => {
    for (const row of [{}, { ...saved, hasPlus: undefined }, { ...saved, plusAs: "space" as const }]) {
      const { text, notes } = withPlus(kind, row);
      expect(text).not.toMatch(/PLUS|plus/);
      expect(notes.join()).not.toContain("%2B");
    }
  });

  test("Vector's two conditions are one expression of VRL", () => {
    expect(yaml.parse(withPlus("vector", typed).text)).toMatchObject({
      sources: {
        logpush: {
          auth: {
            source: [
              'get_env_var!("LOGPUSH_SECRET") != "" &&',
              'get_env_var!("LOGPUSH_SECRET_PLUS") != "" &&',
              '  (sha2(string!(.headers."authorization")) == sha2(get_env_var!("LOGPUSH_SECRET")) ||',
              '    sha2(string!(.headers."authorization")) == sha2(get_env_var!("LOGPUSH_SECRET_PLUS")))',
            ].join("\n"),
          },
        },
      },
    });
  });
});

import { describe, expect, test } from "vitest";
import { type EnvRecord, parseEnv } from "./env.ts";

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const url = "https://hooks.example.com/headgate?key=canary";
const read = (record: EnvRecord) => parseEnv(record, () => secret);

describe("where alerts are sent", () => {
  test.each<[string, EnvRecord, object | undefined]>([
    ["on the emulator: the test receiver", {}, { url: "https://receiver.headgate.test/alerts", isDemo: true }],
    ["a webhook replaces it", { HEADGATE_ALERT_URL: url, HEADGATE_ALERT_SECRET: secret }, { url, isDemo: false }],
    ["the secret may be in a file", { HEADGATE_ALERT_URL: url, HEADGATE_ALERT_SECRET_FILE: "/x" }, { url }],
    ["nothing if it is off", { HEADGATE_ALERTS: "off" }, undefined],
    ["nothing by default with a real credential", { CLOUDFLARE_API_TOKEN: "t".repeat(40) }, undefined],
  ])("%s", (_name, record, expected) => {
    const result = read(record);
    if (!result.ok) throw result.error;
    if (expected === undefined) expect(result.env.alerts).toBeUndefined();
    else expect(result.env.alerts).toMatchObject(expected);
  });

  test.each<[string, EnvRecord, string]>([
    ["an address without a secret", { HEADGATE_ALERT_URL: url }, "HEADGATE_ALERT_URL"],
    ["a secret without an address", { HEADGATE_ALERT_SECRET: secret }, "HEADGATE_ALERT_SECRET"],
    ["plain http", { HEADGATE_ALERT_URL: "http://a.example/", HEADGATE_ALERT_SECRET: secret }, "HEADGATE_ALERT_URL"],
    ["a short secret", { HEADGATE_ALERT_URL: url, HEADGATE_ALERT_SECRET: "whsec_c2hvcnQ=" }, "HEADGATE_ALERT_SECRET"],
    ["another switch", { HEADGATE_ALERTS: "maybe" }, "HEADGATE_ALERTS"],
    ["a short metrics token", { HEADGATE_METRICS_TOKEN: "short" }, "HEADGATE_METRICS_TOKEN"],
    ["another metrics switch", { HEADGATE_METRICS: "public" }, "HEADGATE_METRICS"],
  ])("%s is refused without its value", (_name, record, variable) => {
    const result = read(record);
    if (result.ok) throw new Error("it was taken");
    expect(result.error.variable).toBe(variable);
    expect(result.error.message).not.toMatch(/canary|c2hvcnQ|short\b(?!er)/);
  });
});

test.each<[EnvRecord, unknown]>([
  [{}, { kind: "off" }],
  [{ HEADGATE_METRICS: "on" }, { kind: "open" }],
  [{ HEADGATE_METRICS_TOKEN: "t".repeat(16) }, { kind: "token", token: "t".repeat(16) }],
  [
    { HEADGATE_METRICS: "on", HEADGATE_METRICS_TOKEN: "t".repeat(16) },
    { kind: "token", token: "t".repeat(16) },
  ],
  [{ HEADGATE_METRICS: "off", HEADGATE_METRICS_TOKEN: "t".repeat(16) }, { kind: "off" }],
])("metrics with %j", (record, expected) => {
  const result = read(record);
  expect(result.ok && result.env.metrics).toEqual(expected);
});

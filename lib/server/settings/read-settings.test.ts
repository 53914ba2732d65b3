import { expect, test } from "vitest";
import { parseEnv } from "../env/env.ts";
import { contextOf } from "../testing/test-context.ts";
import { describeSettings } from "./read-settings.ts";

const envOf = (record: Record<string, string>) => {
  const result = parseEnv(record, () => "");
  if (!result.ok) throw result.error;
  return result.env;
};
const { context } = contextOf(async () => new Response("", { status: 500 }));
const token = "settings-canary-token-0123456789-0123456789";

test("on the emulator, nobody signs in and calls are not counted", async () => {
  const view = await describeSettings(context, envOf({}));
  expect(view).toMatchObject({
    mode: "emulator",
    signIn: { kind: "open", sessions: null },
    metrics: { access: "off", address: "http://localhost:3000/metrics" },
    store: { kind: "sqlite", keepsSecrets: true, historyDays: 400, history: { versions: 0, bytes: 0 } },
    reader: { state: "stopped", scopes: 0, unread: 0, calls: null },
  });
  expect(view.store.bytes).toBeGreaterThan(0);
});

test("live, calls are counted, and no secret is shown", async () => {
  const metricsToken = "metrics-canary-0123456789";
  const view = await describeSettings(
    context,
    envOf({ CLOUDFLARE_API_TOKEN: token, HEADGATE_METRICS_TOKEN: metricsToken, HEADGATE_READER: "off" }),
  );
  expect(view).toMatchObject({
    signIn: { kind: "link", sessions: 0 },
    metrics: { access: "token" },
    reader: { state: "off", calls: { used: 0, most: 1000 } },
  });
  expect(JSON.stringify(view)).not.toMatch(/canary/);
});

test("with a person's own token, the reader works in that person's requests", async () => {
  const caller = { ...context.caller, credential: { kind: "token" as const, token } };
  const env = envOf({ HEADGATE_AUTH: "token", HEADGATE_ORIGIN: "https://headgate.example.com" });
  const view = await describeSettings({ ...context, caller }, env);
  expect(view).toMatchObject({ reader: { state: "person", calls: null }, metrics: { access: "off" } });
  expect(JSON.stringify(view)).not.toMatch(/canary/);
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { listChanges } from "../activity/list-changes.ts";
import { contextOf } from "../testing/test-context.ts";
import { sendTestAlert } from "./alerts.ts";

const trace = { startedAt: "2026-01-01T00:00:00.000Z", isBuiltIn: true, timings: [] };
const posted = vi.hoisted(() => vi.fn());
const settings = vi.hoisted(() => ({ dataDir: "" }));

vi.mock("./send-alert.ts", () => ({ createAlertSender: () => posted }));
vi.mock("../env/env.ts", () => ({
  readEnv: () => ({ alerts: { url: "https://hooks.example.org/x", isDemo: false }, dataDir: settings.dataDir }),
}));

beforeEach(() => {
  settings.dataDir = mkdtempSync(join(tmpdir(), "headgate-alerts-"));
  posted.mockReset().mockResolvedValue({ ...trace, isDelivered: true, summary: "Delivered." });
});
afterEach(() => rmSync(settings.dataDir, { recursive: true, force: true }));

function contextFor(id: string) {
  const { context } = contextOf(() => Promise.reject(new Error("no call to Cloudflare")));
  return { ...context, caller: { ...context.caller, id } };
}

test("a test alert is recorded in the audit log before it is sent, and its outcome afterwards", async () => {
  const context = contextFor("audited");
  posted.mockImplementation(async () => {
    expect(listChanges((await context.audit.read()).lines)).toMatchObject([{ action: "alert", outcome: "open" }]);
    return { isDelivered: true, summary: "Delivered." };
  });
  await sendTestAlert(context);
  const [change, ...others] = listChanges((await context.audit.read()).lines);
  expect(change).toMatchObject({ action: "alert", actor: "audited", scope: "", jobId: null, outcome: "done" });
  expect(others).toEqual([]);
});

test("of forty in parallel one is sent, and six in a minute; the others add nothing to the audit log", async () => {
  const context = contextFor("many");
  const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => sendTestAlert(context)));
  const refused = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  expect(posted).toHaveBeenCalledTimes(1);
  expect(refused).toHaveLength(39);
  for (const reason of refused) expect(reason).toMatchObject({ error: { code: "E_DELIVERY_LIMIT" } });
  for (let count = 0; count < 10; count += 1) await sendTestAlert(context).catch(() => undefined);
  expect(posted).toHaveBeenCalledTimes(6);
  expect((await context.audit.read()).lines).toHaveLength(12);
});

test("a test alert that could not be recorded is not sent", async () => {
  const context = contextFor("unwritable");
  const audit = { ...context.audit, append: () => Promise.reject(new Error("disk full")) };
  await expect(sendTestAlert({ ...context, audit })).rejects.toThrow("disk full");
  expect(posted).not.toHaveBeenCalled();
});

import { beforeEach, expect, test, vi } from "vitest";
import { testAlert } from "#lib/logpush/alerts/alert-message.ts";
import { insertMessages, listMessages, writeAlertsReadAt } from "#lib/store/alerts.ts";
import type { Store } from "#lib/store/open-store.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { listChanges } from "../activity/list-changes.ts";
import { contextOf } from "../testing/test-context.ts";
import { newMessage } from "./alert-store.ts";
import { sendTestAlert, viewAlerts } from "./alerts.ts";

const trace = { startedAt: "2026-01-01T00:00:00.000Z", isBuiltIn: true, timings: [] };
const posted = vi.hoisted(() => vi.fn());
const opened = vi.hoisted((): { store?: Store } => ({}));

vi.mock("./send-alert.ts", () => ({ createAlertSender: () => posted }));
vi.mock("../env/process-store.ts", () => ({ getStore: () => opened.store }));
vi.mock("../env/env.ts", () => ({
  readEnv: () => ({
    alerts: { url: "https://hooks.example.org/x", isDemo: false },
    metrics: { kind: "off" },
    site: { port: 1 },
  }),
}));

describeEachStore("the alerts", ({ store }) => {
  beforeEach(() => {
    opened.store = store();
    posted.mockReset().mockResolvedValue({ ...trace, isDelivered: true, summary: "Delivered." });
  });

  function contextFor(name: string) {
    const { context } = contextOf(() => Promise.reject(new Error("no call to Cloudflare")));
    return { ...context, caller: { ...context.caller, id: `${name} ${store().kind}` } };
  }

  test("a test alert is recorded in the audit log before it is sent, and its outcome afterwards", async () => {
    const context = contextFor("audited");
    posted.mockImplementation(async () => {
      expect(listChanges((await context.audit.read()).lines)).toMatchObject([{ action: "alert", outcome: "open" }]);
      return { isDelivered: true, summary: "Delivered." };
    });
    await sendTestAlert(context);
    const [change, ...others] = listChanges((await context.audit.read()).lines);
    expect(change).toMatchObject({
      action: "alert",
      actor: context.caller.id,
      scope: "",
      jobId: null,
      outcome: "done",
    });
    expect(others).toEqual([]);
    expect(await listMessages(store().db, "emulator")).toMatchObject([
      { job_key: "", tries: 1, outcome: "sent", result: "Delivered.", next_try_at: null },
    ]);
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

  test("the page shows those of the caller's realm", async () => {
    const { db } = store();
    const at = "2026-01-01T00:00:00.000Z";
    await insertMessages(db, [
      { ...newMessage({ realm: "live", id: "msg_1" }, testAlert(at)), outcome: "sent" },
      { ...newMessage({ realm: "token:a", id: "msg_1" }, testAlert(at)), outcome: "failed" },
    ]);
    await writeAlertsReadAt(db, "live", at);
    expect(await viewAlerts({ realm: "live" })).toMatchObject({ readAt: at, messages: [{ outcome: "sent" }] });
    expect(await viewAlerts({ realm: "token:a" })).toMatchObject({ readAt: null, messages: [{ outcome: "failed" }] });
    expect(await viewAlerts({ realm: "emulator" })).toMatchObject({ readAt: null, messages: [] });
  });

  test("of the messages the newest fifty are kept, and those that are waiting", async () => {
    const at = (count: number) => new Date(Date.parse("2026-01-01T00:00:00Z") + count * 1000).toISOString();
    const all = Array.from({ length: 60 }, (_, count) =>
      newMessage({ realm: "emulator", id: `msg_${count}` }, testAlert(at(count))),
    );
    const rows = all.map((message, count) => (count === 3 ? message : { ...message, outcome: "sent" as const }));
    await insertMessages(store().db, rows.slice(0, 55));
    await insertMessages(store().db, rows.slice(50));
    const kept = (await listMessages(store().db, "emulator")).map(({ id }) => id);
    expect(kept).toHaveLength(51);
    expect([kept[0], kept[49], kept[50]]).toEqual(["msg_59", "msg_10", "msg_3"]);
  });
});

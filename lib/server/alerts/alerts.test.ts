import { beforeEach, expect, test, vi } from "vitest";
import { testAlert } from "#lib/logpush/alerts/alert-message.ts";
import { parseHistoryQuery } from "#lib/logpush/alerts/history-query.ts";
import { claimMessage, insertMessages, listMessages, writeAlertsReadAt } from "#lib/store/alerts.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { listChanges } from "../activity/list-changes.ts";
import { auditOf } from "../testing/test-audit.ts";
import { contextOf } from "../testing/test-context.ts";
import { newMessage } from "./alert-store.ts";
import { resendAlert, sendTestAlert } from "./alerts.ts";
import { viewAlerts } from "./read-alerts.ts";

const trace = { startedAt: "2026-01-01T00:00:00.000Z", isBuiltIn: true, timings: [] };
const posted = vi.hoisted(() => vi.fn());
const setting = vi.hoisted(() => ({ alertsOff: false, auth: { kind: "none" } }));
const webhook = { id: "environment", name: "Webhook" };
const everything = parseHistoryQuery(new URLSearchParams());

vi.mock("./send-alert.ts", () => ({ createAlertSender: () => posted }));
vi.mock("../env/env.ts", () => ({
  readEnv: () => ({
    ...{ alerts: { url: "https://hooks.example.org/x", isDemo: false }, ...setting },
    metrics: { kind: "off" },
    site: { port: 1 },
  }),
}));

describeEachStore("the alerts", ({ store }) => {
  beforeEach(() => {
    posted.mockReset().mockResolvedValue({ ...trace, isDelivered: true, summary: "Delivered." });
  });

  function contextFor(name: string) {
    const { context } = contextOf(() => Promise.reject(new Error("no call to Cloudflare")));
    const caller = { ...context.caller, id: `${name} ${store().kind}` };
    return { ...context, store: store(), audit: auditOf(store()), caller };
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
    const refused: unknown[] = [];
    // The one that is sent ends when all others were refused.
    posted.mockImplementation(async () => {
      await vi.waitFor(() => expect(refused).toHaveLength(39), { timeout: 20_000 });
      return { isDelivered: true, summary: "Delivered." };
    });
    const calls = Array.from({ length: 40 }, () => sendTestAlert(context));
    await Promise.all(calls.map((call) => call.catch((reason: unknown) => refused.push(reason))));
    expect(posted).toHaveBeenCalledTimes(1);
    posted.mockResolvedValue({ isDelivered: true, summary: "Delivered." });
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
      { ...newMessage({ realm: "live", id: "msg_1", kind: "test" }, webhook, testAlert(at)), outcome: "sent" },
      { ...newMessage({ realm: "token:a", id: "msg_1", kind: "test" }, webhook, testAlert(at)), outcome: "failed" },
    ]);
    await writeAlertsReadAt(db, "live", at);
    const view = (realm: string) => viewAlerts({ ...contextFor("view"), realm }, everything);
    expect(await view("live")).toMatchObject({ readAt: at, history: { rows: [{ outcome: "sent" }] } });
    expect(await view("token:a")).toMatchObject({ readAt: null, history: { rows: [{ outcome: "failed" }] } });
    expect(await view("emulator")).toMatchObject({ readAt: null, history: { rows: [] } });
  });

  test("what jobs cost is not in the history of viewers", async () => {
    const at = "2026-01-01T00:00:00.000Z";
    const add = (id: string, kind: string) => newMessage({ realm: "live", id, kind }, webhook, testAlert(at));
    await insertMessages(store().db, [add("msg_cost", "budget"), add("msg_other", "stale"), add("msg_old", "")]);
    const context = { ...contextFor("view"), realm: "live" };
    const idsOf = async (role: "viewer" | "operator") => {
      const view = await viewAlerts({ ...context, caller: { ...context.caller, role } }, everything);
      return view.history.rows.map(({ id }) => id);
    };
    expect(await idsOf("viewer")).toEqual(["msg_other", "msg_old"]);
    expect(await idsOf("operator")).toEqual(["msg_other", "msg_old", "msg_cost"]);
  });

  test("the history is filtered by channel, result and text, and comes in pages", async () => {
    const { db } = store();
    const messages = Array.from({ length: 120 }, (_, count) => {
      const body = {
        ...testAlert(new Date(Date.UTC(2026, 0, 1) + count * 1000).toISOString()),
        text: `Grün 100% ${count}`,
      };
      const channel = count % 2 === 0 ? webhook : { id: "c", name: "Gone" };
      return { ...newMessage({ realm: "live", id: `msg_${count}`, kind: "test" }, channel, body), tried_at: count };
    });
    await insertMessages(
      db,
      messages.map((message, count) => ({ ...message, outcome: count % 3 === 0 ? "sent" : "failed" })),
    );
    const read = async (text: string) => {
      const { history } = await viewAlerts(
        { ...contextFor("view"), realm: "live" },
        parseHistoryQuery(new URLSearchParams(text)),
      );
      return history;
    };
    expect(await read("")).toMatchObject({
      page: 1,
      hasMore: true,
      channels: [{ id: "c", name: "Gone" }, { id: "environment" }],
    });
    expect((await read("page=3")).rows.map(({ id }) => id)).toEqual(
      Array.from({ length: 20 }, (_, at) => `msg_${19 - at}`),
    );
    expect(await read("page=3")).toMatchObject({ hasMore: false });
    expect((await read("channel=c")).rows[0]).toMatchObject({ id: "msg_119", channelName: "Gone", canResend: false });
    expect((await read("result=sent&channel=environment")).rows[0]).toMatchObject({ id: "msg_114", canResend: true });
    expect((await read("q=GR%C3%9CN+100%25+7")).rows).toHaveLength(11);
    expect((await read("q=%25%25")).rows).toEqual([]);
  });

  test("a failed message is sent again with its id, and one that another server sends is not", async () => {
    const context = contextFor("resend");
    const { db } = store();
    const message = newMessage(
      { realm: "emulator", id: "msg_1", kind: "failing" },
      webhook,
      testAlert("2026-01-01T00:00:00Z"),
    );
    await insertMessages(db, [{ ...message, outcome: "failed", tries: 5, next_try_at: null }]);
    expect(await resendAlert(context, { id: "msg_1", channel: "environment" })).toMatchObject({ isDelivered: true });
    expect(posted.mock.calls[0]?.[1]).toMatchObject({ id: "msg_1", body: message.body });
    expect(await listMessages(db, "emulator")).toMatchObject([{ outcome: "sent", tries: 6, result: "Delivered." }]);
    const gone = { error: { code: "E_MESSAGE_GONE" } };
    await expect(resendAlert(context, { id: "msg_2", channel: "environment" })).rejects.toMatchObject(gone);
    await expect(resendAlert(context, { id: "msg_1", channel: "x" })).rejects.toMatchObject({
      error: { code: "E_CHANNEL_GONE" },
    });
    posted.mockImplementation(async () => {
      // The attempt is claimed: the watcher cannot make the same one.
      const [claimed] = await listMessages(db, "emulator");
      expect(claimed && (await claimMessage(db, { ...claimed, tries: 6 }, { at: 1, until: 2 }))).toBe(false);
      return { isDelivered: true, summary: "Delivered." };
    });
    await resendAlert(context, { id: "msg_1", channel: "environment" });
  });

  test("with alerts off, nothing is sent on demand", async () => {
    setting.alertsOff = true;
    await expect(sendTestAlert(contextFor("off"))).rejects.toMatchObject({ error: { code: "E_ALERTS_OFF" } });
    setting.alertsOff = false;
    setting.auth = { kind: "token" };
    await expect(sendTestAlert(contextFor("off"))).rejects.toMatchObject({ error: { code: "E_ALERTS_OFF" } });
    setting.auth = { kind: "none" };
    expect(posted).not.toHaveBeenCalled();
  });
});

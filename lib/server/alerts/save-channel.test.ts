import fc from "fast-check";
import { beforeEach, describe, expect, test, vi } from "vitest";
import type { ChannelForm } from "#lib/logpush/alerts/channel-form.ts";
import { parseHistoryQuery } from "#lib/logpush/alerts/history-query.ts";
import { listChannels } from "#lib/store/alert-channels.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import type { Context } from "../context/context.ts";
import { createSeal } from "../env/seal.ts";
import { auditOf } from "../testing/test-audit.ts";
import { contextOf, zoneId } from "../testing/test-context.ts";
import { readChannels, resealChannels } from "./channels.ts";
import { viewAlerts } from "./read-alerts.ts";
import { deleteChannel, saveChannel, setChannelEnabled } from "./save-channel.ts";

const setting = vi.hoisted(() => ({ alertsOff: false, auth: { kind: "none" }, deliveryAllow: [] as string[] }));

vi.mock("../env/env.ts", () => ({
  readEnv: () => ({ ...setting, mode: "live", deliveryPorts: [], metrics: { kind: "off" }, site: { port: 1 } }),
}));

const signingSecret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const emptyForm: ChannelForm = {
  ...{ kind: "webhook", name: "On-call", alerts: ["failing", "recovered"], scope: "", dataset: "" },
  ...{ url: "", signingSecret: "", routingKey: "", region: "us", host: "", port: "", encryption: "starttls" },
  ...{ username: "", password: "", from: "", to: "" },
};
const forms: Record<ChannelForm["kind"], ChannelForm> = {
  webhook: { ...emptyForm, url: "https://hooks.example.com/canary-Q7z1", signingSecret },
  slack: { ...emptyForm, kind: "slack", url: "https://hooks.slack.com/services/T0/B0/canary-Q7z1" },
  pagerduty: { ...emptyForm, kind: "pagerduty", routingKey: "canaryQ7z1".padEnd(32, "x"), region: "eu" },
  email: {
    ...{ ...emptyForm, kind: "email", host: "smtp.example.com", port: "587", from: "a@example.com" },
    ...{ to: "b@example.com; c@example.com", username: "user", password: "canary-Q7z1 " },
  },
};
const kinds = ["webhook", "slack", "pagerduty", "email"] as const;
const everything = parseHistoryQuery(new URLSearchParams());

describeEachStore("channels", ({ store }) => {
  beforeEach(() => Object.assign(setting, { alertsOff: false, auth: { kind: "none" }, deliveryAllow: [] }));

  function contextFor(changes: Partial<Context> = {}): Context {
    const { context } = contextOf(() => Promise.reject(new Error("no call to Cloudflare")));
    return { ...context, store: store(), audit: auditOf(store()), ...changes };
  }

  async function formOf(context: Context, id: string) {
    const found = (await viewAlerts(context, everything)).channels.find((channel) => channel.id === id);
    if (!found?.form) throw new Error("not found");
    return { id, changedAt: found.form.changedAt, form: found.form };
  }

  test.each(kinds)("of kind %s can be made, used, and edited with their secrets kept or replaced", async (kind) => {
    const context = contextFor();
    const { id } = await saveChannel(context, { form: forms[kind] });
    const [made] = await readChannels(context);
    expect(made).toMatchObject({ id, kind, name: "On-call", isEnabled: true, target: { kind } });
    expect(JSON.stringify(made?.target)).toMatch(/canary-?Q7z1/);
    const { changedAt, form } = await formOf(context, id);
    const kept = { ...forms[kind], name: "Renamed", url: "", signingSecret: "", routingKey: "", password: "" };
    await saveChannel(context, { edited: { id, changedAt }, form: kept });
    expect(await readChannels(context)).toEqual([{ ...made, name: "Renamed" }]);
    expect(form.secrets.length).toBe(kind === "webhook" ? 2 : 1);
    const edited = { id, changedAt: (await formOf(context, id)).changedAt };
    const typed = JSON.parse(JSON.stringify(forms[kind]).replaceAll("Q7z1", "R8y2"));
    await saveChannel(context, { edited, form: typed });
    expect(JSON.stringify(await readChannels(context))).not.toContain("Q7z1");
    await expect(saveChannel(context, { edited, form: typed })).rejects.toMatchObject({
      error: { code: "E_CHANNEL_CHANGED" },
    });
  });

  test.each(kinds)("of kind %s show their secrets to no page, audit log or table", async (kind) => {
    const context = contextFor();
    const { id } = await saveChannel(context, { form: forms[kind] });
    const view = await viewAlerts(context, everything);
    const { lines } = await context.audit.read();
    const rows = await listChannels(store().db, "emulator");
    const plain = rows.map(({ sealed, ...row }) => [row, Buffer.from(sealed).toString("latin1")]);
    expect(lines).toHaveLength(2);
    expect(JSON.stringify([view, lines, plain])).not.toMatch(/canary|Q7z1|whsec_/i);
    const viewer = { ...context, caller: { ...context.caller, role: "viewer" as const } };
    const shown = JSON.stringify((await viewAlerts(viewer, everything)).channels.find((one) => one.id === id));
    expect(shown).not.toMatch(/@example\.com|"user"/);
  });

  test("are sealed for their row: secrets that are moved to another do not open", async () => {
    const context = contextFor();
    await saveChannel(context, { form: { ...forms.slack, name: "a" } });
    await saveChannel(context, { form: { ...forms.slack, name: "b", url: "https://hooks.slack.com/services/other" } });
    const [a, b] = await listChannels(store().db, "emulator");
    if (!a || !b) throw new Error("not made");
    await store().db.updateTable("alert_channel").set({ sealed: a.sealed }).where("id", "=", b.id).execute();
    expect((await readChannels(context)).map(({ target }) => target !== undefined)).toEqual([true, false]);
  });

  test("are sealed again after a rotation of the key; one that no key opens says so and can be replaced", async () => {
    const first = "1".repeat(64);
    const second = "2".repeat(64);
    const made = contextFor({ seal: createSeal(first) });
    for (const kind of kinds) await saveChannel(made, { form: { ...forms[kind], name: kind } });
    const before = await readChannels(made);
    const rotated = contextFor({ seal: createSeal(second, first) });
    expect(await resealChannels(rotated)).toBe(0);
    const only = contextFor({ seal: createSeal(second) });
    expect(await readChannels(only)).toEqual(before);
    expect(await resealChannels(only)).toBe(0);

    const lost = contextFor({ seal: createSeal("3".repeat(64)) });
    expect(await resealChannels(lost)).toBe(4);
    expect((await readChannels(only)).every(({ target }) => target)).toBe(true);
    const { channels } = await viewAlerts(lost, everything);
    expect(channels).toMatchObject(Array(4).fill({ isReadable: false, form: { secrets: [] } }));
    const slack = channels.find(({ kind }) => kind === "slack");
    const edited = { id: slack?.id ?? "", changedAt: slack?.form?.changedAt ?? 0 };
    const keeps = saveChannel(lost, { edited, form: { ...forms.slack, name: "slack", url: "" } });
    await expect(keeps).rejects.toMatchObject({ error: { fieldErrors: { url: expect.any(String) } } });
    await saveChannel(lost, { edited, form: { ...forms.slack, name: "slack" } });
    expect((await readChannels(lost)).filter(({ target }) => target)).toHaveLength(1);
  });

  test.each([
    ["a private address", "https://10.1.2.3/hook"],
    ["this machine", "https://127.0.0.1/hook"],
    ["a name inside", "https://hooks.internal/hook"],
    ["a database's port", "https://example.com:5432/hook"],
    ["a metadata service", "https://169.254.169.254/hook"],
  ])("may not lead to %s", async (_title, url) => {
    const refused = { error: { code: "E_INPUT", fieldErrors: { url: expect.any(String) } } };
    await expect(saveChannel(contextFor(), { form: { ...forms.webhook, url } })).rejects.toMatchObject(refused);
  });

  test("may lead to a private relay where the operator allows it, without encryption too", async () => {
    const relay = {
      ...forms.email,
      host: "10.1.2.3",
      port: "25",
      encryption: "none" as const,
      username: "",
      password: "",
    };
    const refused = { error: { fieldErrors: { host: expect.stringContaining("HEADGATE_DELIVERY_ALLOW") } } };
    await expect(saveChannel(contextFor(), { form: relay })).rejects.toMatchObject(refused);
    setting.deliveryAllow = ["10.1.0.0/16"];
    await saveChannel(contextFor(), { form: relay });
    await saveChannel(contextFor(), { form: { ...relay, name: "by name", host: "relay.corp.internal" } });
    const open = saveChannel(contextFor(), { form: { ...relay, name: "open", host: "93.184.216.34" } });
    await expect(open).rejects.toMatchObject(refused);
  });

  test("do not send a kept password to another server", async () => {
    const context = contextFor();
    const { id } = await saveChannel(context, { form: forms.email });
    const edited = { id, changedAt: (await formOf(context, id)).changedAt };
    const moved = { ...forms.email, host: "smtp.evil.example", password: "" };
    await expect(saveChannel(context, { edited, form: moved })).rejects.toMatchObject({
      error: { fieldErrors: { password: "Enter the password again: the server has changed." } },
    });
  });

  test("are disabled, enabled and deleted, each with a line in the audit log; two of one name are refused", async () => {
    const context = contextFor();
    const { id } = await saveChannel(context, { form: forms.slack });
    await setChannelEnabled(context, { id, enabled: false });
    expect(await readChannels(context)).toMatchObject([{ isEnabled: false }]);
    await expect(saveChannel(context, { form: { ...forms.webhook, name: " on-CALL" } })).rejects.toMatchObject({
      error: { fieldErrors: { name: "Another channel has this name." } },
    });
    await deleteChannel(context, { id });
    expect(await readChannels(context)).toEqual([]);
    expect((await context.audit.read()).lines.filter(({ kind }) => kind === "intent")).toMatchObject(
      Array(3).fill({ action: "channel", scope: "" }),
    );
    const gone = { error: { code: "E_CHANNEL_GONE" } };
    await expect(deleteChannel(context, { id })).rejects.toMatchObject(gone);
    await expect(setChannelEnabled(context, { id, enabled: true })).rejects.toMatchObject(gone);
  });

  test("are at most twenty, and none while alerts are off", async () => {
    const context = contextFor();
    for (let count = 0; count < 20; count += 1)
      await saveChannel(context, { form: { ...forms.slack, name: `${count}` } });
    const full = { error: { code: "E_CHANNELS_FULL" } };
    await expect(saveChannel(context, { form: forms.slack })).rejects.toMatchObject(full);
    expect(await viewAlerts(context, everything)).toMatchObject({ isFull: true });
    setting.auth = { kind: "token" };
    const off = { error: { code: "E_ALERTS_OFF" } };
    await expect(saveChannel(context, { form: forms.slack })).rejects.toMatchObject(off);
    expect(await viewAlerts(context, everything)).toMatchObject({ state: "token" });
  });

  test("name the zone that they are for", async () => {
    const context = contextFor();
    await saveChannel(context, { form: { ...forms.slack, scope: `zones/${zoneId}`, dataset: "http_requests" } });
    const { channels } = await viewAlerts(context, everything);
    expect(channels).toMatchObject([{ route: { scope: `zones/${zoneId}`, dataset: "http_requests" } }]);
  });
});

describe("whatever is typed", () => {
  test("a refusal names fields and repeats no secret", async () => {
    const { context } = contextOf(() => Promise.reject(new Error("no call")));
    const canary = "canary-Q7z1xVw2";
    const around = fc.string({ maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...kinds), around, around, async (kind, before, after) => {
        const secret = `${before}${canary}${after}`;
        const form = {
          ...forms[kind],
          url: secret,
          signingSecret: secret,
          routingKey: secret,
          password: secret,
          port: "x",
        };
        const outcome = await saveChannel(context, { form }).catch((error: unknown) => error);
        const shown = JSON.stringify(outcome, Object.getOwnPropertyNames(outcome));
        expect(shown).not.toContain(canary);
        if (kind !== "email") expect(outcome).toMatchObject({ error: { code: "E_INPUT" } });
      }),
      { numRuns: 60 },
    );
  });
});

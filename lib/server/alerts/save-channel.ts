import "server-only";
import { randomUUID } from "node:crypto";
import * as z from "zod/mini";
import { fail } from "#lib/cloudflare/errors.ts";
import { isUrlAllowed } from "#lib/delivery/check-target.ts";
import { isMailServerAllowed } from "#lib/delivery/mail.ts";
import { alertKindNames, environmentChannel } from "#lib/logpush/alerts/channel.ts";
import {
  type ChannelForm,
  type ChannelFormErrors,
  channelFormSchema,
  channelSecrets,
  checkChannelForm,
  splitRecipients,
} from "#lib/logpush/alerts/channel-form.ts";
import {
  deleteChannel as deleteRow,
  findChannel,
  insertChannel,
  listChannels,
  updateChannel,
} from "#lib/store/alert-channels.ts";
import type { AlertChannelTable } from "#lib/store/schema.ts";
import { audited } from "../activity/audited.ts";
import type { Context } from "../context/context.ts";
import { defineUseCase } from "../define/use-case.ts";
import { deliveryPolicy } from "../delivery/send-delivery.ts";
import { alertStateOf } from "../env/alerts.ts";
import { readEnv } from "../env/env.ts";
import { type ChannelSecrets, type ChannelSettings, kindOf, openSecrets, sealSecrets, settingsOf } from "./channels.ts";
import { maxChannels, shownHostOf } from "./read-alerts.ts";

const idSchema = z.string().check(z.maxLength(64));

const saveSchema = z.object({
  /** The channel that is edited, as it was when its form was opened. Absent for a new one. */
  edited: z.optional(z.object({ id: idSchema, changedAt: z.int() })),
  form: channelFormSchema,
});

/**
 * Creates a channel, or changes one: an empty secret keeps the saved one. Throws E_INPUT with the errors of the fields,
 * E_CHANNELS_FULL, E_CHANNEL_GONE, E_CHANNEL_CHANGED and E_ALERTS_OFF.
 */
export async function saveChannel(
  context: Context,
  { edited, form }: z.output<typeof saveSchema>,
): Promise<{ id: string }> {
  requireOn();
  const { store, realm, seal } = context;
  const rows = await listChannels(store.db, realm);
  const row = edited && rows.find(({ id }) => id === edited.id);
  if (edited && !row) fail("E_CHANNEL_GONE");
  if (edited && row?.changed_at !== edited.changedAt) fail("E_CHANNEL_CHANGED");
  if (!row && rows.length >= maxChannels) fail("E_CHANNELS_FULL", { params: { count: maxChannels } });
  const known = row && (openSecrets(row, seal) ?? {});
  const fieldErrors = {
    ...checkNames(form, rows, row),
    ...checkChannelForm(form, row && known && { secrets: Object.keys(known), host: settingsOf(row).host }),
  };
  const all: ChannelFormErrors = { ...checkPlace(form), ...fieldErrors };
  if (Object.keys(all).length > 0) fail("E_INPUT", { fieldErrors: { ...all } });

  const secrets = secretsOf(form, known);
  const nowMs = context.now();
  const key = { realm, id: row?.id ?? randomUUID() };
  const changed_at = Math.max(nowMs, (row?.changed_at ?? 0) + 1);
  const content = {
    name: form.name.trim(),
    settings: JSON.stringify(settingsFrom(form, secrets)),
    ...sealSecrets(key, secrets, seal),
    changed_at,
  };
  const digests = (of: Pick<AlertChannelTable, "name" | "settings">) =>
    context.digests.versionsOf({ Name: of.name, Settings: of.settings });
  await audited(
    context,
    { action: "channel", scope: "", after: digests(content), ...(row ? { before: digests(row) } : {}) },
    async () => {
      if (!row) await insertChannel(store.db, { ...key, ...content, kind: form.kind, enabled: 1, created_at: nowMs });
      else if (!(await updateChannel(store.db, row, content))) fail("E_CHANNEL_CHANGED");
    },
  );
  return { id: key.id };
}

export const saveChannelCase = defineUseCase(
  { name: "saveChannel", role: "admin", input: saveSchema, isWrite: true, formKey: "form" },
  saveChannel,
);

const enableSchema = z.object({ id: idSchema, enabled: z.boolean() });

/** Enables or disables a channel. While it is disabled it gets no new messages, and waiting ones fail. */
export async function setChannelEnabled(
  context: Context,
  { id, enabled }: z.output<typeof enableSchema>,
): Promise<null> {
  requireOn();
  const { store, realm, digests } = context;
  const row = (await findChannel(store.db, realm, id)) ?? fail("E_CHANNEL_GONE");
  const flag = (value: boolean) => digests.versionsOf({ enabled: value });
  await audited(
    context,
    { action: "channel", scope: "", before: flag(row.enabled === 1), after: flag(enabled) },
    async () => {
      const changes = {
        enabled: enabled ? (1 as const) : (0 as const),
        changed_at: Math.max(context.now(), row.changed_at + 1),
      };
      if (!(await updateChannel(store.db, row, changes))) fail("E_CHANNEL_CHANGED");
    },
  );
  return null;
}

export const setChannelEnabledCase = defineUseCase(
  { name: "setChannelEnabled", role: "admin", input: enableSchema, isWrite: true },
  setChannelEnabled,
);

const deleteSchema = z.object({ id: idSchema });

/** Deletes a channel with its secrets. Its messages stay in the history; waiting ones fail. */
export async function deleteChannel(context: Context, { id }: z.output<typeof deleteSchema>): Promise<null> {
  const { store, realm, digests } = context;
  const row = (await findChannel(store.db, realm, id)) ?? fail("E_CHANNEL_GONE");
  const before = digests.versionsOf({ Name: row.name, Settings: row.settings });
  await audited(context, { action: "channel", scope: "", before }, () => deleteRow(store.db, realm, id));
  return null;
}

export const deleteChannelCase = defineUseCase(
  { name: "deleteChannel", role: "admin", input: deleteSchema, isWrite: true },
  deleteChannel,
);

function requireOn(): void {
  if (alertStateOf(readEnv()) !== "on") fail("E_ALERTS_OFF");
}

function checkNames(
  form: ChannelForm,
  rows: AlertChannelTable[],
  row: AlertChannelTable | undefined,
): ChannelFormErrors {
  if (row && kindOf(row) !== form.kind) fail("E_CHANNEL_CHANGED");
  const name = form.name.trim().toLowerCase();
  const isTaken = rows.some((one) => one.id !== row?.id && one.name.toLowerCase() === name);
  const isReserved = name === environmentChannel;
  return isTaken || isReserved ? { name: "Another channel has this name." } : {};
}

const notAllowed =
  "Headgate does not send to this host or port. A server administrator can allow private networks and other ports with HEADGATE_DELIVERY_ALLOW.";

/** What the address alone says; a name is resolved and checked with each message. */
function checkPlace({ kind, url, host, port, encryption }: ChannelForm): ChannelFormErrors {
  const policy = deliveryPolicy();
  if (kind === "webhook" || kind === "slack") {
    return url.trim() === "" || isUrlAllowed(url.trim(), policy) ? {} : { url: notAllowed };
  }
  if (kind === "pagerduty") return {};
  const server = { host: host.trim(), port: Number(port), encryption };
  return isMailServerAllowed(server, policy) ? {} : { host: notAllowed };
}

/** The secrets after a save: what was typed, or what is kept. None that the settings do not need. */
function secretsOf(form: ChannelForm, known: ChannelSecrets = {}): ChannelSecrets {
  const needed = form.kind === "email" && form.username.trim() === "" ? [] : channelSecrets[form.kind];
  return Object.fromEntries(
    needed.flatMap((name) => {
      const value = form[name] === "" ? known[name] : name === "password" ? form[name] : form[name].trim();
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

const pagerDutyHosts = { us: "events.pagerduty.com", eu: "events.eu.pagerduty.com" };

function settingsFrom(form: ChannelForm, { url }: ChannelSecrets): ChannelSettings {
  const { kind, scope, dataset, region, encryption } = form;
  const isMail = kind === "email";
  const host = isMail ? form.host.trim() : "";
  return {
    alerts: alertKindNames.filter((name) => form.alerts.includes(name)),
    ...{ scope, dataset: dataset.trim(), region, host, encryption },
    shownHost: isMail ? host : kind === "pagerduty" ? pagerDutyHosts[region] : url ? shownHostOf(url) : "",
    port: isMail ? Number(form.port) : 0,
    username: isMail ? form.username.trim() : "",
    from: isMail ? form.from.trim() : "",
    to: isMail ? splitRecipients(form.to) : [],
  };
}

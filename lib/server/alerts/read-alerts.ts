import "server-only";
import type { AlertsView, ChannelView, MuteView } from "#lib/logpush/alerts/alerts-view.ts";
import { environmentChannel } from "#lib/logpush/alerts/channel.ts";
import type { HistoryQuery } from "#lib/logpush/alerts/history-query.ts";
import { hostParts, maskParts } from "#lib/logpush/destination/secret-parts.ts";
import { readScopeLabels } from "#lib/store/activity.ts";
import { listChannels, listNamedMutes } from "#lib/store/alert-channels.ts";
import { listLastTried, listMessageChannels, listMessages, readAlertsReadAt } from "#lib/store/alerts.ts";
import type { AlertChannelTable, AlertOutboxTable } from "#lib/store/schema.ts";
import { mayAct } from "../base/caller.ts";
import type { Context } from "../context/context.ts";
import { defineReader } from "../define/define-reader.ts";
import { alertStateOf } from "../env/alerts.ts";
import { readEnv } from "../env/env.ts";
import { describeBody } from "./alert-store.ts";
import { type AlertChannel, openSecrets, readChannels, settingsOf } from "./channels.ts";
import { muteOf } from "./mutes.ts";

/** Of a realm. */
export const maxChannels = 20;

const rowsPerPage = 50;

type Reading = Pick<Context, "realm" | "store" | "seal" | "now" | "caller">;

/** What the alerts page shows: of a channel nothing that is secret, and of its address only the masked host. */
export async function viewAlerts(context: Reading, query: HistoryQuery): Promise<AlertsView> {
  const env = readEnv();
  const { metrics, site } = env;
  const { realm, store, now } = context;
  const { db } = store;
  const [channels, rows, last, mutes, readAt] = await Promise.all([
    readChannels(context),
    listChannels(db, realm),
    listLastTried(db, realm),
    listNamedMutes(db, realm, now()),
    readAlertsReadAt(db, realm),
  ]);
  const paths = [...new Set(rows.flatMap((row) => settingsOf(row).scope || []))];
  const labels = paths.length === 0 ? [] : await readScopeLabels(db, { realm, paths });
  const scopeNames = new Map(labels.map(({ path, name }) => [path, name]));
  const isAdmin = mayAct(context.caller, "admin");
  return {
    state: alertStateOf(env),
    channels: channels.map((channel) =>
      viewOf(channel, {
        row: rows.find(({ id }) => id === channel.id),
        last: last.find((message) => message.channel === channel.id),
        scopeNames,
        isAdmin,
        seal: context.seal,
      }),
    ),
    isFull: rows.length >= maxChannels,
    metrics: metrics.kind,
    port: site.port,
    readAt: channels.length > 0 ? (readAt ?? null) : null,
    history: await readHistory(context, query, channels),
    mutes: mutes.map(
      ({ scope, job_id, label, scope_name, until }): MuteView => ({
        ...{ path: job_id === null ? scope : `${scope}/jobs/${job_id}`, label, scopeName: scope_name },
        ...muteOf({ until }),
      }),
    ),
  };
}

export const readAlerts = defineReader("viewer", viewAlerts);

type Known = {
  row: AlertChannelTable | undefined;
  last: AlertOutboxTable | undefined;
  scopeNames: ReadonlyMap<string, string>;
  isAdmin: boolean;
  seal: Context["seal"];
};

function viewOf(channel: AlertChannel, { row, last, scopeNames, isAdmin, seal }: Known): ChannelView {
  const { id, kind, name, isEnabled, route, target } = channel;
  return {
    ...{ id, kind, name, isEnabled, isReadable: target !== undefined },
    setBy: id === environmentChannel ? (readEnv().alerts?.isDemo ? "emulator" : "HEADGATE_ALERT_URL") : null,
    target: targetText(channel, row),
    route: { ...route, scopeName: scopeNames.get(route.scope) ?? route.scope },
    last:
      last === undefined || last.tried_at === null
        ? null
        : { outcome: last.outcome, result: last.result, at: new Date(last.tried_at).toISOString() },
    form: row && isAdmin ? formOf(row, seal) : null,
  };
}

function targetText({ target }: AlertChannel, row: AlertChannelTable | undefined): string {
  if (!row) return target && "url" in target ? shownHostOf(target.url) : "";
  const { shownHost, host, to } = settingsOf(row);
  if (row.kind !== "email") return shownHost;
  return `${to.length === 1 ? "1 recipient" : `${to.length} recipients`} via ${host}`;
}

/** The host of a URL, with a token in it masked. */
export function shownHostOf(url: string): string {
  return maskParts(hostParts(new URL(url).host));
}

function formOf(row: AlertChannelTable, seal: Context["seal"]): ChannelView["form"] {
  const { region, host, port, encryption, username, from, to } = settingsOf(row);
  return {
    changedAt: row.changed_at,
    secrets: Object.keys(openSecrets(row, seal) ?? {}),
    ...{ region, host, encryption, username, from },
    port: port === 0 ? "" : String(port),
    to: to.join(", "),
  };
}

async function readHistory(
  { store: { db }, realm, caller }: Reading,
  { q, channel, result, page }: HistoryQuery,
  channels: AlertChannel[],
): Promise<AlertsView["history"]> {
  const [rows, names] = await Promise.all([
    listMessages(db, realm, {
      ...(channel === "" ? {} : { channel }),
      ...(result === "" ? {} : { outcome: result }),
      text: q.trim().toLowerCase(),
      // What jobs cost is shown to those who may open the page of usage.
      ...(mayAct(caller, "operator") ? {} : { exceptKind: "budget" }),
      limit: rowsPerPage + 1,
      offset: (page - 1) * rowsPerPage,
    }),
    listMessageChannels(db, realm),
  ]);
  const byId = new Map(channels.map((one) => [one.id, one]));
  const known = new Map([...names, ...channels].map(({ id, name }) => [id, name]));
  return {
    rows: rows.slice(0, rowsPerPage).map((row) => ({
      ...{ id: row.id, channel: row.channel, text: describeBody(row.body).text },
      channelName: byId.get(row.channel)?.name ?? row.channel_name,
      createdAt: new Date(row.created_at).toISOString(),
      ...{ tries: row.tries, outcome: row.outcome, lastResult: row.result },
      triedAt: row.tried_at === null ? null : new Date(row.tried_at).toISOString(),
      canResend: byId.get(row.channel)?.isEnabled === true,
    })),
    page,
    hasMore: rows.length > rowsPerPage,
    channels: Array.from(known, ([id, name]) => ({ id, name })),
  };
}

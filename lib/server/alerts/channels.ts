import "server-only";
import * as z from "zod/mini";
import type { MailServer } from "#lib/delivery/mail.ts";
import {
  alertKindNames,
  type ChannelKind,
  type ChannelRoute,
  channelKinds,
  defaultRoute,
  environmentChannel,
  mailEncryptions,
  type PagerDutyRegion,
  pagerDutyRegions,
} from "#lib/logpush/alerts/channel.ts";
import { listChannels, listOtherSealed, updateChannel } from "#lib/store/alert-channels.ts";
import type { AlertChannelTable } from "#lib/store/schema.ts";
import { log } from "../base/log.ts";
import type { Context } from "../context/context.ts";
import type { AlertTarget } from "../env/alerts.ts";
import { readEnv } from "../env/env.ts";
import { parseJson } from "./alert-store.ts";

/** Where a message goes, with everything that is secret. */
export type ChannelTarget =
  | { kind: "webhook"; url: string; key: Buffer }
  | { kind: "slack"; url: string }
  | { kind: "pagerduty"; routingKey: string; region: PagerDutyRegion }
  | { kind: "email"; server: MailServer; from: string; to: string[] };

export type AlertChannel = {
  id: string;
  kind: ChannelKind;
  name: string;
  isEnabled: boolean;
  route: ChannelRoute;
  /** Undefined if no key opens its secrets. */
  target: ChannelTarget | undefined;
};

/** What the store keeps of a channel in plain text. It holds no secret. */
export const settingsSchema = z.object({
  alerts: z.array(z.string()),
  scope: z.string(),
  dataset: z.string(),
  /** The host, with a token in it masked. */
  shownHost: z.string(),
  region: z.enum(pagerDutyRegions),
  host: z.string(),
  port: z.int(),
  encryption: z.enum(mailEncryptions),
  username: z.string(),
  from: z.string(),
  to: z.array(z.string()),
});

export type ChannelSettings = z.output<typeof settingsSchema>;

const secretsSchema = z.record(z.string(), z.string());

export type ChannelSecrets = z.output<typeof secretsSchema>;

type Keyed = Pick<Context, "store" | "seal">;

/** The channels of a realm, the one of the environment first. */
export async function readChannels({ store, seal, realm }: Keyed & Pick<Context, "realm">): Promise<AlertChannel[]> {
  const rows = await listChannels(store.db, realm);
  const { alerts } = readEnv();
  return [...(alerts ? [channelOfEnvironment(alerts)] : []), ...rows.map((row) => channelOf(row, seal))];
}

function channelOfEnvironment({ url, key }: AlertTarget): AlertChannel {
  return {
    ...{ id: environmentChannel, kind: "webhook", name: "Webhook", isEnabled: true, route: defaultRoute },
    target: { kind: "webhook", url, key },
  };
}

export function channelOf(row: AlertChannelTable, seal: Context["seal"]): AlertChannel {
  const settings = settingsOf(row);
  const { scope, dataset } = settings;
  const secrets = openSecrets(row, seal);
  return {
    ...{ id: row.id, kind: kindOf(row), name: row.name, isEnabled: row.enabled === 1 },
    route: { alerts: alertKindNames.filter((name) => settings.alerts.includes(name)), scope, dataset },
    target: secrets && targetOf(kindOf(row), settings, secrets),
  };
}

export function kindOf({ kind }: Pick<AlertChannelTable, "kind">): ChannelKind {
  const known = channelKinds.find((one) => one === kind);
  if (!known) throw new Error("The store holds a channel of an unknown kind.");
  return known;
}

export function settingsOf({ settings }: Pick<AlertChannelTable, "settings">): ChannelSettings {
  return z.parse(settingsSchema, parseJson(settings));
}

/** The secrets of a channel; undefined if no key opens them. */
export function openSecrets(row: AlertChannelTable, seal: Context["seal"]): ChannelSecrets | undefined {
  const text = seal.open({ kid: row.kid, bytes: row.sealed }, placeOf(row));
  const parsed = z.safeParse(secretsSchema, text === undefined ? undefined : parseJson(text));
  return parsed.success ? parsed.data : undefined;
}

/** Seals the secrets of a channel for its row: they open for no other. */
export function sealSecrets(
  place: Pick<AlertChannelTable, "realm" | "id">,
  secrets: ChannelSecrets,
  seal: Context["seal"],
): Pick<AlertChannelTable, "sealed" | "kid"> {
  const { bytes, kid } = seal.seal(JSON.stringify(secrets), placeOf(place));
  return { sealed: bytes, kid };
}

function placeOf({ realm, id }: Pick<AlertChannelTable, "realm" | "id">): string {
  return `alert-channel ${realm} ${id}`;
}

/** Undefined if a secret is missing. */
function targetOf(kind: ChannelKind, settings: ChannelSettings, secrets: ChannelSecrets): ChannelTarget | undefined {
  const { url, signingSecret, routingKey, password } = secrets;
  if (kind === "webhook") {
    return url && signingSecret
      ? { kind, url, key: Buffer.from(signingSecret.slice("whsec_".length), "base64") }
      : undefined;
  }
  if (kind === "slack") return url ? { kind, url } : undefined;
  if (kind === "pagerduty") return routingKey ? { kind, routingKey, region: settings.region } : undefined;
  const { host, port, encryption, username, from, to } = settings;
  if (username !== "" && !password) return undefined;
  const login = username !== "" && password ? { login: { username, password } } : {};
  return { kind, server: { host, port, encryption, ...login }, from, to };
}

/** Seals the secrets of channels that the key before the last rotation sealed. Resolves to how many no key opens. */
export async function resealChannels({ store, seal }: Keyed): Promise<number> {
  const rows = await listOtherSealed(store.db, seal.kid);
  let resealed = 0;
  for (const row of rows) {
    const secrets = openSecrets(row, seal);
    if (secrets && (await updateChannel(store.db, row, sealSecrets(row, secrets, seal)))) resealed += 1;
  }
  if (resealed > 0) log({ level: "info", event: `sealed ${resealed} alert channels with the new key` });
  return rows.length - resealed;
}

import "server-only";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import * as z from "zod/mini";
import type { Credential } from "#lib/cloudflare/client.ts";
import { officialBaseUrl } from "#lib/cloudflare/official-base-url.ts";
import { isPrivateBlock } from "#lib/delivery/classify-address.ts";
import { type AlertTarget, type MetricsAccess, readAlertsOff, readAlertTarget, readMetricsAccess } from "./alerts.ts";
import { type Auth, readAuth, type Site } from "./auth.ts";
import { readCredential } from "./credential.ts";
import { readDatabase } from "./database.ts";
import { isLoopbackUrl, refuseUnsupported, StartupError } from "./rules.ts";

type Common = {
  host: string;
  site: Site;
  auth: Auth;
  /** How many reverse proxies of our own add to X-Forwarded-For; 0 if there are none. */
  trustedHops: number;
  dataDir: string;
  /** The address of PostgreSQL. Undefined: SQLite in the data folder. */
  database?: string;
  secret?: string;
  /** The key before the last rotation, which still opens what the new one has not sealed again. */
  secretOld?: string;
  /** Whether versions of jobs keep the values of their destinations, sealed, and for how many days versions are kept. */
  history: { withSecrets: boolean; days: number };
  /** The webhook that the environment sets. Other channels are in the store. */
  alerts?: AlertTarget;
  /** Whether no alerts are sent at all. */
  alertsOff: boolean;
  metrics: MetricsAccess;
  /** Whether this server reads zones, accounts and jobs in the background. If not, pages read what is due. */
  reader: "on" | "off";
  /** Private blocks that test deliveries and alerts may reach, as CIDR. */
  deliveryAllow: string[];
  /** Ports of public hosts that deliveries may reach in addition to the usual ones. */
  deliveryPorts: number[];
};

/** What the environment decides. LIVE with a credential; otherwise the embedded emulator answers. */
export type Env =
  | (Common & { mode: "emulator" })
  /** The server's credential. Absent if each person brings one. */
  | (Common & { mode: "live"; credential?: Credential; baseUrl: string });

export type EnvRecord = Record<string, string | undefined>;
export type EnvResult = { ok: true; env: Env } | { ok: false; error: StartupError };

/** An empty value counts as not set, because compose files and copies of `.env` are full of them. */
const text = z.pipe(
  z.optional(z.string()),
  z.transform((value) => (value?.trim() ? value.trim() : undefined)),
);

const envSchema = z.object({
  PORT: text,
  HOST: text,
  CLOUDFLARE_API_TOKEN: text,
  CLOUDFLARE_API_TOKEN_FILE: text,
  CLOUDFLARE_API_KEY: text,
  CLOUDFLARE_API_KEY_FILE: text,
  CLOUDFLARE_EMAIL: text,
  CLOUDFLARE_EMAIL_FILE: text,
  CLOUDFLARE_BASE_URL: text,
  HEADGATE_AUTH: text,
  HEADGATE_ORIGIN: text,
  HEADGATE_PASSWORD_HASH: text,
  HEADGATE_PASSWORD_HASH_FILE: text,
  HEADGATE_ACCESS_TEAM: text,
  HEADGATE_ACCESS_AUD: text,
  HEADGATE_ROLES: text,
  HEADGATE_TRUSTED_HOPS: text,
  HEADGATE_DATA: text,
  HEADGATE_DATABASE: text,
  HEADGATE_DATABASE_FILE: text,
  HEADGATE_SECRET: text,
  HEADGATE_SECRET_OLD: text,
  HEADGATE_HISTORY: text,
  HEADGATE_HISTORY_DAYS: text,
  HEADGATE_DELIVERY_ALLOW: text,
  HEADGATE_ALERTS: text,
  HEADGATE_ALERT_URL: text,
  HEADGATE_ALERT_URL_FILE: text,
  HEADGATE_ALERT_SECRET: text,
  HEADGATE_ALERT_SECRET_FILE: text,
  HEADGATE_READER: text,
  HEADGATE_METRICS: text,
  HEADGATE_METRICS_TOKEN: text,
  HEADGATE_METRICS_TOKEN_FILE: text,
});

export type Values = z.output<typeof envSchema>;

/** Reads and checks the environment. Its one effect, reading a `*_FILE`, is passed in. */
export function parseEnv(record: EnvRecord, readFile: (path: string) => string): EnvResult {
  try {
    refuseUnsupported(record);
    return { ok: true, env: check(z.parse(envSchema, record), readFile) };
  } catch (error) {
    if (error instanceof StartupError) return { ok: false, error };
    throw error;
  }
}

let current: Env | undefined;

/** The environment of this process, parsed once. Throws `StartupError` if it is refused. */
export function readEnv(): Env {
  if (current) return current;
  const result = parseEnv(process.env, (path) => readFileSync(path, "utf8"));
  if (!result.ok) throw result.error;
  current = result.env;
  return current;
}

function check(values: Values, readFile: (path: string) => string): Env {
  const port = checkPort(values.PORT ?? "3000");
  const credential = readCredential(values, readFile);
  const { auth, origin } = readAuth(values, readFile, { hasCredential: credential !== undefined });
  const mode = credential || auth.kind === "token" ? "live" : "emulator";
  const common: Common = {
    host: values.HOST ?? "127.0.0.1",
    site: origin === undefined ? { port } : { port, origin },
    auth,
    trustedHops: checkTrustedHops(values.HEADGATE_TRUSTED_HOPS ?? "1"),
    // Marked, because the bundler would otherwise take the whole project for data of this path.
    dataDir: resolve(/* turbopackIgnore: true */ values.HEADGATE_DATA ?? ".data"),
    metrics: readMetricsAccess(values, readFile),
    alertsOff: readAlertsOff(values),
    ...checkDeliveryAllow(values.HEADGATE_DELIVERY_ALLOW ?? ""),
    history: readHistory(values),
    reader: checkReader(values.HEADGATE_READER ?? "on"),
    ...(values.HEADGATE_SECRET ? { secret: checkSecret("HEADGATE_SECRET", values.HEADGATE_SECRET) } : {}),
    ...(values.HEADGATE_SECRET_OLD
      ? { secretOld: checkSecret("HEADGATE_SECRET_OLD", values.HEADGATE_SECRET_OLD) }
      : {}),
  };
  const database = readDatabase(values, readFile, { hasSecret: common.secret !== undefined });
  if (database !== undefined) common.database = database;
  const alerts = readAlertTarget(values, readFile, mode);
  if (alerts) common.alerts = alerts;
  refuseUnfit(common);
  if (mode === "live") {
    const baseUrl = checkBaseUrl(values.CLOUDFLARE_BASE_URL ?? officialBaseUrl);
    return credential ? { ...common, mode, credential, baseUrl } : { ...common, mode, baseUrl };
  }
  if (values.CLOUDFLARE_BASE_URL) {
    throw new StartupError(
      "CLOUDFLARE_BASE_URL",
      "is set without a credential",
      "Set CLOUDFLARE_API_TOKEN too, or unset it to use the emulator.",
    );
  }
  return { ...common, mode };
}

function checkPort(port: string): number {
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number >= 1 && number <= 65_535) return number;
  throw new StartupError("PORT", "is not a port", "Set a number from 1 to 65535.");
}

function checkTrustedHops(hops: string): number {
  if (/^\d$/.test(hops)) return Number(hops);
  throw new StartupError(
    "HEADGATE_TRUSTED_HOPS",
    "is not a number of proxies",
    "Set the number of your own reverse proxies in front of Headgate, from 0 to 9.",
  );
}

/** Settings that exclude each other: metrics for everybody on a network, and polling without a credential. */
function refuseUnfit({ auth, site, alerts, metrics }: Common): void {
  if (metrics.kind === "open" && site.origin !== undefined) {
    throw new StartupError(
      "HEADGATE_METRICS",
      "would expose job names to everyone who can reach HEADGATE_ORIGIN",
      "Also set HEADGATE_METRICS_TOKEN, a random string of 16 or more characters.",
    );
  }
  if (auth.kind !== "token") return;
  const watching = alerts ? "HEADGATE_ALERT_URL" : metrics.kind === "off" ? undefined : "HEADGATE_METRICS";
  if (watching === undefined) return;
  throw new StartupError(
    watching,
    "needs a server credential, but with HEADGATE_AUTH=token there is none",
    `Unset ${watching}${watching === "HEADGATE_METRICS" ? " and HEADGATE_METRICS_TOKEN" : ""}, or use another HEADGATE_AUTH.`,
  );
}

function checkBaseUrl(url: string): string {
  const trimmed = url.replace(/\/+$/, "");
  if (trimmed === officialBaseUrl || isLoopbackUrl(trimmed)) return trimmed;
  throw new StartupError(
    "CLOUDFLARE_BASE_URL",
    "is neither the Cloudflare API nor on this machine",
    `Unset it, or set ${officialBaseUrl} or http://127.0.0.1:<port>/client/v4.`,
  );
}

function checkDeliveryAllow(list: string): Pick<Common, "deliveryAllow" | "deliveryPorts"> {
  const parts = list.split(",").flatMap((part) => part.trim() || []);
  const deliveryPorts = parts.filter((part) => /^:\d{4,5}$/.test(part)).map((part) => Number(part.slice(1)));
  const deliveryAllow = parts.filter((part) => !part.startsWith(":"));
  const isFit =
    deliveryAllow.every(isPrivateBlock) &&
    deliveryPorts.length + deliveryAllow.length === parts.length &&
    deliveryPorts.every((port) => port >= 1024 && port <= 65_535);
  if (isFit) return { deliveryAllow, deliveryPorts };
  throw new StartupError(
    "HEADGATE_DELIVERY_ALLOW",
    "contains an entry that is neither a private address block nor a port",
    "Use blocks such as 10.1.0.0/16 or fd12:3456::/32 and ports from :1024 to :65535, separated by commas.",
  );
}

function checkReader(setting: string): "on" | "off" {
  if (setting === "on" || setting === "off") return setting;
  throw new StartupError(
    "HEADGATE_READER",
    "is neither on nor off",
    "Unset it, or set off to disable background reads on this server.",
  );
}

function readHistory({ HEADGATE_HISTORY: kept = "with-secrets", HEADGATE_HISTORY_DAYS: days = "400" }: Values) {
  if (kept !== "with-secrets" && kept !== "without-secrets") {
    throw new StartupError(
      "HEADGATE_HISTORY",
      "is neither with-secrets nor without-secrets",
      "Set one of them, or unset it to keep encrypted destinations, so that versions can be fully restored.",
    );
  }
  if (!/^[1-9]\d{0,3}$/.test(days)) {
    throw new StartupError(
      "HEADGATE_HISTORY_DAYS",
      "is not a number of days",
      "Set a whole number from 1 to 9999, or unset it for 400.",
    );
  }
  return { withSecrets: kept === "with-secrets", days: Number(days) };
}

function checkSecret(name: string, secret: string): string {
  if (secret.length >= 32) return secret;
  throw new StartupError(
    name,
    "is shorter than 32 characters",
    "Set a random string, for example the output of: openssl rand -hex 32",
  );
}

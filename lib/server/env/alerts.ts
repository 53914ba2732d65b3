import "server-only";
import type { AlertState } from "#lib/logpush/alerts/alerts-view.ts";
import { readSecret } from "./credential.ts";
import { StartupError } from "./rules.ts";

/** The webhook that gets the alerts, and the key that signs each message. */
export type AlertTarget = { url: string; key: Buffer; isDemo: boolean };

export type MetricsAccess = { kind: "off" } | { kind: "open" } | { kind: "token"; token: string };

type Name = "HEADGATE_ALERT_URL" | "HEADGATE_ALERT_SECRET" | "HEADGATE_METRICS_TOKEN";
type Values = { [Key in Name | `${Name}_FILE` | "HEADGATE_ALERTS" | "HEADGATE_METRICS"]?: string | undefined };
type ReadFile = (path: string) => string;

/** Whether alerts are sent. They need jobs that a server reads, which persons' own tokens do not give it. */
export function alertStateOf({ auth, alertsOff }: { auth: { kind: string }; alertsOff: boolean }): AlertState {
  if (auth.kind === "token") return "token";
  return alertsOff ? "off" : "on";
}

/** Public, like the emulator's token, because it signs messages that stay inside this process. */
export const demoAlertSecret = "whsec_ZGVtbyBzZWNyZXQgb2YgdGhlIGxhYiEh";
export const demoAlertUrl = "https://receiver.headgate.test/alerts";

/** Undefined: no alerts are sent. On the emulator the test receiver gets them unless another webhook is set. */
export function readAlertTarget(
  values: Values,
  readFile: ReadFile,
  mode: "emulator" | "live",
): AlertTarget | undefined {
  const url = readSecret("HEADGATE_ALERT_URL", values, readFile);
  const secret = readSecret("HEADGATE_ALERT_SECRET", values, readFile);
  const isOff = readAlertsOff(values);
  if (url === undefined && secret !== undefined) {
    throw new StartupError("HEADGATE_ALERT_SECRET", "is set without HEADGATE_ALERT_URL", "Set HEADGATE_ALERT_URL too.");
  }
  if (url !== undefined && secret === undefined) {
    throw new StartupError(
      "HEADGATE_ALERT_URL",
      "is set without HEADGATE_ALERT_SECRET",
      'Set a secret, for example the output of: echo "whsec_$(openssl rand -base64 32)"',
    );
  }
  if (url !== undefined && secret !== undefined) {
    const target = { url: checkUrl(url), key: keyOf(secret), isDemo: false };
    return isOff ? undefined : target;
  }
  const isDemo = mode === "emulator" && !isOff;
  return isDemo ? { url: demoAlertUrl, key: keyOf(demoAlertSecret), isDemo } : undefined;
}

/** HEADGATE_ALERTS=off: no channel gets anything. */
export function readAlertsOff(values: Values): boolean {
  return readSwitch("HEADGATE_ALERTS", values) === "off";
}

export function readMetricsAccess(values: Values, readFile: ReadFile): MetricsAccess {
  const token = readSecret("HEADGATE_METRICS_TOKEN", values, readFile);
  const wish = readSwitch("HEADGATE_METRICS", values);
  if (token !== undefined && token.length < 16) {
    throw new StartupError(
      "HEADGATE_METRICS_TOKEN",
      "is shorter than 16 characters",
      "Set a random string, for example the output of: openssl rand -hex 16",
    );
  }
  if (wish === "off") return { kind: "off" };
  if (token !== undefined) return { kind: "token", token };
  return { kind: wish === "on" ? "open" : "off" };
}

function readSwitch(name: "HEADGATE_ALERTS" | "HEADGATE_METRICS", values: Values): "on" | "off" | undefined {
  const text = values[name]?.toLowerCase();
  if (text === undefined || text === "on" || text === "off") return text;
  throw new StartupError(name, "is neither on nor off", "Set one of them, or unset it.");
}

function checkUrl(url: string): string {
  const isUsable = URL.canParse(url) && /^https:\/\/[^/?]/i.test(url) && new URL(url).username === "";
  if (isUsable) return url;
  throw new StartupError(
    "HEADGATE_ALERT_URL",
    "is not an HTTPS URL",
    "Use a URL such as https://hooks.example.com/headgate.",
  );
}

/** `whsec_` and base64, as Standard Webhooks writes its secrets. */
function keyOf(secret: string): Buffer {
  const text = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1] ?? "";
  const key = Buffer.from(text, "base64");
  if (key.length >= 24 && key.length <= 64 && key.toString("base64") === text) return key;
  throw new StartupError(
    "HEADGATE_ALERT_SECRET",
    "is not whsec_ and 24 to 64 bytes in base64",
    'Set the output of: echo "whsec_$(openssl rand -base64 32)"',
  );
}

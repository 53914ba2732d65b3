import "server-only";

/** A setting that stops the start: one line that names the variable and the fix, and never its value. */
export class StartupError extends Error {
  readonly variable: string;

  constructor(variable: string, problem: string, fix: string) {
    super(`${variable} ${problem}. ${fix}`);
    this.name = "StartupError";
    this.variable = variable;
  }
}

/** sysexits.h EX_CONFIG, which means to a supervisor that another start does not help. */
export const configExitCode = 78;

/** Every name that begins with HEADGATE_ and has a meaning. The last two belong to the scripts and to tests. */
const supported = new Set([
  "HEADGATE_AUTH",
  "HEADGATE_ORIGIN",
  "HEADGATE_PASSWORD_HASH",
  "HEADGATE_PASSWORD_HASH_FILE",
  "HEADGATE_ACCESS_TEAM",
  "HEADGATE_ACCESS_AUD",
  "HEADGATE_ROLES",
  "HEADGATE_TRUSTED_HOPS",
  "HEADGATE_DATA",
  "HEADGATE_DATABASE",
  "HEADGATE_DATABASE_FILE",
  "HEADGATE_SECRET",
  "HEADGATE_SECRET_OLD",
  "HEADGATE_HISTORY",
  "HEADGATE_HISTORY_DAYS",
  "HEADGATE_DELIVERY_ALLOW",
  "HEADGATE_ALERTS",
  "HEADGATE_ALERT_URL",
  "HEADGATE_ALERT_URL_FILE",
  "HEADGATE_ALERT_SECRET",
  "HEADGATE_ALERT_SECRET_FILE",
  "HEADGATE_READER",
  "HEADGATE_METRICS",
  "HEADGATE_METRICS_TOKEN",
  "HEADGATE_METRICS_TOKEN_FILE",
  "HEADGATE_DETACHED",
  "HEADGATE_EMULATOR_FAULTS",
]);

/**
 * A mistyped HEADGATE_AUTH would leave out a protection that somebody counts on, so an unknown name stops the start.
 */
export function refuseUnsupported(record: Record<string, string | undefined>): void {
  const name = Object.keys(record).find(
    (key) => key.startsWith("HEADGATE_") && !supported.has(key) && record[key]?.trim(),
  );
  if (name === undefined) return;
  throw new StartupError(
    name,
    "is not a Headgate setting",
    `Unset it. Supported: ${[...supported].slice(0, -2).join(", ")}.`,
  );
}

/** Addresses that only this machine reaches: the three names on which all clients and checks agree. */
export function isListenHost(host: string): boolean {
  return /^(?:localhost|127\.0\.0\.1|::1|\[::1\])$/i.test(host);
}

/** `localhost`, 127.0.0.0/8 and ::1, with or without brackets. */
export function isLoopbackHost(host: string): boolean {
  return /^(?:localhost|127(?:\.\d{1,3}){3}|::1|\[::1\])$/i.test(host);
}

/** An http or https address on this machine, without user name, query or fragment. */
export function isLoopbackUrl(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) return false;
  const isPlain = url.username === "" && url.password === "" && url.search === "" && url.hash === "";
  return isPlain && isLoopbackHost(url.hostname);
}

import "server-only";
import { readSecret } from "./credential.ts";
import { isLoopbackHost, StartupError } from "./rules.ts";

type Values = { HEADGATE_DATABASE?: string | undefined; HEADGATE_DATABASE_FILE?: string | undefined };

/** The modes of libpq that never fall back to an unencrypted connection. */
const encryptedModes = new Set(["require", "verify-ca", "verify-full"]);

/**
 * The address of PostgreSQL, or undefined for SQLite in the data folder. Several servers share the database, so the key
 * must be theirs in common, and a connection that leaves the machine must be encrypted.
 */
export function readDatabase(
  values: Values,
  readFile: (path: string) => string,
  { hasSecret }: { hasSecret: boolean },
): string | undefined {
  const address = readSecret("HEADGATE_DATABASE", values, readFile);
  if (address === undefined) return undefined;
  const variable = values.HEADGATE_DATABASE_FILE ? "HEADGATE_DATABASE_FILE" : "HEADGATE_DATABASE";
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^postgres(?:ql)?:$/.test(url.protocol) || url.pathname.length < 2) {
    throw new StartupError(
      variable,
      "is not a PostgreSQL URL",
      "Use postgres://user:password@host:5432/name, or unset it to keep everything in HEADGATE_DATA.",
    );
  }
  const isLocal = isLoopbackHost(url.hostname) || url.searchParams.get("host")?.startsWith("/");
  if (!isLocal && !encryptedModes.has(url.searchParams.get("sslmode") ?? "")) {
    throw new StartupError(
      variable,
      "connects to another machine without encryption",
      "Add ?sslmode=verify-full to the URL (or require, if the server's certificate cannot be verified).",
    );
  }
  if (!hasSecret) {
    throw new StartupError(
      "HEADGATE_SECRET",
      "is required with HEADGATE_DATABASE, because all servers must use the same key",
      "Set a random string, for example the output of: openssl rand -hex 32",
    );
  }
  return address;
}

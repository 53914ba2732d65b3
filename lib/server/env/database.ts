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
      "is not the address of a PostgreSQL database",
      "Set postgres://user:password@host:5432/name, or unset it to keep everything in HEADGATE_DATA.",
    );
  }
  const isLocal = isLoopbackHost(url.hostname) || url.searchParams.get("host")?.startsWith("/");
  if (!isLocal && !encryptedModes.has(url.searchParams.get("sslmode") ?? "")) {
    throw new StartupError(
      variable,
      "names another machine without encryption",
      "Add ?sslmode=verify-full to the address (or require, where the server's certificate cannot be verified).",
    );
  }
  if (!hasSecret) {
    throw new StartupError(
      "HEADGATE_SECRET",
      "is needed with HEADGATE_DATABASE, because every server must have the same key",
      "Set a random text, for example the output of: openssl rand -hex 32",
    );
  }
  return address;
}

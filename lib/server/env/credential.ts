import "server-only";
import type { Credential } from "#lib/cloudflare/client.ts";
import { StartupError } from "./rules.ts";

type Name = "CLOUDFLARE_API_TOKEN" | "CLOUDFLARE_API_KEY" | "CLOUDFLARE_EMAIL";
type SecretName =
  | Name
  | "HEADGATE_DATABASE"
  | "HEADGATE_ALERT_URL"
  | "HEADGATE_ALERT_SECRET"
  | "HEADGATE_METRICS_TOKEN"
  | "HEADGATE_PASSWORD_HASH";
type Values = { [Key in Name | `${Name}_FILE`]?: string | undefined };

/** The only credential in the environment. Without one, Headgate uses the emulator. */
export function readCredential(values: Values, readFile: (path: string) => string): Credential | undefined {
  const token = readSecret("CLOUDFLARE_API_TOKEN", values, readFile);
  const key = readSecret("CLOUDFLARE_API_KEY", values, readFile);
  const email = readSecret("CLOUDFLARE_EMAIL", values, readFile);
  if (token && (key || email)) {
    throw new StartupError(
      key ? "CLOUDFLARE_API_KEY" : "CLOUDFLARE_EMAIL",
      "is set in addition to CLOUDFLARE_API_TOKEN",
      "Unset it and keep the token, which can be limited to what Headgate needs.",
    );
  }
  if (token) return { kind: "token", token };
  if (key && email) return { kind: "key", key, email };
  if (key) throw halfPair("CLOUDFLARE_API_KEY", "CLOUDFLARE_EMAIL");
  if (email) throw halfPair("CLOUDFLARE_EMAIL", "CLOUDFLARE_API_KEY");
  return undefined;
}

/**
 * A secret from its variable, or from the file that the variable with `_FILE` names. It consists of visible ASCII
 * characters.
 */
export function readSecret<Key extends SecretName>(
  name: Key,
  values: { [Variable in Key | `${Key}_FILE`]?: string | undefined },
  readFile: (path: string) => string,
): string | undefined {
  const file = values[`${name}_FILE`];
  if (values[name] && file) {
    throw new StartupError(name, `and ${name}_FILE are both set`, "Unset one of them.");
  }
  const secret = file ? readSecretFile(`${name}_FILE`, file, readFile) : values[name];
  if (secret !== undefined && !/^[\x21-\x7e]+$/.test(secret)) {
    throw new StartupError(
      file ? `${name}_FILE` : name,
      "contains a space, a line break or a character other than visible ASCII",
      "Keep only the value, without quotes or npm output (use npm run --silent).",
    );
  }
  return secret;
}

function readSecretFile(variable: string, path: string, readFile: (path: string) => string): string {
  const secret = tryRead(path, readFile)?.trim();
  if (secret) return secret;
  throw new StartupError(
    variable,
    secret === undefined ? "names a file that cannot be read" : "names an empty file",
    "Fix the path, or the file's owner and mode.",
  );
}

function tryRead(path: string, readFile: (path: string) => string): string | undefined {
  try {
    return readFile(path);
  } catch {
    return undefined;
  }
}

function halfPair(present: Name, missing: Name): StartupError {
  return new StartupError(present, `is set without ${missing}`, `Set ${missing} too, or use CLOUDFLARE_API_TOKEN.`);
}

import { scryptSync } from "node:crypto";
import { join } from "node:path";
import { openStore } from "#lib/store/open-store.ts";

/** A password's hash with the lowest accepted cost, so that tests with many sign-ins are quick. */
export function cheapHash(password: string): string {
  const salt = Buffer.from(password.padEnd(16, "-")).subarray(0, 16);
  const key = scryptSync(password, salt, 32, { N: 2 ** 14, r: 8, p: 1 });
  return `scrypt:14:8:1:${salt.toString("base64url")}:${key.toString("base64url")}`;
}

/** The settings of a server with a password for each role. */
export const passwordSettings = {
  HEADGATE_AUTH: "password",
  HEADGATE_PASSWORD_HASH: ["viewer", "operator", "admin"]
    .map((role) => `${role}=${cheapHash(passwordOf(role))}`)
    .join(","),
};

export function passwordOf(role: string): string {
  return `${role} canary-password`;
}

/** Signs in without a browser. Returns the Cookie header of the session. */
export async function signInOverHttp(origin: string, proof: string): Promise<string> {
  const response = await fetch(`${origin}/session`, {
    method: "POST",
    headers: { origin, "content-type": "application/json" },
    body: JSON.stringify({ proof }),
  });
  const cookie = response.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error(`No session: ${response.status} ${await response.text()}`);
  return cookie;
}

/** The sign-in link that the server printed last, at the address that tests use. */
export function lastLink(output: string, origin: string): string {
  const path = output.match(/\/login#key=[\w-]+/g)?.at(-1);
  if (!path) throw new Error(`No link in:\n${output}`);
  return `${origin}${path}`;
}

/** Ends all sessions, as their time would. `data` is the server's data folder. */
export async function endSessions(data: string): Promise<void> {
  const store = openStore({ kind: "sqlite", file: join(data, "headgate.db") });
  await store.db.deleteFrom("session").execute();
  await store.close();
}

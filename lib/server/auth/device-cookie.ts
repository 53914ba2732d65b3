import "server-only";
import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import { isSameSecret } from "../base/same-secret.ts";
import type { Site } from "../env/auth.ts";
import { readNamedCookie } from "./session-cookie.ts";

/**
 * Remembers that somebody signed in from a browser before. It does not admit anybody, and is empty of a session.
 */
export type DeviceCookie = {
  /** The device's id. Undefined if it is unknown, changed, or too old. */
  read(headers: Pick<Headers, "get">): string | undefined;
  /** A Set-Cookie header for a device that has just signed in, for the first time or again. */
  issue(known: string | undefined): string;
};

const lifeMs = 90 * 24 * 3600_000;
const form = /^([\w-]{22})\.(\d{13})\.([\w-]{43})$/;

/**
 * Signed with a separate key that is derived from the installation's. Another `realm` (a new password) invalidates it.
 */
export function createDeviceCookie(
  installationKey: string,
  { site, realm, now }: { site: Site; realm: string; now: () => number },
): DeviceCookie {
  const key = new Uint8Array(hkdfSync("sha256", installationKey, "", "headgate device cookie", 32));
  const name = site.origin === undefined ? `headgate_device_${site.port}` : "__Host-headgate-device";
  const sign = (id: string, endsAt: string) =>
    createHmac("sha256", key).update(`${realm}.${id}.${endsAt}`).digest("base64url");
  return {
    read(headers) {
      const [, id, endsAt, mac] = form.exec(readNamedCookie(name, headers.get("cookie")) ?? "") ?? [];
      if (!id || !endsAt || !mac || !isSameSecret(mac, sign(id, endsAt))) return undefined;
      return Number(endsAt) > now() ? id : undefined;
    },
    issue(known) {
      const id = known ?? randomBytes(16).toString("base64url");
      const endsAt = String(now() + lifeMs);
      const secure = site.origin === undefined ? "" : "; Secure";
      const value = `${id}.${endsAt}.${sign(id, endsAt)}`;
      return `${name}=${value}; Path=/; Max-Age=${lifeMs / 1000}; HttpOnly; SameSite=Strict${secure}`;
    },
  };
}

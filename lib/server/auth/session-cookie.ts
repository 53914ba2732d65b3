import "server-only";
import { hkdfSync } from "node:crypto";
import { EncryptJWT, jwtDecrypt } from "jose";
import type { Site } from "../env/auth.ts";
import { absoluteMs } from "./session-store.ts";

/** What a cookie holds: the session's id, and the person's API token if each person brings one. */
export type CookieContent = { sid: string; token?: string };

/** Encrypts what the browser keeps, so that it can neither be read nor forged. */
export type CookieSeal = {
  seal(content: CookieContent): Promise<string>;
  /** Undefined if it was not sealed with this installation's key, was changed, or is too old. */
  open(cookie: string): Promise<CookieContent | undefined>;
};

/** Encrypted JWTs (RFC 7519, `dir` with A256GCM) with a separate key that is derived from the installation's. */
export function createCookieSeal(installationKey: string, now: () => number): CookieSeal {
  const key = new Uint8Array(hkdfSync("sha256", installationKey, "", "headgate session cookie", 32));
  return {
    seal: ({ sid, token }) =>
      new EncryptJWT(token === undefined ? {} : { token })
        .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
        .setJti(sid)
        .setIssuedAt(new Date(now()))
        .setExpirationTime(new Date(now() + absoluteMs))
        .encrypt(key),
    open: async (cookie) => {
      try {
        const { payload } = await jwtDecrypt(cookie, key, {
          keyManagementAlgorithms: ["dir"],
          contentEncryptionAlgorithms: ["A256GCM"],
          requiredClaims: ["jti", "exp"],
          currentDate: new Date(now()),
        });
        const { jti, token } = payload;
        if (jti === undefined) return undefined;
        return typeof token === "string" ? { sid: jti, token } : { sid: jti };
      } catch {
        return undefined;
      }
    },
  };
}

/**
 * On an https origin, the `__Host-` prefix keeps other hosts of the domain from setting the cookie (RFC 6265bis). All
 * ports of a host share its cookies, so on this machine the name contains the port.
 */
export function cookieName({ origin, port }: Site): string {
  return origin === undefined ? `headgate_${port}` : "__Host-headgate";
}

/** The Set-Cookie header. Undefined content removes the cookie. */
export function setCookie(site: Site, value: string | undefined): string {
  const secure = site.origin === undefined ? "" : "; Secure";
  const age = value === undefined ? 0 : absoluteMs / 1000;
  return `${cookieName(site)}=${value ?? ""}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Strict${secure}`;
}

/** The value of the session cookie in a Cookie header. */
export function readCookie(site: Site, header: string | null): string | undefined {
  return readNamedCookie(cookieName(site), header);
}

/** The value of a cookie, if the header has exactly one of that name. */
export function readNamedCookie(name: string, header: string | null): string | undefined {
  const prefix = `${name}=`;
  const values = (header ?? "").split(/;\s*/).filter((pair) => pair.startsWith(prefix));
  // If there are two of one name, somebody else set one of them, and it is not known which.
  return values.length === 1 ? values[0]?.slice(prefix.length) || undefined : undefined;
}

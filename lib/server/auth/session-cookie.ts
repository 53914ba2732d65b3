import "server-only";
import { hkdfSync } from "node:crypto";
import { EncryptJWT, jwtDecrypt } from "jose";
import type { Site } from "../env/auth.ts";
import { absoluteMs } from "./session-store.ts";

/** What a cookie holds: the session's id, and the person's own API token where each brings one. */
export type CookieContent = { sid: string; token?: string };

/** Seals what the browser keeps, so that it can neither be read nor made elsewhere. */
export type CookieSeal = {
  seal(content: CookieContent): Promise<string>;
  /** Undefined: not sealed under this installation's key, changed, or too old. */
  open(cookie: string): Promise<CookieContent | undefined>;
};

/** Encrypted JWTs (RFC 7519, `dir` with A256GCM) under a key of their own, made from the installation's. */
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
 * On an https origin the `__Host-` prefix keeps other hosts of the domain from setting it (RFC 6265bis). Cookies of one
 * host are shared by its ports, so on this machine the port is in the name.
 */
export function cookieName({ origin, port }: Site): string {
  return origin === undefined ? `headgate_${port}` : "__Host-headgate";
}

/** The Set-Cookie header; undefined content takes the cookie back. */
export function setCookie(site: Site, value: string | undefined): string {
  const secure = site.origin === undefined ? "" : "; Secure";
  const age = value === undefined ? 0 : absoluteMs / 1000;
  return `${cookieName(site)}=${value ?? ""}; Path=/; Max-Age=${age}; HttpOnly; SameSite=Strict${secure}`;
}

/** The value of the session's cookie in a Cookie header. */
export function readCookie(site: Site, header: string | null): string | undefined {
  return readNamedCookie(cookieName(site), header);
}

/** The value of a cookie, where the header has exactly one of that name. */
export function readNamedCookie(name: string, header: string | null): string | undefined {
  const prefix = `${name}=`;
  const values = (header ?? "").split(/;\s*/).filter((pair) => pair.startsWith(prefix));
  // Two of one name: somebody else has set one of them, and nobody knows which.
  return values.length === 1 ? values[0]?.slice(prefix.length) || undefined : undefined;
}

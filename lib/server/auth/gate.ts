import "server-only";
import { createHash, randomBytes } from "node:crypto";
import { hostname } from "node:os";
import type { Store } from "#lib/store/open-store.ts";
import type { Caller } from "../base/caller.ts";
import { localCaller } from "../base/caller.ts";
import { perProcess } from "../base/per-process.ts";
import type { Auth } from "../env/auth.ts";
import { type Env, readEnv } from "../env/env.ts";
import { getStore } from "../env/process-store.ts";
import { roleOf } from "../env/role-rules.ts";
import { readKey } from "../env/secret.ts";
import { type AccessCheck, accessHeader, createAccessCheck } from "./access-token.ts";
import { createAttempts } from "./attempts.ts";
import { createDeviceCookie, type DeviceCookie } from "./device-cookie.ts";
import { createEntrance, type Entrance } from "./entrance.ts";
import { type CookieSeal, createCookieSeal, readCookie, setCookie } from "./session-cookie.ts";
import { openSessionStore, type SessionCaller, type SessionStore } from "./session-store.ts";
import { createSignInLink, type SignInLink } from "./sign-in-link.ts";
import { createSignInQueue } from "./sign-in-queue.ts";

/** The caller, or why there is none: no valid sign-in, or one that no entry of HEADGATE_ROLES matches. */
export type Recognized = { ok: true; caller: Caller } | { ok: false; code: "E_SIGN_IN" | "E_NO_ROLE" };

/** Decides who gets in, and what is remembered about it. Everything may reject with `StoreError`. */
export type Gate = {
  entrance: Entrance;
  link: SignInLink;
  recognize(headers: Pick<Headers, "get">): Promise<Recognized>;
  /** Starts a session and returns its Set-Cookie header. */
  begin(caller: SessionCaller, token?: string): Promise<string>;
  /** Ends the session of these headers. The result removes its cookie. */
  end(headers: Pick<Headers, "get">): Promise<string>;
};

type GateEnv = Pick<Env, "auth" | "site" | "dataDir" | "secret" | "trustedHops">;

export function createGate(env: GateEnv, { db }: Pick<Store, "db">, now: () => number): Gate {
  const { auth, site, dataDir } = env;
  let seal: CookieSeal | undefined;
  let sessions: SessionStore | undefined;
  let device: DeviceCookie | undefined;
  // Without a sign-in, no key is needed.
  const sealOf = () => (seal ??= createCookieSeal(readKey(env), now));
  const sessionsOf = () => (sessions ??= openSessionStore({ db, realm: realmOf(auth), now }));
  const deviceOf = () => (device ??= createDeviceCookie(readKey(env), { site, realm: realmOf(auth), now }));
  const check = auth.kind === "access" ? createAccessCheck({ ...auth, now }) : undefined;

  const readSession = async (headers: Pick<Headers, "get">) => {
    const cookie = readCookie(site, headers.get("cookie"));
    return cookie === undefined ? undefined : sealOf().open(cookie);
  };

  return {
    entrance: createEntrance({
      attempts: createAttempts(db, now),
      queue: createSignInQueue(now),
      device: deviceOf,
      trustedHops: env.trustedHops,
    }),
    link: createSignInLink({ db, server: `${hostname()} ${dataDir}`, now }),
    async recognize(headers) {
      if (auth.kind === "open") return { ok: true, caller: localCaller };
      if (auth.kind === "access") return recognizeAccess(headers, auth, check);
      const content = await readSession(headers);
      const caller = content && (await sessionsOf().find(content.sid));
      if (!content || !caller) return { ok: false, code: "E_SIGN_IN" };
      if (auth.kind !== "token") return { ok: true, caller };
      if (content.token === undefined) return { ok: false, code: "E_SIGN_IN" };
      return { ok: true, caller: { ...caller, credential: { kind: "token", token: content.token } } };
    },
    async begin(caller, token) {
      const sid = randomBytes(24).toString("base64url");
      await sessionsOf().begin(sid, caller);
      return setCookie(site, await sealOf().seal(token === undefined ? { sid } : { sid, token }));
    },
    async end(headers) {
      const content = await readSession(headers);
      if (content) await sessionsOf().end(content.sid);
      return setCookie(site, undefined);
    },
  };
}

async function recognizeAccess(
  headers: Pick<Headers, "get">,
  { roles }: Extract<Auth, { kind: "access" }>,
  check: AccessCheck | undefined,
): Promise<Recognized> {
  const identity = await check?.(headers.get(accessHeader));
  if (!identity) return { ok: false, code: "E_SIGN_IN" };
  const role = roleOf(identity, roles);
  if (!role) return { ok: false, code: "E_NO_ROLE" };
  const name = identity.email ?? `service ${identity.service}`;
  return { ok: true, caller: { id: `access:${identity.email ?? identity.service}`, name, role } };
}

/** A new password or another way to sign in is another realm. */
function realmOf(auth: Auth): string {
  return createHash("sha256").update(JSON.stringify(auth)).digest("base64url").slice(0, 16);
}

/** The gate of this process. */
export function getGate(): Gate {
  return perProcess("gate", () => createGate(readEnv(), getStore(), Date.now));
}

import "server-only";
import { BulkheadRejectedError, bulkhead } from "cockatiel";
import * as z from "zod/mini";
import { AppException, fail } from "#lib/cloudflare/errors.ts";
import { describedError } from "#lib/logpush/errors/errors.ts";
import type { Result } from "#lib/logpush/result.ts";
import type { Caller } from "../base/caller.ts";
import { checkInput } from "../base/check-input.ts";
import { verifyPassword } from "../base/password-hash.ts";
import { readJsonBody } from "../base/read-json-body.ts";
import { toResult } from "../base/to-result.ts";
import type { Auth } from "../env/auth.ts";
import { readEnv } from "../env/env.ts";
import { isFromHere } from "./authorise.ts";
import { getGate } from "./gate.ts";
import { printNextSignInLink } from "./print-sign-in-link.ts";
import { isStoreCode, recognize } from "./recognize.ts";
import type { SessionCaller } from "./session-store.ts";
import { proveToken } from "./token-proof.ts";

/**
 * What a person presents: the password, the key of the printed link, or a Cloudflare API token, as the server requires.
 */
const proofSchema = z.object({ proof: z.string().check(z.minLength(1), z.maxLength(1000)) });

/** A check takes about 128 MiB. More of them in parallel would take the memory from everything else. */
const checksAtOnce = bulkhead(2, 100);

const maxBodyBytes = 8 * 1024;

/** Answers a sign-in: 200 with the session's cookie, or 400, 401, 403, 429 or 503 with what is wrong. */
export async function answerSignIn(request: Request): Promise<Response> {
  let cookies: string[] = [];
  const result = await toResult("signIn", async () => {
    refuseForeignPage(request);
    const { proof } = checkInput({ input: proofSchema }, await readJsonBody(request, maxBodyBytes));
    cookies = await signIn(proof, request);
    // A new sign-in ends the previous session. If that fails, the session expires.
    await getGate()
      .end(request.headers)
      .catch(() => undefined);
    return null;
  });
  const headers = new Headers({ "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return Response.json(result, { status: statusOf(result), headers });
}

/** Ends the session for every copy of its cookie, and removes the cookie. `forget` gets whose session it was. */
export async function answerSignOut(request: Request, forget: (caller: Caller) => Promise<void>): Promise<Response> {
  const result = await toResult("signOut", async () => {
    refuseForeignPage(request);
    const gate = getGate();
    const recognized = await gate.recognize(request.headers);
    const cookie = await gate.end(request.headers);
    if (recognized.ok) await forget(recognized.caller);
    return cookie;
  });
  if (!result.ok) return Response.json(result, { status: statusOf(result) });
  return Response.json({ ok: true, value: null }, { headers: { "set-cookie": result.value } });
}

/** Whether this browser's cookie is a session. A page that was opened from another site did not receive it. */
export async function answerSession(request: Request): Promise<Response> {
  const headers = { "cache-control": "no-store" };
  const recognized = await recognize(request.headers);
  if (!recognized.ok && isStoreCode(recognized.code))
    return Response.json({ ok: false, error: describedError(recognized.code) }, { status: 503, headers });
  return Response.json({ isSignedIn: recognized.ok }, { headers });
}

/** The Set-Cookie headers of the session and of the device, in this order. */
async function signIn(proof: string, { headers, signal }: Request): Promise<string[]> {
  const { auth } = readEnv();
  const gate = getGate();
  const entered = await gate.entrance.enter(headers, signal);
  if (!entered.ok) throw tooMany(entered.waitMs);
  const caller = await prove(auth, proof);
  const deviceCookie = await entered.succeed();
  return [await gate.begin(caller, auth.kind === "token" ? proof : undefined), deviceCookie];
}

function tooMany(waitMs: number): AppException {
  const wait = `${Math.ceil(waitMs / 60_000)} min`;
  return new AppException(describedError("E_SIGN_IN_LIMIT", { params: { wait } }));
}

/** The caller that the proof identifies. Throws what is wrong with the proof. */
async function prove(auth: Auth, proof: string): Promise<SessionCaller> {
  switch (auth.kind) {
    case "password":
      return provePassword(auth, proof);
    case "link":
      await redeemLink(proof);
      return { id: "link", name: "this machine", role: "admin" };
    case "token":
      return proveToken(proof);
    case "open":
    case "access":
      // Headgate itself has no sign-in here.
      fail("E_INPUT");
  }
}

/** Prints the next link also if this one did not work, because the printed one may be over or used elsewhere. */
async function redeemLink(key: string): Promise<void> {
  const isRight = await getGate().link.redeem(key);
  await printNextSignInLink();
  if (!isRight) fail("E_LINK_USED");
}

async function provePassword({ rules }: Extract<Auth, { kind: "password" }>, proof: string): Promise<SessionCaller> {
  for (const { role, hash } of rules) {
    if (await verifyWithLimit(proof, hash)) return { id: `password:${role}`, name: role, role };
  }
  fail("E_PASSWORD_WRONG");
}

async function verifyWithLimit(proof: string, hash: string): Promise<boolean> {
  try {
    return await checksAtOnce.execute(() => verifyPassword(proof, hash));
  } catch (error) {
    throw error instanceof BulkheadRejectedError ? tooMany(60_000) : error;
  }
}

function refuseForeignPage({ headers }: Request): void {
  if (!isFromHere(headers, "action")) fail("E_FORBIDDEN_ORIGIN");
}

function statusOf(result: Result<unknown>): number {
  if (result.ok) return 200;
  const statuses: Record<string, number> = {
    E_SIGN_IN_LIMIT: 429,
    E_FORBIDDEN_ORIGIN: 403,
    E_INPUT: 400,
    E_DATA_UNWRITABLE: 503,
    E_STORE_DOWN: 503,
    E_STORE_DAMAGED: 503,
    E_INTERNAL: 500,
  };
  return statuses[result.error.code] ?? 401;
}

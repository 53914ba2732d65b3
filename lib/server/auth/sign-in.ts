import "server-only";
import { createHash } from "node:crypto";
import { bulkhead } from "cockatiel";
import * as z from "zod/mini";
import { AppException } from "#lib/cloudflare/errors.ts";
import { describedError } from "#lib/logpush/errors.ts";
import type { Result } from "#lib/logpush/result.ts";
import { isFromHere } from "../authorise.ts";
import { checkInput } from "../check-input.ts";
import { getContext } from "../context.ts";
import { readEnv } from "../env.ts";
import type { Auth } from "../env-auth.ts";
import { readJsonBody } from "../read-json-body.ts";
import { readScopes } from "../read-scopes.ts";
import { toResult } from "../to-result.ts";
import { getGate } from "./gate.ts";
import { verifyPassword } from "./password-hash.ts";
import { printSignInLink } from "./print-sign-in-link.ts";
import type { SessionCaller } from "./session-store.ts";

/** What a person shows: the password, the key of the printed link, or a Cloudflare API token, as the server asks. */
const proofSchema = z.object({ proof: z.string().check(z.minLength(1), z.maxLength(1000)) });

/** A check takes about 128 MiB: more of them at once would take the memory from everybody else. */
const checksAtOnce = bulkhead(2, Number.POSITIVE_INFINITY);

const maxBodyBytes = 8 * 1024;

/** Answers a sign-in: 200 with the session's cookie; 400, 401, 403 or 429 with what is wrong. */
export async function answerSignIn(request: Request): Promise<Response> {
  let cookie: string | undefined;
  const result = await toResult("signIn", async () => {
    refuseForeignPage(request);
    const { proof } = checkInput({ input: proofSchema }, await readJsonBody(request, maxBodyBytes));
    cookie = await signIn(proof, addressOf(request));
    // Whoever signs in anew leaves the session of before; should that fail, it ends by itself.
    await getGate()
      .end(request.headers)
      .catch(() => undefined);
    return null;
  });
  const headers = new Headers({ "cache-control": "no-store" });
  if (cookie) headers.set("set-cookie", cookie);
  return Response.json(result, { status: statusOf(result), headers });
}

/** Ends the session, whatever copies of its cookie there are, and takes the cookie back. */
export async function answerSignOut(request: Request): Promise<Response> {
  const result = await toResult("signOut", async () => {
    refuseForeignPage(request);
    return getGate().end(request.headers);
  });
  if (!result.ok) return Response.json(result, { status: statusOf(result) });
  return Response.json({ ok: true, value: null }, { headers: { "set-cookie": result.value } });
}

/** Whether the cookie of this browser is a session: a page that was opened from another site did not get it. */
export async function answerSession(request: Request): Promise<Response> {
  const { ok } = await getGate().recognise(request.headers);
  return Response.json({ isSignedIn: ok }, { headers: { "cache-control": "no-store" } });
}

async function signIn(proof: string, address: string): Promise<string> {
  const { auth } = readEnv();
  const gate = getGate();
  const attempt = gate.attempts.begin(address);
  if (!attempt.ok) {
    const wait = `${Math.ceil(attempt.waitMs / 60_000)} min`;
    throw new AppException(describedError("E_SIGN_IN_LIMIT", { params: { wait } }));
  }
  const caller = await prove(auth, proof);
  attempt.succeed();
  return gate.begin(caller, auth.kind === "token" ? proof : undefined);
}

/** Who the proof makes of somebody; throws what is wrong with it. */
async function prove(auth: Auth, proof: string): Promise<SessionCaller> {
  switch (auth.kind) {
    case "password":
      return provePassword(auth, proof);
    case "link":
      if (!getGate().link.redeem(proof)) throw new AppException(describedError("E_LINK_USED"));
      printSignInLink();
      return { id: "link", name: "this machine", role: "admin" };
    case "token":
      return proveToken(proof);
    case "open":
    case "access":
      // Nobody signs in here.
      throw new AppException(describedError("E_INPUT"));
  }
}

async function provePassword({ rules }: Extract<Auth, { kind: "password" }>, proof: string): Promise<SessionCaller> {
  for (const { role, hash } of rules) {
    if (await checksAtOnce.execute(() => verifyPassword(proof, hash)))
      return { id: `password:${role}`, name: role, role };
  }
  throw new AppException(describedError("E_PASSWORD_WRONG"));
}

/** Cloudflare decides what a token may do; Headgate takes each that sees something. */
async function proveToken(token: string): Promise<SessionCaller> {
  if (!/^[\x21-\x7e]{20,}$/.test(token)) throw new AppException(describedError("E_TOKEN_REFUSED"));
  const id = createHash("sha256").update(token).digest("hex").slice(0, 12);
  const caller: SessionCaller = { id: `token:${id}`, name: `API token ${id}`, role: "admin" };
  const context = getContext({ ...caller, credential: { kind: "token", token } });
  const { scopes } = await readScopes(context).catch((error: unknown) => {
    const isRefused = error instanceof AppException && /^E_(?:CREDENTIAL|PERMISSION)/.test(error.error.code);
    throw isRefused ? new AppException({ ...error.error, ...describedError("E_TOKEN_REFUSED") }) : error;
  });
  if (scopes.length === 0) throw new AppException(describedError("E_TOKEN_BLIND"));
  return caller;
}

function refuseForeignPage({ headers }: Request): void {
  if (!isFromHere(headers, "action")) throw new AppException(describedError("E_FORBIDDEN_ORIGIN"));
}

/**
 * The last hop that was written down: by the proxy in front, or by Next from the socket. Who reaches the port directly can
 * write anything here and gains 5 more tries by it, until the limit for all.
 */
function addressOf(request: Request): string {
  return request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim() ?? "";
}

function statusOf(result: Result<unknown>): number {
  if (result.ok) return 200;
  const statuses: Record<string, number> = {
    E_SIGN_IN_LIMIT: 429,
    E_FORBIDDEN_ORIGIN: 403,
    E_INPUT: 400,
    E_DATA_UNWRITABLE: 503,
  };
  return statuses[result.error.code] ?? 401;
}

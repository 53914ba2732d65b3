import "server-only";
import { headers } from "next/headers";
import { forbidden, unauthorized } from "next/navigation";
import { fail } from "#lib/cloudflare/errors.ts";
import type { ErrorCode } from "#lib/logpush/errors/error-codes.ts";
import { isStoreError } from "#lib/store/store-error.ts";
import { type Caller, mayAct, type Role } from "../base/caller.ts";
import { readEnv } from "../env/env.ts";
import { checkRequest } from "../http/check-request.ts";
import { isStoreCode, logStoreError, recognize, type StoreCode } from "./recognize.ts";

export type RefusalCode = Extract<ErrorCode, "E_FORBIDDEN_ORIGIN" | "E_SIGN_IN" | "E_NO_ROLE" | "E_ROLE"> | StoreCode;

export type Admission = { ok: true; caller: Caller } | { ok: false; code: RefusalCode };

/** Whether a request came to one of this server's names and, if it is an action, from one of its pages. */
export function isFromHere(received: Pick<Headers, "get">, kind: "page" | "action"): boolean {
  return checkRequest({
    host: received.get("host"),
    origin: received.get("origin"),
    secFetchSite: received.get("sec-fetch-site"),
    isWrite: kind === "action",
    site: readEnv().site,
  });
}

/**
 * Whether a request may do what the role may, judged by its headers alone, because authorization must not depend on the
 * proxy. An action is a POST that a browser sends with its Origin; a page is a GET without one.
 */
export async function admit(received: Pick<Headers, "get">, role: Role, kind: "page" | "action"): Promise<Admission> {
  if (!isFromHere(received, kind)) return { ok: false, code: "E_FORBIDDEN_ORIGIN" };
  const recognized = await recognize(received);
  if (!recognized.ok) return recognized;
  return mayAct(recognized.caller, role) ? recognized : { ok: false, code: "E_ROLE" };
}

/**
 * For pages and their readers. A refusal becomes Next's 401 or 403 page; the first has a form to sign in. While the
 * database does not answer, the error page says so.
 */
export async function authorisePage(role: Role): Promise<Caller> {
  const admission = await admit(await headers(), role, "page");
  if (admission.ok) return admission.caller;
  if (admission.code === "E_SIGN_IN") unauthorized();
  if (admission.code === "E_FORBIDDEN_ORIGIN") fail(admission.code);
  if (isStoreCode(admission.code)) throw new Refused(admission.code);
  forbidden();
}

/** For actions. A refusal is thrown, so that the answer has the status of a failure and contains only the code. */
export async function authoriseAction(role: Role): Promise<Caller> {
  const admission = await admit(await headers(), role, "action");
  if (admission.ok) return admission.caller;
  throw new Refused(admission.code);
}

/** Next passes the digest of an error to the browser, and nothing else of the error. */
class Refused extends Error {
  readonly digest: RefusalCode;

  constructor(code: RefusalCode) {
    super(`Refused: ${code}`);
    this.digest = code;
    // Next logs the whole stack of a failed action or page. Refused callers must not fill the log.
    this.stack = this.message;
  }
}

/** What a page throws when its read failed. Of the store's errors, the browser gets the code. */
export function toPageError(thrown: unknown): unknown {
  return isStoreError(thrown) ? new Refused(logStoreError(thrown)) : thrown;
}

/** For pages that people see signed in or not. Throws like `authorisePage` while the database does not answer. */
export async function findCaller(): Promise<Caller | undefined> {
  const recognized = await recognize(await headers());
  if (!recognized.ok && isStoreCode(recognized.code)) throw new Refused(recognized.code);
  return recognized.ok ? recognized.caller : undefined;
}

/** For what every page shows, also the error page. */
export async function findCallerOfHeader(): Promise<Caller | undefined> {
  const recognized = await recognize(await headers());
  return recognized.ok ? recognized.caller : undefined;
}

import "server-only";
import { headers } from "next/headers";
import { AppException } from "#lib/cloudflare/errors.ts";
import { describedError } from "#lib/logpush/errors.ts";
import { type Caller, localCaller, mayAct, type Role } from "./caller.ts";
import { checkRequest } from "./check-request.ts";
import { readEnv } from "./env.ts";

/**
 * Every action and every reader calls this: it does not rely on the proxy having run. An action is a POST that a
 * browser sends with its Origin; a page is a GET without one. The result is who asks.
 */
export async function authorise(role: Role, kind: "page" | "action"): Promise<Caller> {
  const received = await headers();
  const isAllowed = checkRequest({
    host: received.get("host"),
    origin: received.get("origin"),
    secFetchSite: received.get("sec-fetch-site"),
    isWrite: kind === "action",
    port: readEnv().port,
  });
  if (!isAllowed) throw new AppException(describedError("E_FORBIDDEN_ORIGIN"));
  const caller = localCaller;
  if (!mayAct(caller, role)) throw new AppException(describedError("E_PERMISSION"));
  return caller;
}

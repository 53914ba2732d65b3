import "server-only";
import { headers } from "next/headers";
import { AppException } from "#lib/cloudflare/errors.ts";
import { describedError } from "#lib/logpush/errors.ts";
import { checkRequest } from "./check-request.ts";
import { readEnv } from "./env.ts";

/** viewer reads, operator switches jobs on and off, admin creates, edits and deletes. */
export type Role = "viewer" | "operator" | "admin";

const ranks = { viewer: 0, operator: 1, admin: 2 } satisfies Record<Role, number>;

/** Until there is a sign-in, the person at this machine may do everything. */
const localRole: Role = "admin";

/**
 * Every action and every reader calls this: it does not rely on the proxy having run. An action is a POST that a
 * browser sends with its Origin; a page is a GET without one.
 */
export async function authorise(role: Role, kind: "page" | "action"): Promise<void> {
  const received = await headers();
  const isAllowed = checkRequest({
    host: received.get("host"),
    origin: received.get("origin"),
    secFetchSite: received.get("sec-fetch-site"),
    isWrite: kind === "action",
    port: readEnv().port,
  });
  if (!isAllowed) throw new AppException(describedError("E_FORBIDDEN_ORIGIN"));
  if (!mayAct(role)) throw new AppException(describedError("E_PERMISSION"));
}

/** Whether the person may do what the role may; for what an answer leaves out, not in place of `authorise`. */
export function mayAct(role: Role): boolean {
  return ranks[localRole] >= ranks[role];
}

import "server-only";
import type { Credential } from "#lib/cloudflare/client.ts";
import type { May } from "#lib/logpush/views.ts";

/** A viewer reads; an operator also enables, disables and tests jobs; an admin also creates, edits and deletes them. */
export type Role = "viewer" | "operator" | "admin";

/** Who makes a request, as far as it was proven. */
export type Caller = {
  /** The name in the audit log and in limits. It contains no secret. */
  id: string;
  /** The name that people see. */
  name: string;
  role: Role;
  /** The person's own credential, if each person brings one. Otherwise the server's is used. */
  credential?: Credential;
};

const ranks = { viewer: 0, operator: 1, admin: 2 } satisfies Record<Role, number>;

/** Whether the caller may do what the role may. */
export function mayAct(caller: Pick<Caller, "role">, role: Role): boolean {
  return ranks[caller.role] >= ranks[role];
}

/** What pages offer to the caller. */
export function mayOf(caller: Pick<Caller, "role">): May {
  return { operate: mayAct(caller, "operator"), write: mayAct(caller, "admin") };
}

/** The person at this machine, if nobody has to sign in. */
export const localCaller: Caller = { id: "local", name: "this machine", role: "admin" };

/** Headgate itself: the watcher and the metrics. */
export const serverCaller: Caller = { id: "headgate", name: "Headgate", role: "viewer" };

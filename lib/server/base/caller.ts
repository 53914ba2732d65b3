import "server-only";
import type { Credential } from "#lib/cloudflare/client.ts";
import type { May } from "#lib/logpush/views.ts";

/** viewer reads, operator switches and tests jobs, admin creates, edits and deletes. */
export type Role = "viewer" | "operator" | "admin";

/** Who asks, as far as it was proven. */
export type Caller = {
  /** Stands in the audit and counts for limits; holds no secret. */
  id: string;
  /** What people are shown. */
  name: string;
  role: Role;
  /** The person's own credential, where each brings one; otherwise the server's is used. */
  credential?: Credential;
};

const ranks = { viewer: 0, operator: 1, admin: 2 } satisfies Record<Role, number>;

/** Whether the caller may do what the role may. */
export function mayAct(caller: Pick<Caller, "role">, role: Role): boolean {
  return ranks[caller.role] >= ranks[role];
}

/** What pages offer the caller. */
export function mayOf(caller: Pick<Caller, "role">): May {
  return { operate: mayAct(caller, "operator"), write: mayAct(caller, "admin") };
}

/** The person at this machine, where nobody has to sign in. */
export const localCaller: Caller = { id: "local", name: "this machine", role: "admin" };

/** Headgate itself: the watcher and the metrics. */
export const serverCaller: Caller = { id: "headgate", name: "Headgate", role: "viewer" };

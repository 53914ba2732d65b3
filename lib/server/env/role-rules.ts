import "server-only";
import type { Role } from "../base/caller.ts";

/** One entry of HEADGATE_ROLES. */
export type RoleRule = { who: Who; role: Role };

type Who =
  | { kind: "everybody" }
  | { kind: "email"; email: string }
  | { kind: "domain"; domain: string }
  | { kind: "group"; name: string }
  /** A service token, by the client id that Access writes into `common_name`. */
  | { kind: "service"; id: string };

/** A person's identity, as proven by Cloudflare Access. */
export type Identity = { email?: string; service?: string; groups: string[] };

const roles: readonly Role[] = ["viewer", "operator", "admin"];

/** Parses `you@example.com=admin,group:sre=operator,*@example.com=viewer`. Undefined if an entry is invalid. */
export function parseRoleRules(text: string): RoleRule[] | undefined {
  const rules = text
    .split(",")
    .filter((entry) => entry.trim() !== "")
    .map(parseRule);
  return rules.every((rule) => rule !== undefined) ? rules : undefined;
}

/** The highest role of all matching entries. Undefined if none matches; nothing is allowed then. */
export function roleOf(identity: Identity, rules: readonly RoleRule[]): Role | undefined {
  const matching = rules.flatMap(({ who, role }) => (matches(identity, who) ? [role] : []));
  return roles.findLast((role) => matching.includes(role));
}

function parseRule(entry: string): RoleRule | undefined {
  const at = entry.lastIndexOf("=");
  const role = roles.find(
    (name) =>
      name ===
      entry
        .slice(at + 1)
        .trim()
        .toLowerCase(),
  );
  const who = at < 0 ? undefined : parseWho(entry.slice(0, at).trim());
  return who && role ? { who, role } : undefined;
}

function parseWho(text: string): Who | undefined {
  if (text === "*") return { kind: "everybody" };
  const [, kind, name] = /^(group|service):(.+)$/.exec(text) ?? [];
  if (kind === "group" && name) return { kind, name: name.trim() };
  if (kind === "service" && name) return { kind, id: name.trim() };
  const [, local, domain] = /^([^\s@]+)@([^\s@]+)$/.exec(text.toLowerCase()) ?? [];
  if (!local || !domain) return undefined;
  return local === "*" ? { kind: "domain", domain } : { kind: "email", email: `${local}@${domain}` };
}

function matches({ email, service, groups }: Identity, who: Who): boolean {
  const address = email?.toLowerCase();
  switch (who.kind) {
    case "everybody":
      return true;
    case "email":
      return address === who.email;
    case "domain":
      return address?.slice(address.lastIndexOf("@") + 1) === who.domain;
    case "group":
      return groups.includes(who.name);
    case "service":
      return service === who.id;
  }
}

import "server-only";
import type { Role } from "../base/caller.ts";
import { isPasswordHash } from "../base/password-hash.ts";

/** A password's hash and the role of the people who know the password. */
export type PasswordRule = { role: Role; hash: string };

/**
 * Parses one hash, which is for admins, or `admin=<hash>,operator=<hash>,viewer=<hash>`. Undefined if it is neither.
 */
export function parsePasswordRules(text: string): PasswordRule[] | undefined {
  if (isPasswordHash(text)) return [{ role: "admin", hash: text }];
  const rules = text
    .split(",")
    .filter((entry) => entry.trim() !== "")
    .map(parseRule);
  return rules.length > 0 && rules.every((rule) => rule !== undefined) ? rules : undefined;
}

function parseRule(entry: string): PasswordRule | undefined {
  const [, role, hash] = /^\s*(viewer|operator|admin)=(\S+)\s*$/.exec(entry) ?? [];
  const isRole = role === "viewer" || role === "operator" || role === "admin";
  return isRole && hash && isPasswordHash(hash) ? { role, hash } : undefined;
}

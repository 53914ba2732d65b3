import type { AppError } from "#lib/logpush/result.ts";
import type { JobList, ScopeOption } from "../views.ts";

/** What Cloudflare reports about a token. `status` is active, disabled or expired; the times are RFC 3339. */
export type TokenState = { status: string; expiresOn?: string; notBefore?: string };

/** A key with its email address has all of its owner's permissions, and cannot be verified. */
export type CredentialReading =
  | { kind: "key" }
  | { kind: "token"; owner: "user" | "account"; state: TokenState }
  | { kind: "unverified"; error: AppError };

export type PermissionsReading = {
  scopes: ScopeOption[];
  failures: JobList["failures"];
  /** Why no zones and no accounts could be listed. */
  error: AppError | null;
};

/** The results of the trials in one zone or account: null on success, otherwise the error. */
export type ScopeRights = { list: AppError | null; change: AppError | null };

/** The totals over several scopes. */
export type RightsTally = { whole: number; partly: number; refused: number; unknown: number };

const refusals: string[] = ["E_PERMISSION", "E_PERMISSION_PII", "E_CREDENTIAL", "E_SCOPE_GONE"];

/** Whether an error is a refused permission. Any other error says nothing about permissions. */
export function isRefusal({ code }: AppError): boolean {
  return refusals.includes(code);
}

/** Counts the scopes whose jobs can be changed, only listed, or neither, and those where it is unknown. */
export function tallyRights(rights: Iterable<ScopeRights>): RightsTally {
  const tally = { whole: 0, partly: 0, refused: 0, unknown: 0 };
  for (const { list, change } of rights) {
    if ([list, change].some((error) => error && !isRefusal(error))) tally.unknown += 1;
    else if (!list && !change) tally.whole += 1;
    else if (list && change) tally.refused += 1;
    else tally.partly += 1;
  }
  return tally;
}

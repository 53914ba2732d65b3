import * as z from "zod/mini";
import { formatCount } from "#lib/logpush/format-count.ts";
import { describedError } from "../../errors/errors.ts";
import { maxRunJobs } from "../../limits.ts";
import type { PlannedItem, World, WorldScope } from "../run.ts";
import { runScopeSchema } from "./job-refs.ts";

export const runScopesSchema = z.array(runScopeSchema).check(z.minLength(1), z.maxLength(maxRunJobs));

/** The items of each zone or account, in that order. One that is not there, or that the caller may not see, is blocked. */
export function planInScopes(
  paths: readonly string[],
  { scopes }: World,
  planOf: (scope: WorldScope) => PlannedItem[],
): PlannedItem[] {
  return Array.from(new Set(paths)).flatMap((path): PlannedItem[] => {
    const scope = scopes.get(path);
    if (scope) return planOf(scope);
    return [{ scope: path, jobId: null, name: path, outcome: "blocked", error: describedError("E_SCOPE_GONE") }];
  });
}

/** "1 zone", "5 zones", "2 accounts", "7 zones and accounts". */
export function countScopes(paths: readonly string[]): string {
  const zones = paths.filter((path) => path.startsWith("zones/")).length;
  const count = formatCount(paths.length);
  if (zones > 0 && zones < paths.length) return `${count} zones and accounts`;
  return `${count} ${zones > 0 ? "zone" : "account"}${paths.length === 1 ? "" : "s"}`;
}

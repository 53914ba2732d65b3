import "server-only";
import type { ChangesView } from "#lib/logpush/changes/recorded-change.ts";
import { listChanges } from "./audit/list-changes.ts";
import { type Context, forShowing } from "./context.ts";
import { defineResultReader } from "./define-reader.ts";
import { readScopes } from "./read-scopes.ts";

const maxShown = 200;

/** Who changed what, for whoever may change something. */
export const readChanges = defineResultReader("operator", "readChanges", (context) => describeChanges(context));

/** What the caller's own credential does not see is not told either: people may share a server and no account. */
export async function describeChanges(context: Context): Promise<ChangesView> {
  const [{ lines, broken }, { scopes }] = await Promise.all([context.audit.read(), readScopes(forShowing(context))]);
  const names = new Map(scopes.map(({ path, name }) => [path, name]));
  const seen = listChanges(lines).filter(({ scope }) => names.has(scope));
  const shown = seen.slice(-maxShown).reverse();
  return {
    changes: shown.map((change) => ({ ...change, scopeName: names.get(change.scope) ?? "" })),
    more: seen.length - shown.length,
    broken,
  };
}

import { callAction } from "#components/ui/call-action.ts";
import { mostListedScopes } from "#lib/logpush/limits.ts";
import { ok, type Result } from "#lib/logpush/result.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";

const key = "headgate.new-job-scopes";
/** An address of more would be refused by proxies. */
const mostInAddress = 50;

/** The address of the form for a new job in these zones and accounts. Many are handed over in the tab's own storage. */
export function newJobHref(scopes: readonly ScopeOption[], dataset: string): string {
  const params = new URLSearchParams();
  const [first] = scopes;
  if (first) params.set("scope", first.path);
  if (dataset !== "") params.set("dataset", dataset);
  if (scopes.length > 1) {
    const paths = scopes.map(({ path }) => path);
    if (scopes.length > mostInAddress) keep(paths);
    params.set("scopes", scopes.length > mostInAddress ? "kept" : paths.join(","));
  }
  return `/jobs/new?${params}`;
}

/** The zones and accounts that an address names. `isLost`: they were handed over in another tab. */
export function readNewJobScopes(text: string): { paths: string[]; isLost: boolean } {
  const named = text === "kept" ? readKept() : text.split(",");
  const paths = named.filter((path) => /^(?:zones|accounts)\/[0-9a-f]{32}$/.test(path));
  return { paths, isLost: text === "kept" && paths.length === 0 };
}

type ListScopes = typeof import("#app/actions/plans.ts").listScopes;

/** What they are called. Those that are gone, or that the caller cannot see, are missing. */
export async function nameScopes(paths: readonly string[], listScopes: ListScopes): Promise<Result<ScopeOption[]>> {
  const named: ScopeOption[] = [];
  for (let from = 0; from < paths.length; from += mostListedScopes) {
    const some = paths.slice(from, from + mostListedScopes);
    const found = await callAction(() => listScopes({ query: "", kinds: ["zones", "accounts"], paths: some }));
    if (!found.ok) return found;
    named.push(...found.value.scopes);
  }
  return ok(named);
}

function keep(paths: readonly string[]): void {
  try {
    sessionStorage.setItem(key, JSON.stringify(paths));
  } catch {
    // Without storage the form starts with the first one, and says so.
  }
}

function readKept(): string[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter((path) => typeof path === "string") : [];
  } catch {
    return [];
  }
}

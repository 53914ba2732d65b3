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

/** The further zones and accounts that an address names. */
export function readNewJobScopes(text: string): string[] {
  const paths = text === "kept" ? readKept() : text.split(",");
  return paths.filter((path) => /^(?:zones|accounts)\/[0-9a-f]{32}$/.test(path));
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

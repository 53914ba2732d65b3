/** The scopes in the API's paths: `zones/{id}` or `accounts/{id}`. */
export type ScopeKind = "zones" | "accounts";

export type ScopeRef = { scopeKind: ScopeKind; scopeId: string };

export type JobRef = ScopeRef & { jobId: number };

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** `zones/{id}`, as in the API's paths and in the form's "Zone or account" field. */
export function scopePath({ scopeKind, scopeId }: ScopeRef): string {
  return `${scopeKind}/${scopeId}`;
}

/** Identifies a job across all scopes. Also the last part of element ids. */
export function jobKey(ref: JobRef): string {
  return `${scopePath(ref)}/${ref.jobId}`;
}

/** The ids of jobs by the paths of their zones and accounts. */
export function idsByScope(refs: readonly JobRef[]): Map<string, number[]> {
  const ids = new Map<string, number[]>();
  for (const ref of refs) {
    const own = ids.get(scopePath(ref));
    if (own) own.push(ref.jobId);
    else ids.set(scopePath(ref), [ref.jobId]);
  }
  return ids;
}

/** Parses `zones/{32 hex}` or `accounts/{32 hex}`. */
export function parseScopePath(path: string): ScopeRef | undefined {
  const [, kind, scopeId] = /^(zones|accounts)\/([0-9a-f]{32})$/.exec(path) ?? [];
  if (scopeId === undefined) return undefined;
  return { scopeKind: kind === "zones" ? "zones" : "accounts", scopeId };
}

/** A parsed JSON object contains only JSON values, which the schema's loose type cannot express. */
export function asJsonObject(value: Record<string, unknown>): JsonObject {
  const isJson = (item: unknown): item is Json =>
    item === null ||
    ["string", "number", "boolean"].includes(typeof item) ||
    (Array.isArray(item) ? item.every(isJson) : typeof item === "object" && Object.values(item).every(isJson));
  return Object.fromEntries(Object.entries(value).filter((entry): entry is [string, Json] => isJson(entry[1])));
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import { canonicalHost, splitEndpoint } from "./endpoint.ts";

/**
 * Whether two destinations have the same scheme, host (or bucket), port and path. Headers, parameters and the spelling
 * of the host do not count.
 */
export function isSameEndpoint(a: string, b: string): boolean {
  return placeOf(a) === placeOf(b);
}

function placeOf(conf: string): string {
  const [address = ""] = conf.split(/[?#]/, 1);
  const { scheme, authority, host, port, path } = splitEndpoint(address);
  if (scheme !== "https://") return `${scheme}${authority}${path}`;
  return `${scheme}${canonicalHost(host) ?? host}:${port || "443"}${path || "/"}`;
}

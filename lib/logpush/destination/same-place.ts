import { canonicalHost, splitEndpoint } from "./endpoint.ts";

/**
 * Whether two destination strings push to the same place: scheme, host (or bucket), port and path. Headers and
 * parameters do not count, and neither does how the host is spelt.
 */
export function isSamePlace(a: string, b: string): boolean {
  return placeOf(a) === placeOf(b);
}

function placeOf(conf: string): string {
  const [address = ""] = conf.split(/[?#]/, 1);
  const { scheme, authority, host, port, path } = splitEndpoint(address);
  if (scheme !== "https://") return `${scheme}${authority}${path}`;
  return `${scheme}${canonicalHost(host) ?? host}:${port || "443"}${path || "/"}`;
}

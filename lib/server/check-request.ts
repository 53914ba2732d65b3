import "server-only";

export type RequestFacts = {
  host: string | null;
  origin: string | null;
  secFetchSite: string | null;
  isWrite: boolean;
  port: number;
};

/**
 * Whether a request may be served. A name that somebody else's DNS points at this machine fails on the Host header;
 * a page of another site fails on Origin and Sec-Fetch-Site. Reads need no Origin: browsers send none with a GET.
 */
export function checkRequest({ host, origin, secFetchSite, isWrite, port }: RequestFacts): boolean {
  if (!isOwnHost(host, port)) return false;
  if (!isWrite) return true;
  return origin !== null && isOwnOrigin(origin, host) && (secFetchSite === null || secFetchSite === "same-origin");
}

/** Whether the Host header names this server as reached from this machine. */
export function isOwnHost(host: string | null, port: number): host is string {
  if (host === null) return false;
  const names = ["localhost", "127.0.0.1", "[::1]"];
  const hosts = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  return hosts.includes(host.toLowerCase());
}

/** "null" is what sandboxed frames and some redirects send; it is never ours. */
export function isOwnOrigin(origin: string, host: string | null): boolean {
  return host !== null && origin === `http://${host.toLowerCase()}`;
}

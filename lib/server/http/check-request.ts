import "server-only";
import type { Site } from "../env/auth.ts";

export type RequestFacts = {
  host: string | null;
  origin: string | null;
  secFetchSite: string | null;
  isWrite: boolean;
  site: Site;
};

/**
 * Whether a request may be served. A foreign domain whose DNS points at this machine fails on the Host header; a page
 * of another site fails on Origin and Sec-Fetch-Site. Reads need no Origin, because browsers send none with a GET.
 */
export function checkRequest({ host, origin, secFetchSite, isWrite, site }: RequestFacts): boolean {
  if (!isOwnHost(host, site)) return false;
  if (!isWrite) return true;
  return (
    origin !== null && isOwnOrigin(origin, host, site) && (secFetchSite === null || secFetchSite === "same-origin")
  );
}

/** Whether the Host header names this server: as reached from this machine, or by its public origin. */
export function isOwnHost(host: string | null, { port, origin }: Site): host is string {
  if (host === null) return false;
  const names = ["localhost", "127.0.0.1", "[::1]"];
  const hosts = names.flatMap((name) => (port === 80 ? [name, `${name}:80`] : [`${name}:${port}`]));
  return hosts.includes(host.toLowerCase()) || isPublicHost(host, origin);
}

/** Sandboxed frames and some redirects send "null". It is never this server. */
export function isOwnOrigin(given: string, host: string | null, { origin }: Site): boolean {
  if (host === null) return false;
  return given === (isPublicHost(host, origin) ? origin : `http://${host.toLowerCase()}`);
}

function isPublicHost(host: string, origin: string | undefined): boolean {
  if (origin === undefined) return false;
  const own = new URL(origin).host;
  const given = host.toLowerCase();
  return given === own || given === `${own}:443`;
}

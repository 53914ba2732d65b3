import "server-only";
import { readEnv } from "../env/env.ts";
import { isOwnHost, isOwnOrigin } from "./check-request.ts";

/**
 * Refuses requests of other sites to a route that programs may call too. Programs send no Origin. A page of another
 * site, or one that reaches this machine by a foreign name, is refused.
 */
export function refuseForeign(request: Request): Response | undefined {
  const host = request.headers.get("host");
  const { site } = readEnv();
  if (!isOwnHost(host, site)) return refuse(421, "Unknown host");
  const origin = request.headers.get("origin");
  const fetchSite = request.headers.get("sec-fetch-site");
  const isForeign =
    (origin !== null && !isOwnOrigin(origin, host, site)) || fetchSite === "cross-site" || fetchSite === "same-site";
  return isForeign ? refuse(403, "Foreign origin") : undefined;
}

export function refuse(status: number, text: string): Response {
  return new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}

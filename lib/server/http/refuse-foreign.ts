import "server-only";
import { readEnv } from "../env/env.ts";
import { isOwnHost, isOwnOrigin } from "./check-request.ts";

/**
 * The refusal of a request to a route that programs may call too: those send no Origin. A page of another site, or one
 * that reaches this machine by a name of its own, gets it.
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

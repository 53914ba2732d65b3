import "server-only";
import { isOwnHost, isOwnOrigin } from "./check-request.ts";
import { readEnv } from "./env.ts";
import { findEmulator } from "./upstream.ts";

/**
 * The emulator over HTTP, so that a copied curl works. Programs send no Origin; a page of another site, or one that
 * reaches this machine by a name of its own, is refused.
 */
export async function answerAsEmulator(request: Request): Promise<Response> {
  const emulator = findEmulator();
  if (!emulator) return refuse(404, "Not found");
  const host = request.headers.get("host");
  if (!isOwnHost(host, readEnv().port)) return refuse(421, "Unknown host");
  const origin = request.headers.get("origin");
  const site = request.headers.get("sec-fetch-site");
  const isForeign = (origin !== null && !isOwnOrigin(origin, host)) || site === "cross-site" || site === "same-site";
  if (isForeign) return refuse(403, "Foreign origin");
  return emulator.fetch(request);
}

function refuse(status: number, text: string): Response {
  return new Response(text, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
}

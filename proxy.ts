import { randomBytes } from "node:crypto";
import { type NextRequest, NextResponse } from "next/server";
import { log } from "#lib/server/base/log.ts";
import { readEnv } from "#lib/server/env/env.ts";
import { type ActionProblem, checkActionHeaders, isActionBody } from "#lib/server/http/check-action-request.ts";
import { checkRequest, isOwnHost } from "#lib/server/http/check-request.ts";
import { contentPolicy } from "#lib/server/http/content-policy.ts";

const answerHeaders = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "X-Frame-Options": "DENY",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  "Cache-Control": "no-store",
};

/** Headers that only this server may set; from outside they have steered Next.js past its own checks. */
const internalHeaders = /^(?:x-nonce|content-security-policy|next-resume|x-middleware-.*|x-forwarded-(?!for$).*)$/;

/** Routes, not pages, that decide for themselves who may write: programs, and people who are about to sign in. */
const ownDoors = /^\/(?:session(?:\/end)?|emulator\/client\/v4\/.+)$/;

/**
 * Sets headers and is the first barrier: requests from strangers never reach the code that decodes actions. Nothing
 * else relies on it having run: actions, readers and routes make their own checks.
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  const { site } = readEnv();
  const nonce = randomBytes(16).toString("base64");
  const policy = contentPolicy({
    nonce,
    isHttps: site.origin !== undefined,
    isDev: process.env.NODE_ENV === "development",
  });
  const finish = (response: NextResponse) => {
    for (const [name, value] of Object.entries(answerHeaders)) response.headers.set(name, value);
    response.headers.set("Content-Security-Policy", policy);
    if (site.origin) response.headers.set("Strict-Transport-Security", "max-age=31536000");
    return response;
  };
  if (!isOwnHost(request.headers.get("host"), site)) return finish(new NextResponse("Unknown host", { status: 421 }));
  if (Number(request.headers.get("content-length")) > maxBodyBytes)
    return finish(new NextResponse("E_TOO_LARGE", { status: 413, headers: plainText }));
  const stranger = await refuseStranger(request);
  if (stranger) return finish(stranger);
  const refused = request.method === "POST" && !isOwnDoor(request) ? await refuseMalformed(request) : undefined;
  if (refused) return finish(refused);
  const headers = new Headers(request.headers);
  for (const name of request.headers.keys()) {
    if (internalHeaders.test(name)) headers.delete(name);
  }
  // Next.js reads the nonce of its scripts from here.
  headers.set("Content-Security-Policy", policy);
  return finish(NextResponse.next({ request: { headers } }));
}

/** The same as `bodySizeLimit` of the actions, which would answer with a plain failure. */
const maxBodyBytes = 256 * 1024;

const plainText = { "Content-Type": "text/plain" };

async function refuseStranger(request: NextRequest): Promise<NextResponse | undefined> {
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (isRead || isOwnDoor(request)) return undefined;
  // What knows sessions is large, and the first page does not need it here.
  const { isStoreCode, recognize } = await import("#lib/server/auth/recognize.ts");
  const recognized = await recognize(request.headers);
  if (recognized.ok) return undefined;
  return isStoreCode(recognized.code)
    ? new NextResponse(recognized.code, { status: 503, headers: plainText })
    : new NextResponse("E_SIGN_IN", { status: 401, headers: plainText });
}

function isOwnDoor(request: NextRequest): boolean {
  return ownDoors.test(request.nextUrl.pathname) && !request.headers.has("next-action");
}

/** Refuses requests that no page sends and that Next.js would answer with 500 and a stack in the log. */
async function refuseMalformed(request: NextRequest): Promise<NextResponse | undefined> {
  const isAction = request.headers.has("next-action");
  if (isAction && !isFromOwnPage(request.headers))
    return new NextResponse("E_FORBIDDEN_ORIGIN", { status: 403, headers: plainText });
  const problem = checkActionHeaders(request.headers) ?? (isAction ? await checkBody(request) : undefined);
  if (problem === undefined) return undefined;
  log({ level: "warn", event: `malformed server action: ${problem}`, status: 400 });
  return new NextResponse(`Malformed server action: ${problem}`, { status: 400, headers: plainText });
}

/** Each action checks this again. Next.js itself would answer 500 to a foreign or malformed Origin. */
function isFromOwnPage(headers: Headers): boolean {
  return checkRequest({
    host: headers.get("host"),
    origin: headers.get("origin"),
    secFetchSite: headers.get("sec-fetch-site"),
    isWrite: true,
    site: readEnv().site,
  });
}

/** Next.js keeps at most `proxyClientMaxBodySize` of the body for both the proxy and the action. */
async function checkBody(request: NextRequest): Promise<ActionProblem | undefined> {
  const bytes = await request.arrayBuffer().catch(() => new ArrayBuffer());
  return isActionBody(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes)) ? undefined : "body";
}

export const config = { matcher: "/((?!_next/static/).*)" };

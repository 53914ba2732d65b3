import { type NextRequest, NextResponse } from "next/server";
import { isOwnHost } from "#lib/server/check-request.ts";

const answerHeaders = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "X-Frame-Options": "DENY",
  "Content-Security-Policy": "frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'self'",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** Headers that only this server may set for itself; from outside they have steered Next.js past its own checks. */
const internalHeaders = /^(?:x-nonce|content-security-policy|next-resume|x-middleware-.*|x-forwarded-.*)$/;

/** Headers only. Nothing relies on it having run: actions, readers and the emulator's route check by themselves. */
export function proxy(request: NextRequest): NextResponse {
  if (!isOwnHost(request.headers.get("host"), Number(process.env.PORT) || 3000)) {
    return new NextResponse("Unknown host", { status: 421, headers: answerHeaders });
  }
  const headers = new Headers(request.headers);
  for (const name of request.headers.keys()) {
    if (internalHeaders.test(name)) headers.delete(name);
  }
  const response = NextResponse.next({ request: { headers } });
  for (const [name, value] of Object.entries(answerHeaders)) response.headers.set(name, value);
  response.headers.set("Cache-Control", "no-store");
  return response;
}

export const config = { matcher: "/((?!_next/static/).*)" };

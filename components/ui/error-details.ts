import type { AppError, UpstreamError } from "#lib/logpush/result.ts";

/** What support asks for: Cloudflare's own words, and the ids of the request. */
export function errorDetails({ upstream, cfRay, requestId }: AppError): string[] {
  return [
    ...(upstream?.errors ?? []).map(textOf),
    ...(cfRay ? [`ray ${cfRay}`] : []),
    ...(requestId ? [`request ${requestId}`] : []),
  ];
}

/** A validation that says no has a text and no code. */
function textOf({ code, message }: UpstreamError): string {
  return code === 0 ? message : `${code}: ${message}`;
}

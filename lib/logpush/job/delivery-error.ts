import type { ErrorCode } from "../errors.ts";
import { describedError } from "../errors.ts";
import type { AppError, ErrorDetails } from "../result.ts";

const statusCodes: Record<string, ErrorCode> = {
  "401": "E_DESTINATION_401",
  "403": "E_DESTINATION_403",
  "404": "E_DESTINATION_404",
  "405": "E_DESTINATION_405",
  "413": "E_DESTINATION_413",
  "415": "E_DESTINATION_415",
};

/** Cause by text, first match wins; the texts are those of Cloudflare's Go HTTP client as seen in public reports. */
const causes: [pattern: RegExp, code: ErrorCode][] = [
  [
    /no such host|DNSError|could not resolve|lookup [^\n]{1,300}? (?:failed|misbehaving)|\b1105\b/i,
    "E_DESTINATION_DNS",
  ],
  [/x509|certificate|tls:|TLS handshake|handshake failure/i, "E_DESTINATION_TLS"],
  [
    /connection refused|ECONNREFUSED|connection reset|no route to host|unreachable|broken pipe|\bEOF\b/i,
    "E_DESTINATION_DOWN",
  ],
  [/private|not (?:a )?public|forbidden address|loopback|link-local/i, "E_DESTINATION_PRIVATE"],
  [/timeout|timed out|deadline exceeded|no progress/i, "E_DESTINATION_TIMEOUT"],
];

/** Says in words why a delivery, or the test of a destination, failed. Unknown texts keep their general sentence. */
export function describeDeliveryError(text: string, details: ErrorDetails = {}): AppError {
  const status = /(?:error|status(?: code)?:?|https:|uploading:)\s*(\d{3})\b/i.exec(text)?.[1];
  if (status !== undefined) {
    const known = statusCodes[status];
    if (known) return describedError(known, details);
    const code = status.startsWith("3") ? "E_DESTINATION_REDIRECT" : "E_DESTINATION_STATUS";
    return describedError(code, { ...details, params: { status } });
  }
  const code = causes.find(([pattern]) => pattern.test(text))?.[1] ?? "E_DESTINATION_REFUSED";
  return describedError(code, details);
}

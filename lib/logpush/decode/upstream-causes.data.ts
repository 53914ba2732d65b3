import type { Cause } from "./cause.ts";

/** Cloudflare's API did not answer, or something else answered for it. Headgate's own calls use the same codes. */
export const upstreamCauses = {
  E_UPSTREAM_DNS: {
    says: [
      "The host name api.cloudflare.com does not resolve.",
      "Check the DNS of the machine that sent the request, then try again.",
    ],
    checks: ["The machine's DNS server.", "Whether api.cloudflare.com resolves there."],
    matchers: [
      {
        text: /no such host|could not resolve|getaddrinfo|ENOTFOUND|EAI_AGAIN|name or service not known|name resolution|lookup \S{1,100} on /i,
        certainty: "assumed",
        source: "go",
        example: 'Post "https://api.cloudflare.com/client/v4/zones": dial tcp: lookup api.cloudflare.com: no such host',
      },
    ],
  },
  E_UPSTREAM_TLS: {
    says: [
      "TLS certificate verification failed for api.cloudflare.com.",
      "Check the machine's clock. If a proxy intercepts TLS, install its CA certificate. Node.js reads NODE_EXTRA_CA_CERTS.",
    ],
    checks: ["The machine's clock.", "A proxy that intercepts TLS.", "The machine's certificate authorities."],
    matchers: [
      {
        text: /x509|certificate|\btls:|\bSSL\b|SSLError|handshake/i,
        certainty: "assumed",
        source: "go",
        example:
          'Get "https://api.cloudflare.com/client/v4/zones": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      },
    ],
  },
  E_UPSTREAM_CONNECT: {
    says: [
      "Could not connect to Cloudflare's API.",
      "Check that the machine that sent the request can open HTTPS connections to api.cloudflare.com, then try again.",
    ],
    checks: ["The machine's firewall and proxy.", "Whether curl https://api.cloudflare.com works on it."],
    matchers: [
      {
        text: /connection refused|ECONNREFUSED|unreachable|no route to host|(?:failed|unable|couldn't|could not) (?:to )?connect/i,
        certainty: "assumed",
        source: "go",
        example: "curl: (7) Failed to connect to api.cloudflare.com port 443: Connection refused",
      },
    ],
  },
  E_UPSTREAM_TIMEOUT: {
    says: ["Cloudflare's API did not respond in time.", "Try again in a moment."],
    checks: ["cloudflarestatus.com.", "The network of the machine that sent the request."],
    matchers: [
      {
        text: /time-?out|timed out|deadline exceeded|ETIMEDOUT/i,
        certainty: "assumed",
        source: "go",
        example: 'Post "https://api.cloudflare.com/client/v4/zones": context deadline exceeded',
      },
    ],
  },
  E_UPSTREAM_RESET: {
    says: [
      "The connection to Cloudflare's API was lost before a response arrived.",
      "Check whether a write took effect, then try again.",
    ],
    checks: ["The job list, before you repeat a write.", "Any proxy or firewall in the path."],
    matchers: [
      {
        text: /connection reset|ECONNRESET|broken pipe|\bEOF\b|socket hang up|server closed|connection aborted/i,
        certainty: "assumed",
        source: "go",
        example: 'Post "https://api.cloudflare.com/client/v4/zones": EOF',
      },
    ],
  },
  E_UPSTREAM_STATUS: {
    says: [
      "Cloudflare returned {status}.",
      "Try again in a minute. If the error persists, check cloudflarestatus.com.",
    ],
    checks: ["cloudflarestatus.com.", "The job list, before you repeat a write."],
    matchers: [{ http: "5xx", certainty: "documented", source: "httpStatus" }],
  },
} as const satisfies Record<string, Cause>;

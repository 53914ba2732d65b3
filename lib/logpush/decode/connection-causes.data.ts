import type { Cause } from "./cause.ts";

/** No answer came: DNS, connection, certificate or timeout. */
export const connectionCauses = {
  E_DESTINATION_DNS: {
    says: ["The endpoint's host name does not resolve.", "Check the spelling and the public DNS record."],
    checks: [
      "The exact host name.",
      "Its A, AAAA or CNAME record on a public resolver, not only inside your network.",
      "The domain's registration and its name servers.",
    ],
    matchers: [
      { health: 1105, certainty: "documented", source: "alerts" },
      {
        text: /DNSError|\bstatus:? ?1105\b/i,
        certainty: "observed",
        source: "revalidation",
        example: "error validating destination: DNSError: cannot resolve",
      },
      {
        text: /no such host|could not resolve|\bENOTFOUND\b|\bEAI_AGAIN\b|name or service not known|name resolution|lookup [^\n]{1,300}?(?:failed|misbehaving|timeout)/i,
        certainty: "assumed",
        source: "go",
        example: "dial tcp: lookup logs.example.com: no such host",
      },
    ],
  },
  E_DESTINATION_CERT_EXPIRED: {
    says: [
      "The endpoint's certificate has expired or is not valid yet.",
      "Renew it, and make sure the endpoint serves the new certificate.",
    ],
    checks: [
      "The dates of the certificate that is served, not the one on disk.",
      "Was the server reloaded after the renewal?",
      "Every node behind the load balancer.",
    ],
    matchers: [
      {
        text: /certificate has expired|not yet valid|CERT_HAS_EXPIRED|CERT_NOT_YET_VALID/i,
        certainty: "assumed",
        source: "go",
        example: "tls: failed to verify certificate: x509: certificate has expired or is not yet valid",
      },
    ],
  },
  E_DESTINATION_CERT_NAME: {
    says: [
      "The endpoint's certificate is for a different host name.",
      "Use a certificate that covers this host name, or use a host name that the certificate covers.",
    ],
    checks: [
      "The certificate's subject alternative names. A common name alone does not count.",
      "Which certificate the server selects for this name (SNI).",
      "Is the host an IP address? Then the certificate must name that address.",
    ],
    matchers: [
      {
        text: /certificate is (?:not )?valid for/i,
        certainty: "documented",
        source: "certificate",
        example: "x509: certificate is valid for SplunkServerDefaultCert, not logs.example.com",
      },
      {
        text: /doesn't contain any IP SANs|relies on legacy Common Name|ALTNAME_INVALID/i,
        certainty: "assumed",
        source: "go",
        example: "x509: cannot validate certificate for 203.0.113.9 because it doesn't contain any IP SANs",
      },
    ],
  },
  E_DESTINATION_CERT_UNTRUSTED: {
    says: [
      "The endpoint's certificate is not from a public CA, or its chain is incomplete.",
      "Use a certificate from a public CA, and serve the intermediate certificates too.",
    ],
    checks: [
      "Is it self-signed, or from a private CA?",
      "Does the server send the intermediate certificates (fullchain)?",
    ],
    matchers: [
      {
        text: /signed by unknown authority|self[- _]signed|UNABLE_TO_|ISSUER_CERT/i,
        certainty: "assumed",
        source: "go",
        example: "x509: certificate signed by unknown authority",
      },
    ],
  },
  E_DESTINATION_NOT_TLS: {
    says: [
      "The endpoint does not speak TLS on this port.",
      "Use the HTTPS port, or put a TLS proxy in front of the endpoint.",
    ],
    checks: [
      "The port. HTTPS usually runs on 443 or 8443, not 80 or 8080.",
      "Is TLS enabled on the endpoint or its proxy?",
    ],
    matchers: [
      {
        text: /server gave HTTP response to HTTPS client|does not look like a TLS handshake|wrong version number/i,
        certainty: "assumed",
        source: "go",
        example: "http: server gave HTTP response to HTTPS client",
      },
    ],
  },
  E_DESTINATION_TIMEOUT_CONNECT: {
    says: [
      "Connecting to the endpoint timed out after {seconds} s.",
      "A firewall may be dropping the packets. Check the host and port, and allow Cloudflare's IP ranges.",
    ],
    checks: [
      "Host and port of the endpoint.",
      "Do the firewall and the cloud security group allow Cloudflare's IP ranges?",
      "Is the server overloaded and slow to accept connections?",
    ],
    matchers: [
      { health: 1102, certainty: "documented", source: "codes", params: { seconds: 5 } },
      {
        text: /dial tcp [^\n]{1,300}?timeout|TLS handshake timeout|ConnectionTimeout/i,
        certainty: "assumed",
        source: "codes",
        example: "dial tcp 203.0.113.9:443: i/o timeout",
        params: { seconds: 5 },
      },
    ],
  },
  E_DESTINATION_TLS: {
    says: [
      "The TLS handshake with the endpoint failed.",
      "Use a certificate from a public CA that covers this host name and has not expired.",
    ],
    checks: [
      "The certificate's names, dates and chain.",
      "TLS 1.2 or newer on the server.",
      "Does the server require a client certificate? Logpush does not send one.",
    ],
    matchers: [
      {
        text: /x509|certificate|\btls:|handshake fail/i,
        certainty: "assumed",
        source: "go",
        example: "remote error: tls: handshake failure",
      },
    ],
  },
  E_DESTINATION_DOWN: {
    says: ["The endpoint refused the connection.", "Start the endpoint's service, or fix the host and port."],
    checks: [
      "Is the service running?",
      "Does it listen on this port, and on the public address?",
      "Any firewall in the path.",
    ],
    matchers: [
      {
        text: /connection refused|ECONNREFUSED|no route to host|unreachable|connection failed/i,
        certainty: "assumed",
        source: "go",
        example: "dial tcp 203.0.113.9:443: connect: connection refused",
      },
    ],
  },
  E_DESTINATION_CLOSED: {
    says: [
      "The endpoint closed the connection without responding.",
      "Check its logs at the time of the error. A proxy in front of it may reject the request.",
    ],
    checks: [
      "The logs of the endpoint and its proxy at that time.",
      "Did it restart, or run out of memory?",
      "Its body size limit and timeouts.",
    ],
    matchers: [
      {
        text: /connection reset|ECONNRESET|broken pipe|\bEOF\b|server closed|GOAWAY|stream error/i,
        certainty: "assumed",
        source: "go",
        example: "read tcp 203.0.113.9:443: connection reset by peer",
      },
    ],
  },
  E_DESTINATION_PROTOCOL: {
    says: ["The endpoint's response is not HTTP.", "Check that this is the port of the HTTP endpoint."],
    checks: [
      "The port. Another service may be listening on it.",
      "Is it an HTTP endpoint, and not a plain TCP or syslog input?",
    ],
    matchers: [
      {
        text: /malformed (?:HTTP|MIME)|transport connection broken/i,
        certainty: "assumed",
        source: "go",
        example: "net/http: malformed HTTP response",
      },
    ],
  },
  E_DESTINATION_PRIVATE: {
    says: [
      "The endpoint's address is not public.",
      "Logpush only reaches public addresses. Expose the endpoint, or put a tunnel in front of it.",
    ],
    checks: [
      "What the host name resolves to from outside your network.",
      "Is it 10.x, 172.16-31.x, 192.168.x, 127.x or a link-local address?",
    ],
    matchers: [
      {
        text: /\bprivate (?:address|network|IP)|not (?:a )?public|forbidden address|loopback|link-local/i,
        certainty: "assumed",
        source: "egress",
        example: "dial tcp 10.0.0.1:443: address is not publicly routable",
      },
    ],
  },
  E_DESTINATION_TIMEOUT: {
    says: [
      "The endpoint did not respond in time.",
      "Make sure it is reachable and responds quickly: acknowledge first, process later.",
    ],
    checks: [
      "How long the endpoint takes to respond. Cloudflare gives up after 10 s without progress.",
      "Does it store or forward everything before it responds?",
      "The batch size. Lower Max upload bytes if large batches take too long.",
    ],
    matchers: [
      { health: 1106, certainty: "documented", source: "codes" },
      {
        text: /timeout|timed out|deadline exceeded|no progress|context canceled/i,
        certainty: "assumed",
        source: "codes",
        example: "context deadline exceeded (Client.Timeout exceeded while awaiting headers)",
      },
    ],
  },
} as const satisfies Record<string, Cause>;

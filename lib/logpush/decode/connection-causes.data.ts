import type { Cause } from "./cause.ts";

/** No answer came: DNS, connection, certificate or timeout. */
export const connectionCauses = {
  E_DESTINATION_DNS: {
    says: ["The endpoint's host name does not resolve.", "Check its spelling and its public DNS record."],
    checks: [
      "The host name, letter by letter.",
      "Its A, AAAA or CNAME record at a public resolver, not only inside your network.",
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
      "Renew it, and make sure that the endpoint serves the new one.",
    ],
    checks: [
      "The dates of the certificate that is served, not of the one on disk.",
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
      "The endpoint's certificate is for another name.",
      "Use a certificate that covers this host name, or the host name that it covers.",
    ],
    checks: [
      "The subject alternative names of the certificate; a common name alone does not count.",
      "Which certificate the server picks for this name (SNI).",
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
      "The endpoint's certificate is not from a public authority, or its chain is incomplete.",
      "Use a certificate from a public authority and serve the intermediate certificates too.",
    ],
    checks: [
      "Is it self-signed, or from an authority of your own?",
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
      "Use the port that serves https, or put TLS in front of the endpoint.",
    ],
    checks: ["The port: often 443 or 8443, not 80 or 8080.", "Is TLS enabled in the endpoint or its proxy?"],
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
      "No connection to the endpoint was made within {seconds} s.",
      "A firewall may drop the packets: check host and port, and allow Cloudflare's addresses.",
    ],
    checks: [
      "Host and port of the endpoint.",
      "Do the firewall and the cloud's security group allow Cloudflare's address ranges?",
      "Is the server overloaded, so that it accepts connections late?",
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
      "The TLS connection to the endpoint failed.",
      "Use a certificate from a public authority that covers this host name and has not expired.",
    ],
    checks: [
      "The certificate: its names, its dates, its chain.",
      "TLS 1.2 or newer on the server.",
      "Does it require a client certificate? Logpush does not send one.",
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
    says: [
      "Nothing accepts connections at the endpoint's address.",
      "Start the endpoint's service, or correct the host and port.",
    ],
    checks: [
      "Is the service running?",
      "Does it listen on this port, and on the public address?",
      "The firewall on the way.",
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
      "The endpoint closed the connection without an answer.",
      "Check its log at the time of the error; a proxy in front of it may refuse the request.",
    ],
    checks: [
      "The log of the endpoint and of its proxy at that time.",
      "Did it restart, or run out of memory?",
      "Its limits on body size and time.",
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
    says: ["The endpoint's answer is not HTTP.", "Check that the port is that of the HTTP endpoint."],
    checks: [
      "The port: another service may be listening there.",
      "Is it an HTTP endpoint, not a plain TCP or syslog input?",
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
      "Logpush reaches public addresses only; expose the endpoint, or put a tunnel in front of it.",
    ],
    checks: [
      "What the host name resolves to from outside.",
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
      "The endpoint did not answer in time.",
      "Make sure that it is reachable from the internet and answers quickly: answer first, then process the batch.",
    ],
    checks: [
      "How long the endpoint takes to answer: Cloudflare gives up after 10 s without progress.",
      "Does it store or forward everything before it answers?",
      "The size of a batch: lower Max upload bytes if large batches take long.",
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

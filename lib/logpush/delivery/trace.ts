/** The phases of one POST to a receiver, in order. */
export type DeliveryPhase = "resolve" | "connect" | "tls" | "send" | "wait" | "read";

/** Why a POST ended without an answer. `blocked`: this server may not send to the address. */
export type DeliveryFailureKind =
  | "blocked"
  | "dns"
  | "refused"
  | "reset"
  | "unreachable"
  | "timeout"
  | "tls"
  | "not-tls"
  | "protocol"
  | "canceled";

/** What is wrong with a certificate; `untrusted` includes self-signed certificates and private authorities. */
export type CertificateProblem =
  | "expired"
  | "not-yet-valid"
  | "wrong-name"
  | "untrusted"
  | "incomplete-chain"
  | "other";

export type Certificate = {
  subject: string;
  issuer: string;
  /** RFC 3339 */
  validFrom: string;
  /** RFC 3339 */
  validTo: string;
  /** The names that it covers; only for the first certificate of a chain. */
  names: string[];
};

export type TlsFacts = {
  /** As OpenSSL calls it, for example TLSv1.3. */
  protocol: string;
  /** The receiver's certificate is first. */
  chain: Certificate[];
  /** Null if a client that trusts the public authorities accepts it. */
  problem: CertificateProblem | null;
};

export type ReceiverAnswer = {
  status: number;
  contentType: string | null;
  /** The target of a redirect, resolved against the endpoint. Its query is left out because it may contain a secret. */
  location: string | null;
  /** The start of the body as text, for people with permission to edit jobs. */
  excerpt?: string;
};

/** One POST to a receiver and its result. It contains no header or parameter values. */
export type DeliveryTrace = {
  /** RFC 3339 */
  startedAt: string;
  kind: "probe" | "records";
  /** How many records the body contains; 0 for the test object. */
  records: number;
  /** Bytes of the body, compressed as sent, and uncompressed. */
  sentBytes: number;
  textBytes: number;
  /** The address that the request was sent to; absent without a connection, and for the test receiver. */
  address?: string;
  /** Whether the test receiver answered inside this process, so there was no name, connection or certificate. */
  isBuiltIn: boolean;
  /** Milliseconds spent in each phase that began. */
  timings: { phase: DeliveryPhase; ms: number }[];
  tls?: TlsFacts;
  answer?: ReceiverAnswer;
  /** `text` is the system's own word. `isOverall`: the whole delivery timed out, not the phase. */
  failure?: { phase: DeliveryPhase; kind: DeliveryFailureKind; text: string; isOverall?: boolean };
};

/** The most invented records in one test delivery. */
export const maxTestRecords = 1000;

/**
 * Milliseconds. Dial, TLS handshake and time without progress are the limits that Cloudflare documents. `total` is
 * Headgate's own, because a person waits and a slow endpoint must not keep the server busy.
 */
export const deliveryLimitsMs = { resolve: 5000, connect: 5000, tls: 5000, idle: 10_000, total: 10_000 } as const;

/** The steps of one POST to a receiver, in the order in which they happen. */
export type DeliveryPhase = "resolve" | "connect" | "tls" | "send" | "wait" | "read";

/** Why a POST ended without an answer. `blocked`: the address may not be reached from here. */
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
  | "cancelled";

/** What is wrong with a certificate; `untrusted` covers self-signed and private authorities. */
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
  /** The names that it covers; of the first certificate of a chain only. */
  names: string[];
};

export type TlsFacts = {
  /** As OpenSSL calls it, for example TLSv1.3. */
  protocol: string;
  /** The receiver's certificate first. */
  chain: Certificate[];
  /** Null where a client that trusts the public authorities accepts it. */
  problem: CertificateProblem | null;
};

export type ReceiverAnswer = {
  status: number;
  contentType: string | null;
  /** Where a redirect points to, resolved against the endpoint; its query is left out, which may hold a secret. */
  location: string | null;
  /** The start of the body as text, for people who may write jobs. */
  excerpt?: string;
};

/** What one POST to a receiver was and how it went. It holds no value of a header or of a parameter. */
export type DeliveryTrace = {
  /** RFC 3339 */
  startedAt: string;
  kind: "probe" | "records";
  /** How many records the body holds; 0 for the probe. */
  records: number;
  /** Bytes of the body on the wire, and before compression. */
  sentBytes: number;
  textBytes: number;
  /** Where the request was sent; absent when it came to no connection, and for the built-in receiver. */
  address?: string;
  /** Whether the built-in receiver answered inside this process: then there was no name, connection or certificate. */
  isBuiltIn: boolean;
  /** Milliseconds spent in each phase that began. */
  timings: { phase: DeliveryPhase; ms: number }[];
  tls?: TlsFacts;
  answer?: ReceiverAnswer;
  /** `text` is the system's own word for it; `isOverall`: a timeout of the whole delivery, not of its phase. */
  failure?: { phase: DeliveryPhase; kind: DeliveryFailureKind; text: string; isOverall?: boolean };
};

/** The most invented records that one test delivery holds. */
export const maxTestRecords = 1000;

/**
 * Milliseconds. Dial, TLS handshake and time without any progress are what Cloudflare documents for a push; `total` is
 * ours, for a person waits and the server must not be kept busy by a slow endpoint.
 */
export const deliveryLimitsMs = { resolve: 5000, connect: 5000, tls: 5000, idle: 10_000, total: 10_000 } as const;

import "server-only";
import type { DeliveryFailureKind } from "#lib/logpush/delivery/trace.ts";

/** Ends a delivery early; `text` is the system's own wording and is empty of the request. */
export class DeliveryFailure extends Error {
  readonly kind: DeliveryFailureKind;
  readonly text: string;
  /** Whether the limit of the whole delivery ended it, not the limit of a phase. */
  readonly isOverall: boolean;

  constructor(kind: DeliveryFailureKind, text: string, { isOverall = false } = {}) {
    super(text);
    this.name = "DeliveryFailure";
    this.kind = kind;
    this.text = text;
    this.isOverall = isOverall;
  }
}

const kinds: Record<string, DeliveryFailureKind> = {
  ECONNREFUSED: "refused",
  ECONNRESET: "reset",
  EPIPE: "reset",
  ECONNABORTED: "reset",
  ETIMEDOUT: "timeout",
  ENOTFOUND: "dns",
  EAI_AGAIN: "dns",
  ENODATA: "dns",
  ESERVFAIL: "dns",
  EHOSTUNREACH: "unreachable",
  ENETUNREACH: "unreachable",
  EADDRNOTAVAIL: "unreachable",
  EHOSTDOWN: "unreachable",
  EACCES: "unreachable",
  EPERM: "unreachable",
  // OpenSSL's codes for a peer that speaks plain HTTP or no TLS at all.
  ERR_SSL_WRONG_VERSION_NUMBER: "not-tls",
  ERR_SSL_PACKET_LENGTH_TOO_LONG: "not-tls",
  ERR_SSL_HTTP_REQUEST: "not-tls",
  ERR_SSL_UNEXPECTED_MESSAGE: "not-tls",
  EPROTO: "tls",
};

/** Maps an error of the system, of OpenSSL or of Node's HTTP parser to a code. */
export function failureOf(error: unknown, fallback: DeliveryFailureKind): DeliveryFailure {
  if (error instanceof DeliveryFailure) return error;
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
  const text = code || (error instanceof Error ? error.name : "unknown error");
  const known = kinds[code];
  if (known) return new DeliveryFailure(known, text);
  if (code.startsWith("ERR_SSL")) return new DeliveryFailure("tls", text);
  if (code.startsWith("HPE_")) return new DeliveryFailure("protocol", text);
  return new DeliveryFailure(fallback, text);
}

import "server-only";
import { once } from "node:events";
import { isIP, type Socket } from "node:net";
import { checkServerIdentity, connect, type PeerCertificate, type TLSSocket } from "node:tls";
import type { Certificate, CertificateProblem, TlsFacts } from "#lib/logpush/delivery/trace.ts";
import { DeliveryFailure, failureOf } from "./failure.ts";
import type { Stages } from "./stages.ts";

type SecureOptions = {
  host: string;
  /** On this machine a certificate may be self-signed; elsewhere nothing is sent without a trusted one. */
  isLoopback: boolean;
  /** Authorities that replace the public ones, as PEM; for tests. */
  ca?: string | undefined;
  onFacts: (facts: TlsFacts) => void;
};

const untrusted = new Set(["DEPTH_ZERO_SELF_SIGNED_CERT", "SELF_SIGNED_CERT_IN_CHAIN", "CERT_UNTRUSTED", "INVALID_CA"]);
const noIssuer = new Set([
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_GET_ISSUER_CERT",
]);

/**
 * Opens the TLS connection and verifies the certificate before it writes a byte of the request, which holds secrets.
 */
export async function secure(socket: Socket, stages: Stages, options: SecureOptions): Promise<TLSSocket> {
  const { host, isLoopback, ca, onFacts } = options;
  const secured = connect({
    socket,
    servername: isIP(host) ? "" : host,
    // Without a server name Node would compare the certificate with "localhost".
    checkServerIdentity: (_name, certificate) => checkServerIdentity(host, certificate),
    // Verified below, where the reason can be reported.
    rejectUnauthorized: false,
    ALPNProtocols: ["http/1.1"],
    minVersion: "TLSv1.2",
    ...(ca === undefined ? {} : { ca }),
  });
  try {
    await stages.race(once(secured, "secureConnect"));
  } catch (error) {
    secured.destroy();
    throw failureOf(error, "tls");
  }
  const leaf = secured.getPeerCertificate(true);
  const chain = chainOf(leaf);
  const problem = problemOf(secured, { leaf, host, chainLength: chain.length });
  onFacts({ protocol: secured.getProtocol() ?? "TLS", chain, problem });
  if (problem !== null && !isLoopback) {
    secured.destroy();
    throw new DeliveryFailure("tls", String(secured.authorizationError ?? problem));
  }
  return secured;
}

type Judged = { leaf: PeerCertificate; host: string; chainLength: number };

/** OpenSSL reports the first problem that it finds; a wrong date or name says more than a missing trust. */
function problemOf(secured: TLSSocket, { leaf, host, chainLength }: Judged): CertificateProblem | null {
  const now = Date.now();
  if (Date.parse(leaf.valid_to) < now) return "expired";
  if (Date.parse(leaf.valid_from) > now) return "not-yet-valid";
  if (checkServerIdentity(host, leaf) !== undefined) return "wrong-name";
  if (secured.authorized) return null;
  const code = String(secured.authorizationError ?? "");
  if (code === "CERT_HAS_EXPIRED") return "expired";
  if (code === "CERT_NOT_YET_VALID") return "not-yet-valid";
  if (untrusted.has(code)) return "untrusted";
  // A certificate without its intermediates and one of a private authority fail alike; a chain of one means the former.
  if (noIssuer.has(code)) return chainLength === 1 ? "incomplete-chain" : "untrusted";
  return "other";
}

function chainOf(leaf: PeerCertificate | (PeerCertificate & { issuerCertificate?: PeerCertificate })): Certificate[] {
  const chain: Certificate[] = [];
  const seen = new Set<string>();
  for (let current: typeof leaf | undefined = leaf; current?.fingerprint256 && !seen.has(current.fingerprint256); ) {
    seen.add(current.fingerprint256);
    chain.push(toCertificate(current, chain.length === 0));
    current = "issuerCertificate" in current ? current.issuerCertificate : undefined;
    if (chain.length === 10) break;
  }
  return chain;
}

function toCertificate(certificate: PeerCertificate, isLeaf: boolean): Certificate {
  return {
    subject: nameOf(certificate.subject),
    issuer: nameOf(certificate.issuer),
    validFrom: timeOf(certificate.valid_from),
    validTo: timeOf(certificate.valid_to),
    names: isLeaf ? (certificate.subjectaltname ?? "").split(", ").filter(Boolean).slice(0, 50) : [],
  };
}

function nameOf(name: PeerCertificate["subject"] | undefined): string {
  const first = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value);
  return first(name?.CN) ?? first(name?.O) ?? "(no name)";
}

function timeOf(text: string): string {
  const time = Date.parse(text);
  return Number.isNaN(time) ? text : new Date(time).toISOString();
}

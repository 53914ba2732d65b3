import type { DeliveryPhase } from "#lib/logpush/delivery/trace.ts";

/** What happens in each phase of a delivery. */
export const phaseWords: Record<DeliveryPhase, string> = {
  resolve: "DNS lookup",
  connect: "Connecting",
  tls: "TLS handshake",
  send: "Sending",
  wait: "Waiting for the response",
  read: "Reading the response",
};

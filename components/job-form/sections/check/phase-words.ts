import type { DeliveryPhase } from "#lib/logpush/delivery/trace.ts";

/** What happens in each phase of a delivery. */
export const phaseWords: Record<DeliveryPhase, string> = {
  resolve: "Resolving the name",
  connect: "Connecting",
  tls: "TLS handshake",
  send: "Sending",
  wait: "Waiting for the answer",
  read: "Reading the answer",
};

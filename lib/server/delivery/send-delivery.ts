import "server-only";
import { fail } from "#lib/cloudflare/errors.ts";
import { createDeliveryLimiter } from "#lib/delivery/limits.ts";
import type { DeliveryPolicy } from "#lib/delivery/policy.ts";
import { type DeliveryRequest, postDelivery, sentFacts } from "#lib/delivery/post.ts";
import type { DeliveryPhase, DeliveryTrace } from "#lib/logpush/delivery/trace.ts";
import { perProcess } from "../base/per-process.ts";
import { findEmulator, isBuiltInHost, type ReceiverReply } from "../calls/upstream.ts";
import { readEnv } from "../env/env.ts";

export type Sending = { signal: AbortSignal; onPhase: (phase: DeliveryPhase) => void };

/** The kind of request that the test receiver records. */
type BuiltInSending = Sending & { builtInKind: "probe" | "batch" | "alert" };

/** Sends one request to an endpoint. Never rejects. */
export type SendDelivery = (request: DeliveryRequest, sending: Sending) => Promise<DeliveryTrace>;

const limiter = () => perProcess("deliveryLimiter", () => createDeliveryLimiter(Date.now));

/** Over the network, or to the test receiver for its host names. */
export const sendDelivery: SendDelivery = (request, sending) =>
  postAnywhere(request, { ...sending, builtInKind: request.kind === "probe" ? "probe" : "batch" });

/** The same for any kind of request. The caller limits how many there are (`limitDeliveries`). */
export async function postAnywhere(request: DeliveryRequest, sending: BuiltInSending): Promise<DeliveryTrace> {
  return (await postBuiltIn(request, sending)) ?? overNetwork(request, sending);
}

/** Whether a delivery to this URL leaves the process. Deliveries to the test receiver are not limited. */
export function isOverNetwork(url: string): boolean {
  return !URL.canParse(url) || !isBuiltInHost(new URL(url).hostname);
}

/**
 * Runs a delivery that a person asked for, or throws E_DELIVERY_LIMIT if there were too many. It wraps `audited`, so
 * that a refusal here adds nothing to the audit log.
 */
export async function limitDeliveries<T>(callerId: string, send: () => Promise<T>): Promise<T> {
  const place = limiter().start(callerId);
  if (!place.ok) {
    const wait = `${Math.ceil(place.waitMs / 1000)} s`;
    fail("E_DELIVERY_LIMIT", { params: { wait } });
  }
  try {
    return await send();
  } finally {
    place.end();
  }
}

function overNetwork(request: DeliveryRequest, { signal, onPhase }: Sending): Promise<DeliveryTrace> {
  return postDelivery(request, { policy: deliveryPolicy(), signal, onPhase });
}

/** Where this server may send anything, as the environment says. */
export function deliveryPolicy(): DeliveryPolicy {
  const { mode, deliveryAllow, deliveryPorts, site } = readEnv();
  // A caller from the network must not reach other programs on this machine.
  const isLoopbackAllowed = mode === "emulator" && site.origin === undefined;
  return { isLoopbackAllowed, allowed: deliveryAllow, allowedPorts: deliveryPorts, ownPort: site.port };
}

/** Undefined if the host is not one of the test receiver's, or if the test receiver is off. */
async function postBuiltIn(
  request: DeliveryRequest,
  { signal, onPhase, builtInKind }: BuiltInSending,
): Promise<DeliveryTrace | undefined> {
  if (!URL.canParse(request.url)) return undefined;
  const url = new URL(request.url);
  const startedAt = new Date().toISOString();
  const from = performance.now();
  const answering = findEmulator()?.receiver.post(
    {
      host: url.hostname,
      port: url.port === "" ? 443 : Number(url.port),
      target: `${url.pathname}${url.search}`,
      headers: [["Host", url.host], ["Content-Length", String(request.body.length)], ...request.headers],
      body: request.body,
      records: request.records,
      kind: builtInKind,
    },
    signal,
  );
  if (!answering) return undefined;
  onPhase("wait");
  const reply = await answering;
  return {
    startedAt,
    ...sentFacts(request),
    isBuiltIn: true,
    timings: [{ phase: "wait", ms: performance.now() - from }],
    ...toldBy(reply, { url, signal }),
  };
}

function toldBy(
  reply: ReceiverReply,
  { url, signal }: { url: URL; signal: AbortSignal },
): Pick<DeliveryTrace, "answer" | "failure"> {
  if (signal.aborted) return { failure: { phase: "wait", kind: "canceled", text: "canceled" } };
  if (reply.status !== null) {
    const { status, contentType, body } = reply;
    const target = reply.headers.find(([name]) => name.toLowerCase() === "location")?.[1];
    const location = target !== undefined && URL.canParse(target, url) ? new URL(target, url) : null;
    return {
      answer: {
        status,
        contentType,
        location: location && `${location.origin}${location.pathname}`,
        ...(body === "" ? {} : { excerpt: body.slice(0, 1024) }),
      },
    };
  }
  const kind = /lookup|no such host/.test(reply.detail) ? "dns" : reply.detail === "EOF" ? "reset" : "timeout";
  return { failure: { phase: kind === "dns" ? "resolve" : "wait", kind, text: reply.detail } };
}

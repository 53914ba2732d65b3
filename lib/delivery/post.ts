import "server-only";
import { setTimeout as sleep } from "node:timers/promises";
import { type DeliveryPhase, type DeliveryTrace, deliveryLimitsMs } from "#lib/logpush/delivery/trace.ts";
import { checkTarget, type Target } from "./check-target.ts";
import { type Connect, dial } from "./connect.ts";
import { exchange } from "./exchange.ts";
import { DeliveryFailure, failureOf } from "./failure.ts";
import { checkAddresses, type DeliveryPolicy } from "./policy.ts";
import { type Resolve, resolveHost, resolveTarget } from "./resolve-target.ts";
import { secure } from "./secure.ts";
import { createStages, type Stages } from "./stages.ts";

export type DeliveryRequest = {
  url: string;
  /** As sent over the wire; `Host` and `Content-Length` are set here, framing headers are dropped. */
  headers: [name: string, value: string][];
  body: Buffer;
  textBytes: number;
  records: number;
  kind: DeliveryTrace["kind"];
};

export type DeliveryLimits = { [phase in keyof typeof deliveryLimitsMs]: number };

export type DeliveryOptions = {
  policy: DeliveryPolicy;
  signal: AbortSignal;
  limits?: Partial<DeliveryLimits>;
  onPhase?: (phase: DeliveryPhase) => void;
  resolve?: Resolve;
  connect?: Connect;
  /** Authorities that replace the public ones, as PEM; for tests. */
  ca?: string;
  /**
   * Refused and unknown names take at least this long, so that the timing reveals nothing about the internal network.
   */
  floorMs?: number;
};

/**
 * Headers that an HTTP client sets itself, whatever a destination says (RFC 9110 and 9112), or that would allow
 * smuggling.
 */
const framing = /^(?:host|content-length|transfer-encoding|connection|keep-alive|proxy-.*|te|trailer|upgrade|expect)$/i;

/**
 * Sends one POST to an endpoint: resolves the name once, dials only addresses that the policy allows, follows no
 * redirect and keeps no connection. Never rejects; the trace says how it ended.
 */
export async function postDelivery(request: DeliveryRequest, options: DeliveryOptions): Promise<DeliveryTrace> {
  const limits = { ...deliveryLimitsMs, ...options.limits };
  const startedAt = new Date().toISOString();
  const from = performance.now();
  const stages = createStages({ signal: options.signal, totalMs: limits.total, onPhase: options.onPhase });
  const facts: Pick<DeliveryTrace, "address" | "tls" | "answer" | "failure"> = {};
  try {
    await run(request, { ...options, limits, stages, facts });
  } catch (error) {
    const { kind, text, isOverall } = failureOf(error, "protocol");
    facts.failure = { phase: stages.phase(), kind, text, ...(isOverall ? { isOverall } : {}) };
  } finally {
    stages.end();
  }
  if (facts.failure?.kind === "blocked" || facts.failure?.kind === "dns") {
    const rest = (options.floorMs ?? 300) - (performance.now() - from);
    if (rest > 0) await sleep(rest);
  }
  return {
    startedAt,
    ...sentFacts(request),
    isBuiltIn: false,
    timings: stages.timings,
    ...facts,
  };
}

/** The part of a trace that describes the request. */
export function sentFacts({ kind, records, textBytes, body }: DeliveryRequest) {
  return { kind, records, textBytes, sentBytes: body.length };
}

type Run = DeliveryOptions & {
  limits: DeliveryLimits;
  stages: Stages;
  facts: Pick<DeliveryTrace, "address" | "tls" | "answer">;
};

async function run(request: DeliveryRequest, { policy, limits, stages, facts, ...options }: Run): Promise<void> {
  stages.begin("resolve", limits.resolve);
  const target = checkTarget(request.url, policy);
  if (!target) throw blocked();
  const addresses = await stages.race(resolveTarget(target, options.resolve ?? resolveHost)).catch((error: unknown) => {
    throw failureOf(error, "dns");
  });
  const rule = checkAddresses(addresses, target.port, policy);
  if (rule === "blocked" || (target.host === "localhost" && rule !== "loopback")) throw blocked();

  stages.begin("connect", limits.connect);
  const socket = await dial(addresses, target.port, stages, options.connect);
  facts.address = socket.remoteAddress ?? addresses[0];

  stages.begin("tls", limits.tls);
  const secured = await secure(socket, stages, {
    host: target.host,
    isLoopback: rule === "loopback",
    ca: options.ca,
    onFacts: (tls) => {
      facts.tls = tls;
    },
  });
  facts.answer = await exchange(secured, stages, {
    url: target.url,
    headers: wireHeaders(request, target),
    body: request.body,
    limits,
  });
}

function wireHeaders({ headers, body }: DeliveryRequest, { url }: Target): [string, string][] {
  return [
    ["Host", url.host],
    ["Content-Length", String(body.length)],
    ...headers.filter(([name]) => !framing.test(name)),
  ];
}

/** One text for every refusal, so that the answers do not map a network. */
function blocked(): DeliveryFailure {
  return new DeliveryFailure("blocked", "address not allowed");
}

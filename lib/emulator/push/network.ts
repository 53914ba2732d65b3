import { lookup } from "node:dns/promises";
import type { IncomingMessage } from "node:http";
import { request } from "node:https";
import type { LookupFunction } from "node:net";
import { isIP } from "node:net";
import { classifyAll, isSameAddress } from "./address-guard.ts";
import { outcomeOf, type Sender, type Upload, type UploadOutcome } from "./upload.ts";

export type Timeouts = { dnsMs: number; connectMs: number; tlsMs: number; idleMs: number; totalMs: number };

export const DEFAULT_TIMEOUTS: Timeouts = {
  dnsMs: 2000,
  connectMs: 5000,
  tlsMs: 5000,
  idleMs: 10_000,
  totalMs: 30_000,
};

export type Resolve = (host: string) => Promise<{ address: string; family: number }[]>;

const MAX_RESPONSE_BYTES = 4096;
const resolveHost: Resolve = (host) => lookup(host, { all: true, order: "ipv4first" });

/** The real network: https to loopback or to public addresses, dialled at exactly the addresses that were checked. */
export function createNetworkSender(
  timeouts: Timeouts,
  { resolve = resolveHost, refusesLoopback = false }: { resolve?: Resolve; refusesLoopback?: boolean } = {},
): Sender {
  return async (upload, signal) => {
    const vetted = await vet(upload, { resolve, refusesLoopback }, timeouts.dnsMs);
    return vetted.ok
      ? post({ upload, addresses: vetted.addresses, loopback: vetted.loopback, timeouts, signal })
      : vetted;
  };
}

type Vetted =
  | { ok: true; addresses: { address: string; family: number }[]; loopback: boolean }
  | { ok: false; detail: string };

type Vetting = { resolve: Resolve; refusesLoopback: boolean };

async function vet(upload: Upload, { resolve, refusesLoopback }: Vetting, dnsMs: number): Promise<Vetted> {
  const literal = isIP(upload.host);
  const addresses = literal
    ? [{ address: upload.host, family: literal }]
    : await withDeadline(resolve(upload.host), dnsMs).catch(() => []);
  if (addresses.length === 0) return { ok: false, detail: dnsErrorText(upload.host) };
  const kind = classifyAll(addresses.map(({ address }) => address));
  if (kind === "refused" || (kind === "loopback" && refusesLoopback)) {
    return { ok: false, detail: unroutableText(upload) };
  }
  return { ok: true, addresses, loopback: kind === "loopback" };
}

function unroutableText({ host, port }: Upload): string {
  return `dial tcp ${host}:${port}: address is not publicly routable`;
}

/** The text for a name that does not resolve. */
export function dnsErrorText(host: string): string {
  return `DNSError: dial tcp: lookup ${host}: no such host`;
}

type Dial = {
  upload: Upload;
  addresses: { address: string; family: number }[];
  loopback: boolean;
  timeouts: Timeouts;
  signal: AbortSignal;
};

function post({ upload, addresses, loopback, timeouts, signal }: Dial): Promise<UploadOutcome> {
  return new Promise((settle) => {
    const clocks = createClocks(upload, timeouts, (detail) => finish({ ok: false, detail }));
    const outgoing = request({
      method: "POST",
      host: upload.host,
      port: upload.port,
      path: upload.target,
      // A raw array keeps the case and order of names; Node then adds only Connection.
      headers: upload.headers.flat(),
      agent: false,
      lookup: pinnedLookup(addresses),
      servername: isIP(upload.host) ? "" : upload.host,
      rejectUnauthorized: !loopback,
      signal,
    });

    function finish(outcome: UploadOutcome): void {
      clocks.stop();
      settle(outcome);
      outgoing.destroy();
    }

    outgoing.on("socket", (socket) => {
      socket.once("connect", () => {
        // Undefined: the peer is already gone, and an error event follows.
        const peer = socket.remoteAddress;
        const isVetted = peer === undefined || addresses.some(({ address }) => isSameAddress(address, peer));
        if (isVetted) clocks.to("tls");
        else finish({ ok: false, detail: unroutableText(upload) });
      });
      socket.once("secureConnect", () => clocks.to("idle"));
      socket.on("data", () => clocks.to("idle"));
    });
    outgoing.on("error", (error) => finish({ ok: false, detail: describeError(error, upload) }));
    outgoing.on("response", (incoming) => {
      readStart(incoming).then((body) => finish(outcomeOf(incoming.statusCode ?? 0, body)));
    });
    outgoing.end(upload.body);
  });
}

const pinnedLookup =
  (addresses: { address: string; family: number }[]): LookupFunction =>
  (_host, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, addresses);
    else if (first) callback(null, first.address, first.family);
  };

function createClocks(upload: Upload, timeouts: Timeouts, onTimeout: (detail: string) => void) {
  const place = `${upload.host}:${upload.port}`;
  const waits = {
    connect: { ms: timeouts.connectMs, detail: `dial tcp ${place}: i/o timeout` },
    tls: { ms: timeouts.tlsMs, detail: "net/http: TLS handshake timeout" },
    idle: { ms: timeouts.idleMs, detail: timeoutText },
  };
  const total = setTimeout(() => onTimeout(timeoutText), timeouts.totalMs);
  let stage = setTimeout(() => onTimeout(waits.connect.detail), waits.connect.ms);
  return {
    to(next: keyof typeof waits) {
      clearTimeout(stage);
      stage = setTimeout(() => onTimeout(waits[next].detail), waits[next].ms);
    },
    stop() {
      clearTimeout(stage);
      clearTimeout(total);
    },
  };
}

/** The text for an endpoint that accepts the connection and then sends nothing. */
export const timeoutText = "context deadline exceeded (Client.Timeout exceeded while awaiting headers)";

/** At most 4 kB of the answer; the rest is never read. */
async function readStart(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= MAX_RESPONSE_BYTES) break;
    }
  } catch {
    // A body that breaks off does not change the status that was already received.
  }
  return Buffer.concat(chunks).subarray(0, MAX_RESPONSE_BYTES).toString("utf8");
}

/** The text for a Node error, in the words of Go's client. */
export function describeError(error: Error & { code?: string }, upload: Upload): string {
  const code = error.code ?? "";
  const place = `${upload.host}:${upload.port}`;
  if (code === "ECONNREFUSED") return `dial tcp ${place}: connect: connection refused`;
  if (code === "ECONNRESET" || code === "EPIPE") return `read tcp ${place}: connection reset by peer`;
  if (["EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL"].includes(code))
    return `dial tcp ${place}: connect: no route to host`;
  if (code === "ETIMEDOUT") return `dial tcp ${place}: i/o timeout`;
  if (error.name === "AbortError") return "context canceled";
  if (code.startsWith("ERR_SSL") || code === "EPROTO") return "tls: handshake failure";
  if (/CERT|SIGNATURE|TLS|ISSUER/.test(code)) return `tls: failed to verify certificate: x509: ${code}`;
  return code.startsWith("HPE_") ? "net/http: malformed HTTP response" : `connection failed (${code || error.name})`;
}

function withDeadline<T>(promise: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("deadline")), ms);
  });
  return Promise.race([promise, deadline]).finally(() => clearTimeout(timer));
}

import { COLOS, COUNTRIES, METHODS, PATHS, QUERIES, STATUSES, SUBDOMAINS, USER_AGENTS } from "./pools.data.ts";
import { drawFrom } from "./random.ts";

/** What happened, independent of fields: one request or event, the same for every field set. */
export type LogEvent = {
  seed: string;
  startNs: bigint;
  endNs: bigint;
  zoneName: string;
  host: string;
  path: string;
  query: string;
  method: string;
  status: number;
  ip: string;
  country: string;
  asn: number;
  colo: string;
  userAgent: string;
  rayId: string;
  bytes: number;
};

export type TimeRange = { startMs: number; endMs: number };

/** The events of a time range in order of time; the same job and range always give the same events. */
export function generateEvents(jobId: number, range: TimeRange, zoneName: string): LogEvent[] {
  const draw = drawFrom(`${jobId}:${range.startMs}:${range.endMs}`);
  const count = draw.int(8, 30);
  const times = Array.from({ length: count }, () => draw.int(range.startMs, range.endMs - 1)).sort((a, b) => a - b);
  return times.map((timeMs, index) => generateEvent(`${jobId}:${timeMs}:${index}`, timeMs, zoneName));
}

function generateEvent(seed: string, timeMs: number, zoneName: string): LogEvent {
  const draw = drawFrom(seed);
  const startNs = BigInt(timeMs) * 1_000_000n + BigInt(draw.int(0, 999_999));
  // Documentation ranges of RFC 5737, so that nobody's real address ends up in somebody's log store.
  const network = draw.pick(["192.0.2", "198.51.100", "203.0.113"]);
  return {
    seed,
    startNs,
    endNs: startNs + BigInt(draw.int(1_000_000, 400_000_000)),
    zoneName,
    host: `${draw.rank(SUBDOMAINS)}${zoneName}`,
    path: draw.rank(PATHS),
    query: draw.pick(QUERIES),
    method: draw.rank(METHODS),
    status: draw.rank(STATUSES),
    ip: `${network}.${draw.int(1, 254)}`,
    country: draw.rank(COUNTRIES),
    asn: draw.int(1000, 65000),
    colo: draw.rank(COLOS),
    userAgent: draw.rank(USER_AGENTS),
    rayId: draw.hex(16),
    bytes: draw.int(200, 90_000),
  };
}

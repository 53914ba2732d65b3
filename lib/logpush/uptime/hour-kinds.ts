import type { HealthState } from "../job/health-states.ts";

const hourMs = 3_600_000;
const hoursOfDay = 24;

/**
 * What an hour of a job was. Uptime counts `delivered` and `failed` ones alone: in the others nothing was due, or nobody
 * knows. After its deletion a job is `absent`.
 */
export const hourKinds = ["delivered", "failed", "no-data", "waiting", "disabled", "unknown", "absent"] as const;
export type HourKind = (typeof hourKinds)[number];

/** A state of health from a time to before another, in milliseconds since 1970. `until` is null while it holds. */
export type StateSpan = { since: number; until: number | null; state: HealthState };

/** The pushes of an hour, in hours since 1970. Records and bytes are null where the API does not count them. */
export type PushHour = {
  hour: number;
  ok: number;
  failed: number;
  retried: number;
  lines: number | null;
  lostLines: number | null;
  bytes: number | null;
};

/**
 * The same of a day, in days since 1970, with a bit for each hour with deliveries, and with lost batches. `part`: of these
 * hours of it alone.
 */
export type PushDay = Omit<PushHour, "hour" | "retried"> & {
  day: number;
  retried: number | null;
  okHours: number | null;
  failedHours: number | null;
  part?: HourRange;
};

/** All that is known of what a job did. */
export type JobPast = {
  /** By time, without overlaps. Between them nobody looked. */
  spans: readonly StateSpan[];
  /** Up to when a state that has not ended was seen. */
  seenUntil: number;
  /** When the job was deleted. */
  goneAt: number | null;
  hours: readonly PushHour[];
  /** Of days that are not in `hours`. */
  days: readonly PushDay[];
};

/** Hours since 1970; `to` is the first one after them. */
export type HourRange = { from: number; to: number };

type Part = "failing" | "given-up" | "delivered" | "no-data" | "waiting" | "disabled";

const partOf = {
  healthy: "delivered",
  failing: "failing",
  "disabled-by-failure": "given-up",
  stale: "no-data",
  pending: "waiting",
  settling: "waiting",
  disabled: "disabled",
} satisfies Record<HealthState, Part>;

const neutral = ["delivered", "no-data", "waiting", "disabled"] as const;

/** What each hour of a range was. */
export function hourKindsOf(past: JobPast, { from, to }: HourRange): HourKind[] {
  const arrivals = arrivalsOf(past, { from, to });
  const spans = past.spans.map(
    ({ since, until, state }): Spell => ({
      ...{ since, until: Math.min(until ?? past.seenUntil, past.seenUntil), part: partOf[state] },
    }),
  );
  const kinds = new Array<HourKind>(to - from).fill("unknown");
  let first = 0;
  for (let index = firstKnown(past, arrivals, from); index < to - from; index += 1) {
    const start = (from + index) * hourMs;
    while ((spans[first]?.until ?? start + 1) <= start) first += 1;
    const arrival = arrivals[index] ?? 0;
    const quiet = arrival === 0 && past.goneAt === null ? quietKind(spans[first], start) : undefined;
    kinds[index] = quiet ?? kindOf(seenFrom(spans, first, start), arrival, lengthOf(start, past.goneAt));
  }
  return kinds;
}

/** The place of the first hour that anything is known of: most of a year lies before a young job. */
function firstKnown({ spans, goneAt }: JobPast, arrivals: Uint8Array, from: number): number {
  if (goneAt !== null) return 0;
  const seen = spans[0] ? Math.max(0, Math.floor(spans[0].since / hourMs) - from) : arrivals.length;
  const arrival = arrivals.findIndex((bits) => bits !== 0);
  return arrival < 0 ? seen : Math.min(seen, arrival);
}

function lengthOf(start: number, goneAt: number | null): number {
  return goneAt === null ? hourMs : Math.min(hourMs, Math.max(0, goneAt - start));
}

/** How long each state was seen in the hour from `start`, by spans of which those before `first` ended earlier. */
function seenFrom(spans: readonly Spell[], first: number, start: number): Record<Part, number> {
  const seen = { failing: 0, "given-up": 0, delivered: 0, "no-data": 0, waiting: 0, disabled: 0 };
  for (let at = first; ; at += 1) {
    const span = spans[at];
    if (!span || span.since >= start + hourMs) return seen;
    seen[span.part] += Math.max(0, Math.min(span.until, start + hourMs) - Math.max(span.since, start));
  }
}

/** Most hours of a year are of one state, or before the first look: said without adding up. */
function quietKind(span: Spell | undefined, start: number): HourKind | undefined {
  if (!span || span.since >= start + hourMs) return "unknown";
  if (span.since > start || span.until < start + hourMs) return undefined;
  return span.part === "failing" || span.part === "given-up" ? "failed" : span.part;
}

type Spell = { since: number; until: number; part: Part };

const arrived = 1;
const lost = 2;

/**
 * A lost batch fails an hour, whatever arrived. Without one, an arrival is enough: a failure was retried. If nothing
 * arrived, the state decides, and half an hour without a look is too much.
 */
function kindOf(seen: Record<Part, number>, arrival: number, lengthMs: number): HourKind {
  if ((arrival & lost) > 0 || seen["given-up"] > 0) return "failed";
  if ((arrival & arrived) > 0) return "delivered";
  if (seen.failing > 0) return "failed";
  if (lengthMs === 0) return "absent";
  const total = neutral.reduce((sum, part) => sum + seen[part], 0);
  if (total * 2 < lengthMs) return "unknown";
  return neutral.reduce((most, part) => (seen[part] > seen[most] ? part : most), neutral[0]);
}

/** For each hour whether something arrived, and whether a batch was lost. */
function arrivalsOf({ hours, days }: Pick<JobPast, "hours" | "days">, { from, to }: HourRange): Uint8Array {
  const arrivals = new Uint8Array(to - from);
  const note = (hour: number, isOk: boolean, isLost: boolean) => {
    if (hour < from || hour >= to) return;
    arrivals[hour - from] = (arrivals[hour - from] ?? 0) | (isOk ? arrived : 0) | (isLost ? lost : 0);
  };
  for (const { hour, ok, failed } of hours) note(hour, ok > 0, failed > 0);
  for (const { day, okHours, failedHours } of days) {
    for (let hour = 0; hour < hoursOfDay; hour += 1) {
      note(day * hoursOfDay + hour, hasBit(okHours, hour), hasBit(failedHours, hour));
    }
  }
  return arrivals;
}

function hasBit(bits: number | null, at: number): boolean {
  return (((bits ?? 0) >> at) & 1) === 1;
}

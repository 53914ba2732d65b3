import type { HealthState } from "../job/health-states.ts";
import { type HourKind, type HourRange, hourKindsOf, type JobPast } from "./hour-kinds.ts";
import { addKnown } from "./uptime.ts";

const hourMs = 3_600_000;

/** Why logs are missing, or why it is not known whether they are. */
export type GapKind = Exclude<HourKind, "delivered" | "waiting" | "absent">;

/** A time without deliveries, in milliseconds since 1970. */
export type Gap = {
  kind: GapKind;
  from: number;
  to: number;
  /** Whether the job is still so. */
  isOpen: boolean;
  /** The whole hours of it, as uptime counts them. */
  hours: number;
  lostBatches: number;
  /** Null: not known. */
  lostLines: number | null;
};

const statesOf = {
  failed: ["failing", "disabled-by-failure"],
  "no-data": ["stale"],
  disabled: ["disabled"],
  unknown: [],
} satisfies Record<GapKind, HealthState[]>;

/** The gaps of a range of hours, the newest first. What was before the job was first known is not one. */
export function listGaps(past: JobPast, range: HourRange): Gap[] {
  const kinds = hourKindsOf(past, range);
  const gaps: Gap[] = [];
  let at = kinds.findIndex((kind) => kind !== "unknown");
  while (at >= 0 && at < kinds.length) {
    const kind = kinds[at];
    let end = at + 1;
    while (end < kinds.length && kinds[end] === kind) end += 1;
    if (isGapKind(kind)) gaps.push(gapOf(past, kind, { from: range.from + at, to: range.from + end, last: range.to }));
    at = end;
  }
  return gaps.reverse();
}

function isGapKind(kind: HourKind | undefined): kind is GapKind {
  return kind !== undefined && kind in statesOf;
}

function gapOf(past: JobPast, kind: GapKind, { from, to, last }: HourRange & { last: number }): Gap {
  const lost = past.hours.filter(({ hour, failed }) => hour >= from && hour < to && failed > 0);
  return {
    kind,
    ...edgesOf(past, kind, { from, to }),
    ...{ isOpen: to === last, hours: to - from },
    lostBatches: lost.reduce((sum, { failed }) => sum + failed, 0),
    lostLines: lost.reduce<number | null>((sum, { lostLines }) => addKnown(sum, lostLines), null),
  };
}

/** The first and the last hour are whole ones only where no state says more. */
function edgesOf(past: JobPast, kind: GapKind, { from, to }: HourRange): { from: number; to: number } {
  const [start, end] = [from * hourMs, to * hourMs];
  const states: readonly HealthState[] = statesOf[kind];
  const seen = past.spans
    .filter(({ state }) => states.includes(state))
    .map(({ since, until }) => ({ since, until: Math.min(until ?? past.seenUntil, past.seenUntil) }))
    .filter(({ since, until }) => since < end && until > start);
  const firstSeen = Math.min(...seen.map(({ since }) => since));
  const lastSeen = Math.max(...seen.map(({ until }) => until));
  return {
    from: firstSeen > start && firstSeen < start + hourMs ? firstSeen : start,
    to: lastSeen < end && lastSeen > end - hourMs ? lastSeen : end,
  };
}

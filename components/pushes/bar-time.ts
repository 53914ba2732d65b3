import type { PushBar } from "#lib/logpush/pushes/chart-view.ts";
import { clock, day, type Zone } from "./tick-text.ts";

const dayMs = 86_400_000;

/** "Today, 13:00–14:00". Whole days are those of UTC: "9 Mar UTC", "3–9 Mar UTC". */
export function barTime({ start, end }: Pick<PushBar, "start" | "end">, { nowMs, ...zone }: Zone & { nowMs: number }) {
  if (end - start >= dayMs) {
    const last = day(end - 1, { isLocal: false });
    const first = day(start, { isLocal: false });
    return `${first === last ? first : `${first} – ${last}`} UTC`;
  }
  const date = day(start, zone) === day(nowMs, zone) ? "Today" : day(start, zone);
  return `${date}, ${clock(start, zone)}–${clock(end, zone)}${zone.isLocal ? "" : " UTC"}`;
}

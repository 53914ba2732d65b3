import { clockText, dayText, type Zone } from "#components/ui/time-text.ts";
import type { PushBar } from "#lib/logpush/pushes/chart-view.ts";

const dayMs = 86_400_000;

/** "Today, 13:00–14:00". Whole days are those of UTC: "9 Mar UTC", "3–9 Mar UTC". */
export function barTime({ start, end }: Pick<PushBar, "start" | "end">, { nowMs, ...zone }: Zone & { nowMs: number }) {
  if (end - start >= dayMs) {
    const last = dayText(end - 1, { isLocal: false });
    const first = dayText(start, { isLocal: false });
    return `${first === last ? first : `${first} – ${last}`} UTC`;
  }
  const date = dayText(start, zone) === dayText(nowMs, zone) ? "Today" : dayText(start, zone);
  return `${date}, ${clockText(start, zone)}–${clockText(end, zone)}${zone.isLocal ? "" : " UTC"}`;
}

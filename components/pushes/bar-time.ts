type Zone = { isLocal: boolean };

/** Before the browser has taken over, its time zone is not known. */
function zoneOf({ isLocal }: Zone): Intl.DateTimeFormatOptions {
  return { hourCycle: "h23", ...(isLocal ? {} : { timeZone: "UTC" }) };
}

function clock(ms: number, zone: Zone): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", ...zoneOf(zone) }).format(ms);
}

function day(ms: number, zone: Zone): string {
  return new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", ...zoneOf(zone) }).format(ms);
}

/** "Today, 13:00–14:00". */
export function barTime(start: number, stepMs: number, { nowMs, ...zone }: Zone & { nowMs: number }): string {
  const date = day(start, zone) === day(nowMs, zone) ? "Today" : day(start, zone);
  return `${date}, ${clock(start, zone)}–${clock(start + stepMs, zone)}${zone.isLocal ? "" : " UTC"}`;
}

type Tick = Zone & { range: "1h" | "24h" | "7d"; count: number };

/** The text under a bar, empty for most: few enough not to touch, and none beside the last. */
export function tickText(start: number, at: number, { range, count, ...zone }: Tick): string {
  const every = range === "24h" ? 6 : range === "7d" ? 8 : 3;
  if (at % every !== 0 || at > count - every / 2) return "";
  return range === "7d" ? day(start, zone) : clock(start, zone);
}

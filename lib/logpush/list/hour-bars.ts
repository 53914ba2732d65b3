import { formatCount } from "#lib/logpush/format-count.ts";
/** The deliveries of one hour. Null: not known. */
export type HourCount = { ok: number; failed: number } | null;

/** How many hours a row shows; the last one is not over. */
export const barHours = 24;

const width = 4;
const step = 5;
const height = 20;
/** What happened at all must be seen. */
const least = 3;

/** Hours as a short text for a row of the list: `120`, `118.2` with two failures, empty for none, `?` for not known. */
export function encodeHours(hours: readonly HourCount[]): string {
  return hours
    .map((hour) => {
      if (hour === null) return "?";
      if (hour.failed > 0) return `${hour.ok}.${hour.failed}`;
      return hour.ok === 0 ? "" : String(hour.ok);
    })
    .join(",");
}

/** Reads what `encodeHours` wrote. */
export function decodeHours(text: string): HourCount[] {
  return text.split(",").map((hour) => {
    if (hour === "?") return null;
    const [ok = "", failed = ""] = hour.split(".");
    return { ok: Number(ok), failed: Number(failed) };
  });
}

/** The lines of a bar chart, as paths to stroke `width` wide, and the same as a sentence. Empty paths are left out. */
export type HourBars = { delivered: string; failed: string; unknown: string; none: string; label: string };

/** Draws hours into a box of 119 x 20: what was delivered from below, the share that failed from above. */
export function drawHours(hours: readonly HourCount[]): HourBars {
  const most = Math.max(1, ...hours.map((hour) => hour?.ok ?? 0));
  const paths = { delivered: "", failed: "", unknown: "", none: "" };
  hours.forEach((hour, index) => {
    const x = index * step + width / 2;
    // The present hour is counted late; its place is outlined anyway.
    if (hour === null) paths.unknown += index === barHours - 1 ? "" : `M${x} 0V${height}`;
    else if (hour.ok + hour.failed === 0) paths.none += `M${x} ${height - 1.5}v1.5`;
    else {
      // Failures are retries, so their share of the hour says more than their number.
      const share = Math.round((height * hour.failed) / (hour.ok + hour.failed));
      const failed =
        hour.failed === 0 ? 0 : Math.max(least, Math.min(share, hour.ok === 0 ? height : height - least - 1));
      const room = failed === 0 ? height : height - failed - 1;
      const ok = hour.ok === 0 ? 0 : Math.min(room, Math.max(least, Math.round((height * hour.ok) / most)));
      if (failed > 0) paths.failed += `M${x} 0V${failed}`;
      if (ok > 0) paths.delivered += `M${x} ${height}v-${ok}`;
    }
  });
  return { ...paths, label: describeHours(hours) };
}

function describeHours(hours: readonly HourCount[]): string {
  const known = hours.filter((hour) => hour !== null);
  const unknown = hours.slice(0, barHours - 1).filter((hour) => hour === null).length;
  if (known.length === 0) return "Last 24 hours: not known";
  const ok = known.reduce((sum, hour) => sum + hour.ok, 0);
  const failed = known.reduce((sum, hour) => sum + hour.failed, 0);
  const parts = [
    ok + failed === 0 ? "no deliveries" : `${formatCount(ok)} delivered`,
    ...(failed > 0 ? [`${formatCount(failed)} failed`] : []),
    ...(unknown > 0 ? [`${unknown} ${unknown === 1 ? "hour" : "hours"} not known`] : []),
  ];
  return `Last 24 hours: ${parts.join(", ")}`;
}

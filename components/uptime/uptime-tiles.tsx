import { hatched } from "#components/pushes/hatch.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import {
  formatUptime,
  type Objective,
  type UptimeDays,
  type UptimeHours,
  unknownShare,
  uptimeDays,
  uptimeOf,
} from "#lib/logpush/uptime/uptime.ts";
import { formatHours } from "./format-hours.ts";

/** What a period is called. */
export const periodNames = {
  1: "24 hours",
  7: "7 days",
  30: "30 days",
  365: "365 days",
} satisfies Record<UptimeDays, string>;

type UptimeTilesProps = {
  periods: Record<UptimeDays, UptimeHours>;
  objective: Objective | null;
  /** Of many jobs, whose hours add up. */
  isOfMany?: boolean;
};

/** The uptime of each period, with what failed and what is not known. */
export function UptimeTiles({ periods, objective, isOfMany = false }: UptimeTilesProps) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden bg-line-soft sm:grid-cols-4">
      {uptimeDays.map((days) => {
        const isMissed = objective?.days === days && isBelow(periods[days], objective);
        return (
          <div key={days} className="min-w-0 bg-raised px-4 py-2.5">
            <dt className="text-muted text-xs">{periodNames[days]}</dt>
            <dd>
              <UptimeShare count={periods[days]} isMissed={isMissed} className="text-title" />
              <span className="block text-muted text-xs leading-5">
                {isOfMany ? manyNotesOf(periods[days]) : notesOf(periods[days])}
              </span>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

export function isBelow(count: UptimeHours, { target }: Pick<Objective, "target">): boolean {
  const share = uptimeOf(count);
  return share !== null && share * 100_000 < target;
}

type UptimeShareProps = { count: UptimeHours; isMissed?: boolean; className?: string };

/** "99.95%", with a mark where part of the time is not known. */
export function UptimeShare({ count, isMissed = false, className = "" }: UptimeShareProps) {
  const share = uptimeOf(count);
  const unknown = unknownShare(count);
  const color = share === null ? "text-muted" : isMissed ? "text-danger" : "";
  return (
    <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
      <span className={`tabular-nums ${share === null ? "" : `font-semibold ${className}`} ${color}`}>
        {formatUptime(share)}
      </span>
      {share !== null && unknown > 0 ? (
        <span
          role="img"
          aria-label={shareUnknown(unknown)}
          title={shareUnknown(unknown)}
          className={`size-2.5 rounded-[2px] ${hatched}`}
        />
      ) : null}
    </span>
  );
}

/** "less than 1% not known", "40% not known", "over 99% not known". */
export function shareUnknown(share: number): string {
  if (share < 0.01) return "less than 1% not known";
  return share > 0.99 && share < 1 ? "over 99% not known" : `${Math.round(share * 100)}% not known`;
}

/** "25 job hours failed, 40% not known". */
function manyNotesOf(count: UptimeHours): string {
  if (uptimeOf(count) === null) return "";
  const unknown = unknownShare(count);
  const failed = `${formatCount(count.failed)} job ${count.failed === 1 ? "hour" : "hours"} failed`;
  return [count.failed > 0 ? failed : "No failures", ...(unknown > 0 ? [shareUnknown(unknown)] : [])].join(", ");
}

/** "2 h failed, 3 h not known". */
function notesOf({ failed, noData, disabled, waiting, unknown, delivered }: UptimeHours): string {
  if (delivered + failed + noData + disabled + waiting === 0) return "";
  const notes = [
    [failed, "failed"],
    [noData, "no data"],
    [disabled, "disabled"],
    [unknown, "not known"],
  ] as const;
  const said = notes.filter(([hours]) => hours > 0).map(([hours, word]) => `${formatHours(hours)} ${word}`);
  return said.length === 0 ? "No failures" : said.join(", ");
}

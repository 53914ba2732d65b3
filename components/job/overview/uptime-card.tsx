import { GapTable } from "#components/uptime/gap-table.tsx";
import { ObjectiveControl } from "#components/uptime/objective-control.tsx";
import { ObjectiveLine } from "#components/uptime/objective-line.tsx";
import { UptimeTiles } from "#components/uptime/uptime-tiles.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { unknownShare } from "#lib/logpush/uptime/uptime.ts";
import type { JobUptime } from "#lib/logpush/uptime/uptime-view.ts";
import { Card } from "../card.tsx";

type UptimeCardProps = {
  jobRef: JobRef;
  uptime: JobUptime;
  /** Absent where the role does not allow it. */
  setObjective: typeof import("#app/actions/uptime.ts").setObjective | undefined;
};

const gapsAtFirst = 5;

/** The uptime of a job over four periods, what its objective leaves, and when it did not deliver. */
export function UptimeCard({ jobRef, uptime, setObjective }: UptimeCardProps) {
  const { periods, objective, isOwnObjective, gaps, gapCount } = uptime;
  const more = gaps.slice(gapsAtFirst);
  return (
    <Card title="Uptime" note="whole hours delivered">
      <UptimeTiles periods={periods} objective={objective} />
      <div className="flex flex-wrap items-baseline gap-x-4 border-line border-t px-4 py-2.5">
        <h3 className="text-muted">Objective</h3>
        <ObjectiveLine objective={objective} periods={periods} note={isOwnObjective ? "" : "(default)"} />
        {setObjective ? <ObjectiveControl {...{ jobRef, objective, isOwn: isOwnObjective, setObjective }} /> : null}
      </div>
      <div className="border-line border-t">
        {gaps.length === 0 ? (
          <p className="px-4 py-2.5 text-muted">
            {unknownShare(periods[365]) === 1
              ? "Uptime counts whole hours, and none is known yet."
              : "No gaps since the job was first seen."}
          </p>
        ) : (
          <GapTable label="Gaps" gaps={gaps.slice(0, gapsAtFirst)} />
        )}
        {more.length > 0 ? (
          <details className="border-line-soft border-t">
            <summary className="flex min-h-9 items-center px-4 text-muted text-xs hover:text-fg">
              {gapCount > gaps.length
                ? `Show the last ${gaps.length} of ${formatCount(gapCount)} gaps`
                : `Show all ${gapCount} gaps`}
            </summary>
            <GapTable label="Earlier gaps" gaps={more} />
          </details>
        ) : null}
      </div>
    </Card>
  );
}

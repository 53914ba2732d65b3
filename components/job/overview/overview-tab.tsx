import type { MuteJob } from "#components/alerts/mute-items.tsx";
import { DeliveryHistory } from "#components/pushes/delivery-history.tsx";
import { isTroubled } from "#lib/logpush/job/health-states.ts";
import type { JobOverview } from "#lib/logpush/job/job-page.ts";
import type { May } from "#lib/logpush/views.ts";
import { FixButtons } from "../fix-buttons.tsx";
import type { FixActions } from "../fix-label.ts";
import { DestinationCard } from "./destination-card.tsx";
import { FailureCard } from "./failure-card.tsx";
import { FirstDelivery } from "./first-delivery.tsx";
import { MuteCard } from "./mute-card.tsx";
import { RecentChanges } from "./recent-changes.tsx";
import { StateNotice } from "./state-notice.tsx";
import { ThresholdCard } from "./threshold-card.tsx";
import { UptimeCard } from "./uptime-card.tsx";
import { UsageCard } from "./usage-card.tsx";

type OverviewTabProps = {
  overview: JobOverview;
  may: May;
  /** The page was opened by the creation of the job. */
  isNew: boolean;
  actions: FixActions &
    Pick<typeof import("#app/actions/jobs.ts"), "readPushes" | "setStaleAfter"> &
    typeof import("#app/actions/uptime.ts") & { muteJob: MuteJob };
};

/** Cause, fix and clock of a failure first; then the deliveries, the destination and the last changes. */
export function OverviewTab({ overview, may, isNew, actions }: OverviewTabProps) {
  const { head, chart, uptime, changes, fixes } = overview;
  const { ref, health } = head.summary;
  const hasFailed = isTroubled(health.state);
  return (
    <div className="grid gap-4">
      {isNew && !hasFailed ? <FirstDelivery head={head} /> : null}
      {hasFailed ? (
        <FailureCard
          head={head}
          fixes={may.write ? <FixButtons fixes={fixes} jobRef={ref} actions={actions} /> : null}
        />
      ) : isNew ? null : (
        <StateNotice head={head} />
      )}
      <div className="grid gap-4 lg:grid-cols-[minmax(0,1fr)_21.5rem]">
        <div className="grid min-w-0 content-start gap-4">
          <DeliveryHistory jobRef={ref} chart={chart} nowMs={head.nowMs} readPushes={actions.readPushes} />
          <UptimeCard jobRef={ref} uptime={uptime} setObjective={may.operate ? actions.setObjective : undefined} />
          {may.operate ? <RecentChanges jobRef={ref} changes={changes} mayRestore={may.write} /> : null}
        </div>
        <div className="grid min-w-0 content-start gap-4">
          <DestinationCard overview={overview} may={may} />
          {overview.usage ? <UsageCard usage={overview.usage} /> : null}
          <div className="divide-y divide-line rounded-card border border-line bg-raised">
            <ThresholdCard head={head} setStaleAfter={may.operate ? actions.setStaleAfter : undefined} />
            {head.mute === undefined ? null : (
              <MuteCard
                summary={{ ref, name: head.summary.name }}
                mute={head.mute}
                muteJob={may.operate ? actions.muteJob : undefined}
              />
            )}
          </div>
        </div>
      </div>
    </div>
  );
}

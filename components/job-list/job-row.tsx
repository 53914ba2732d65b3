import { ChevronRight, Trash2 } from "lucide-react";
import { lazy, memo, Suspense } from "react";
import { Button, buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { cellRole, columnCount, rowRole } from "#components/ui/table-roles.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { JobSummary, ListedJob, May } from "#lib/logpush/views.ts";
import { DestinationCell } from "./destination-cell.tsx";
import { EnabledSwitch } from "./enabled-switch.tsx";
import { HealthCell } from "./health-cell.tsx";
import { jobHref } from "./job-label.ts";
import type { SwitchState } from "./use-job-switches.ts";

/** Only a failed switch needs it; loaded ahead, for a server that does not answer could not give it then. */
export const loadSwitchAlert = () => import("./switch-alert.tsx").then(({ SwitchAlert }) => ({ default: SwitchAlert }));
const SwitchAlert = lazy(loadSwitchAlert);

export type RowActions = {
  may: May;
  turn: (listed: ListedJob, target: boolean) => void;
  dismiss: (key: string) => void;
  askToDelete: (listed: ListedJob) => void;
  refresh: () => void;
};

type JobRowProps = { listed: ListedJob; state: SwitchState | undefined; nowMs: number; actions: RowActions };

// Two lines of text, 20 and 16 px, and this padding make the row 44 px high.
const cell = "px-3 py-1 align-top max-lg:p-0";

/** One job: a table row on wide screens, a card on narrow ones. A switch that failed says so right below. */
export const JobRow = memo(function JobRow({ listed, state, nowMs, actions }: JobRowProps) {
  const { job, label } = listed;
  return (
    <>
      <tr
        {...rowRole}
        className="border-line border-t transition-colors duration-100 hover:bg-sunken/60 max-lg:grid max-lg:grid-cols-[minmax(0,1fr)_auto] max-lg:gap-x-3 max-lg:gap-y-2 max-lg:px-4 max-lg:py-3"
      >
        <td {...cellRole} className={`${cell} max-lg:order-1`}>
          <NameCell listed={listed} />
        </td>
        <td {...cellRole} className={`${cell} max-lg:order-3 max-lg:col-span-2`}>
          <ScopeCell job={job} />
        </td>
        <td {...cellRole} className={`${cell} max-lg:order-4 max-lg:col-span-2`}>
          <DestinationCell destination={job.destination} />
        </td>
        <td {...cellRole} className={`${cell} max-lg:order-5`}>
          <HealthCell listed={listed} nowMs={nowMs} />
        </td>
        <td {...cellRole} className={`${cell} max-lg:order-2`}>
          <EnabledSwitch
            label={label}
            isEnabled={job.enabled}
            state={state}
            onTurn={actions.may.operate ? (target) => actions.turn(listed, target) : undefined}
          />
        </td>
        <td {...cellRole} className={`${cell} max-lg:order-6 max-lg:self-end`}>
          <RowButtons listed={listed} onDelete={actions.may.write ? () => actions.askToDelete(listed) : undefined} />
        </td>
      </tr>
      {state?.error ? (
        <tr {...rowRole} className="max-lg:block">
          <td {...cellRole} colSpan={columnCount} className="px-3 pb-3 max-lg:block max-lg:px-4">
            <Suspense>
              <SwitchAlert
                listed={listed}
                state={state}
                error={state.error}
                onRetry={() => actions.turn(listed, state.target)}
                onRefresh={() => {
                  actions.dismiss(listed.key);
                  actions.refresh();
                }}
                onDelete={actions.may.write ? () => actions.askToDelete(listed) : undefined}
                onDismiss={() => actions.dismiss(listed.key)}
              />
            </Suspense>
          </td>
        </tr>
      ) : null}
    </>
  );
});

function NameCell({ listed: { job, key, label } }: { listed: ListedJob }) {
  return (
    <>
      <Link
        id={`job-${key}`}
        href={jobHref(job.ref)}
        title={label}
        className="-my-0.5 block w-fit max-w-full truncate py-0.5 font-medium underline-offset-4 hover:underline"
      >
        <bdi>{jobLabel(job)}</bdi>
      </Link>
      <p className="flex items-center gap-1.5 text-muted text-xs">
        <span className="font-mono">{job.ref.jobId}</span>
        {job.isLegacy ? (
          <span
            title="Uses logpull_options, which Cloudflare replaced by output_options"
            className="rounded-sm bg-sunken px-1"
          >
            Legacy
          </span>
        ) : null}
      </p>
    </>
  );
}

function ScopeCell({ job: { ref, scopeName, dataset } }: { job: JobSummary }) {
  return (
    <>
      <p className="truncate" title={scopeName}>
        {scopeName} <span className="text-muted text-xs">{ref.scopeKind === "zones" ? "zone" : "account"}</span>
      </p>
      <p className="truncate font-mono text-muted text-xs" title={dataset}>
        {dataset}
      </p>
    </>
  );
}

function RowButtons({ listed: { job, label }, onDelete }: { listed: ListedJob; onDelete: (() => void) | undefined }) {
  return (
    <div className="flex min-h-9 items-center justify-end gap-1">
      {onDelete ? (
        <Button variant="quiet" size="iconSmall" aria-label={`Delete ${label}`} title="Delete" onClick={onDelete}>
          <Trash2 aria-hidden className="size-4" />
        </Button>
      ) : null}
      <Link
        href={jobHref(job.ref)}
        aria-label={`Open ${label}`}
        title="Open"
        className={buttonStyle({ variant: "quiet", size: "iconSmall" })}
      >
        <ChevronRight aria-hidden className="size-4" />
      </Link>
    </div>
  );
}

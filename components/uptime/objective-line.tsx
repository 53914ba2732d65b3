import {
  type Budget,
  budgetOf,
  type Objective,
  type UptimeDays,
  type UptimeHours,
} from "#lib/logpush/uptime/uptime.ts";
import { formatHours } from "./format-hours.ts";
import { periodNames } from "./uptime-tiles.tsx";

/** "99.9% of hours in 30 days". */
export function objectiveText({ target, days }: Objective): string {
  return `${target / 1000}% of hours in ${periodNames[days]}`;
}

/** What an objective leaves: "40 min of 43 min left", "missed by 4 h". */
export function budgetText({ allowed, left }: Budget): string {
  if (left < 0) return `missed by ${formatHours(left)}`;
  return `${formatHours(left)} of ${formatHours(allowed)} left`;
}

type ObjectiveLineProps = { objective: Objective | null; periods: Record<UptimeDays, UptimeHours>; note?: string };

/** An objective and how much may still fail, as text and as a bar. */
export function ObjectiveLine({ objective, periods, note }: ObjectiveLineProps) {
  if (!objective) return <p className="text-muted">No objective</p>;
  const budget = budgetOf(periods[objective.days], objective);
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap gap-x-2">
        <span>{objectiveText(objective)}</span>
        {note ? <span className="text-muted">{note}</span> : null}
        {budget ? (
          <span className={budget.left < 0 ? "font-medium text-danger" : "text-muted"}>{budgetText(budget)}</span>
        ) : (
          <span className="text-muted">not known yet</span>
        )}
      </p>
      {budget ? <BudgetBar budget={budget} /> : null}
    </div>
  );
}

function BudgetBar({ budget: { allowed, left } }: { budget: Budget }) {
  const share = allowed === 0 ? 0 : Math.max(0, Math.min(1, left / allowed));
  return (
    <span aria-hidden className="mt-1.5 block h-1.5 max-w-80 overflow-hidden rounded-full bg-sunken">
      <span
        className={`block h-full rounded-full ${share < 0.25 ? "bg-bar-fail" : "bg-bar"}`}
        style={{ width: `${share * 100}%` }}
      />
    </span>
  );
}

"use client";

import { Download, RefreshCw } from "lucide-react";
import type { ReactNode } from "react";
import { AsOf } from "#components/ui/as-of.tsx";
import { Button } from "#components/ui/button.tsx";
import type { HealthState } from "#lib/logpush/job/health.ts";
import { healthStates } from "#lib/logpush/job/health.ts";
import type { JobPage } from "#lib/logpush/views.ts";
import { HealthShape } from "./health-shape.tsx";
import { healthWords } from "./health-words.ts";

type ListHeadingProps = {
  asOf: string;
  isUnreachable: boolean;
  isRefreshing: boolean;
  onRefresh: () => void;
  /** The switch for refreshing by itself. */
  auto: ReactNode;
  isExporting: boolean;
  /** Absent while there is nothing to export. */
  onExport?: () => void;
};

/** The page's title, and how old what it shows is. */
export function ListHeading({
  asOf,
  isUnreachable,
  isRefreshing,
  onRefresh,
  auto,
  isExporting,
  onExport,
}: ListHeadingProps) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
      <h1 id="list-title" tabIndex={-1} className="mr-auto font-semibold text-title tracking-tight">
        Logpush jobs
      </h1>
      {auto}
      <AsOf iso={asOf} isUnreachable={isUnreachable} />
      <Button size="small" onClick={onRefresh} aria-disabled={isRefreshing} aria-busy={isRefreshing}>
        <RefreshCw aria-hidden className={`size-3.5 ${isRefreshing ? "animate-spin" : ""}`} />
        Refresh
      </Button>
      {onExport ? (
        <Button
          size="small"
          variant="quiet"
          title="The listed jobs as JSON, their secrets masked"
          onClick={onExport}
          aria-disabled={isExporting}
          aria-busy={isExporting}
        >
          <Download aria-hidden className="size-3.5" />
          Export
        </Button>
      ) : null}
    </div>
  );
}

type HealthFilterProps = {
  page: JobPage;
  chosen: HealthState | undefined;
  onChoose: (state: HealthState | undefined) => void;
};

/** How many jobs are in each state; pressing one shows only those. */
export function HealthFilter({ page: { counts }, chosen, onChoose }: HealthFilterProps) {
  const states = healthStates.filter((state) => counts[state] !== undefined || state === chosen);
  const total = Object.values(counts).reduce((sum, jobs) => sum + jobs, 0);
  return (
    <fieldset className="flex min-w-0 flex-wrap gap-1.5">
      <legend className="sr-only">Health</legend>
      <Pill isChosen={chosen === undefined} onPress={() => onChoose(undefined)}>
        {count(total)} {total === 1 ? "job" : "jobs"}
      </Pill>
      {states.map((state) => (
        <Pill key={state} isChosen={chosen === state} onPress={() => onChoose(chosen === state ? undefined : state)}>
          <HealthShape state={state} />
          {count(counts[state] ?? 0)} {healthWords[state].count}
        </Pill>
      ))}
    </fieldset>
  );
}

type PillProps = { isChosen: boolean; onPress: () => void; children: ReactNode };

function Pill({ isChosen, onPress, children }: PillProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onPress}
      className="inline-flex h-7 items-center gap-1.5 rounded-full border border-line bg-raised px-2.5 text-muted text-xs transition-colors duration-100 hover:border-line-strong hover:text-fg aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-fg"
    >
      {children}
    </button>
  );
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}

"use client";

import { Inbox, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { AsOf } from "#components/ui/as-of.tsx";
import { Button } from "#components/ui/button.tsx";
import { callWriteAction } from "#components/ui/call-action.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { FilterSelect } from "#components/ui/filter-select.tsx";
import { LiveMark } from "#components/ui/live-mark.tsx";
import { type LiveState, useLiveRefresh } from "#components/ui/use-live-refresh.ts";
import type { Arrival } from "#lib/logpush/receiver/arrival.ts";
import type { ArrivalView } from "#lib/logpush/receiver/arrival-view.ts";
import type { AppError } from "#lib/logpush/result.ts";
import { ArrivalItem } from "./arrival-item.tsx";
import { arrivalViewToQuery, parseArrivalView } from "./arrival-query.ts";

type ArrivalsProps = {
  arrivals: Arrival[];
  hiddenSeed: number;
  jobs: { id: number; name: string }[];
  view: ArrivalView;
  asOf: string;
  clearReceived: typeof import("#app/actions/receiver.ts").clearReceived;
  readArrival: typeof import("#app/actions/receiver.ts").readArrival;
};

/** What arrived, newest first, kept up to date. */
export function Arrivals({ arrivals, hiddenSeed, jobs, view, asOf, clearReceived, readArrival }: ArrivalsProps) {
  const [isLive, setIsLive] = useState(true);
  const [error, setError] = useState<AppError | null>(null);
  const [isClearing, startClearing] = useTransition();
  const { state, isUnreachable } = useLiveRefresh(
    isLive,
    `/receiver/arrivals${view.isSeedShown || view.jobId !== undefined ? "?seed=show" : ""}`,
  );

  const clear = () =>
    startClearing(async () => {
      const result = await callWriteAction(clearReceived);
      setError(result.ok ? null : result.error);
    });

  return (
    <section aria-labelledby="arrivals" className="grid min-w-0 gap-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h2 id="arrivals" className="mr-auto font-semibold text-base">
          Requests
        </h2>
        <AsOf iso={asOf} isUnreachable={isUnreachable} />
        <LiveButton state={state} onToggle={() => setIsLive(!isLive)} />
      </div>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Filters view={view} shown={arrivals.length} hiddenSeed={hiddenSeed} jobs={jobs} />
        <Button size="small" onClick={clear} aria-disabled={isClearing} aria-busy={isClearing}>
          <Trash2 aria-hidden className="size-3.5" />
          Clear
        </Button>
      </div>
      {error ? <ErrorCallout error={error} /> : null}
      <div className="overflow-clip rounded-card border border-line bg-raised">
        {arrivals.length === 0 ? (
          <Nothing kind={view.kind} />
        ) : (
          <ol aria-label="Received requests" className="divide-y divide-line">
            {arrivals.map((arrival) => (
              <ArrivalItem key={arrival.id} arrival={arrival} readArrival={readArrival} />
            ))}
          </ol>
        )}
      </div>
    </section>
  );
}

/** One control that says whether the list is kept current, and stops or starts it. */
function LiveButton({ state, onToggle }: { state: LiveState; onToggle: () => void }) {
  const isRunning = state !== "off";
  return (
    <button
      type="button"
      aria-pressed={isRunning}
      title={
        isRunning
          ? `Updates ${state === "polling" ? "every 2 s" : "automatically"}. Press to pause.`
          : "Press to update automatically."
      }
      onClick={onToggle}
      className="flex h-6 items-center gap-1.5 rounded-control px-1.5 text-muted text-xs hover:bg-hover"
    >
      <LiveMark isRunning={isRunning} />
    </button>
  );
}

function Nothing({ kind }: { kind: ArrivalView["kind"] }) {
  if (kind) return <EmptyState place="plain" title="No requests of this kind" />;
  return (
    <EmptyState place="plain" icon={<Inbox />} title="No requests yet">
      Create a job for the endpoint. Its test request arrives immediately, the first records within seconds.
    </EmptyState>
  );
}

const kinds = [
  { value: "probe", text: "Test requests" },
  { value: "batch", text: "Batches" },
  { value: "alert", text: "Alerts" },
];

type FiltersProps = Pick<ArrivalsProps, "view" | "hiddenSeed" | "jobs"> & { shown: number };

function Filters({ view, shown, hiddenSeed, jobs }: FiltersProps) {
  const router = useRouter();
  const show = (change: Partial<ArrivalView>) =>
    router.replace(`/receiver${arrivalViewToQuery({ ...view, ...change })}`, { scroll: false });
  return (
    <>
      <FilterSelect
        label="Kind"
        all="Deliveries"
        value={view.kind ?? ""}
        options={kinds}
        onChange={(kind) => show({ kind: parseArrivalView({ kind }).kind })}
      />
      {jobs.length > 0 ? (
        <FilterSelect
          label="Job"
          all="All jobs"
          value={view.jobId === undefined ? "" : String(view.jobId)}
          options={jobs.map(({ id, name }) => ({ value: String(id), text: name }))}
          onChange={(job) => show({ jobId: job === "" ? undefined : Number(job) })}
        />
      ) : null}
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="checkbox"
          className="check"
          checked={!view.isSeedShown}
          onChange={(event) => show({ isSeedShown: !event.target.checked })}
        />
        Hide sample jobs
      </label>
      <p className="mr-auto text-muted text-xs">
        {shown} {shown === 1 ? "request" : "requests"}
        {hiddenSeed > 0 ? `, ${hiddenSeed} from sample jobs hidden` : ""}
      </p>
    </>
  );
}

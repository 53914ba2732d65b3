import { formatCount } from "#lib/logpush/format-count.ts";
import { finishedOf, type RunView } from "#lib/logpush/plan/run-view.ts";

/** How far a run is, as a bar and in words. */
export function RunProgress({ run }: { run: RunView }) {
  const { results, state, secondsLeft } = run;
  const { finished, all } = finishedOf(run);
  const isActive = state === "applying" || state === "stopping";
  const text = `${formatCount(finished)} of ${formatCount(all)} finished`;
  const parts = [
    { count: results.done, look: "bg-ok" },
    { count: results.failed, look: "bg-danger" },
    { count: results["not applied"], look: "bg-warn" },
    { count: results.unknown, look: "bg-warn/60" },
    { count: results.running, look: "animate-pulse bg-info" },
  ];
  return (
    <div className="mb-4">
      <p className="flex flex-wrap gap-x-4 text-sm">
        <span className="font-medium tabular-nums">{text}</span>
        {isActive && secondsLeft !== null ? <span className="text-muted">{leftText(secondsLeft)}</span> : null}
      </p>
      <div
        role="progressbar"
        aria-label="Progress of the run"
        aria-valuemin={0}
        aria-valuemax={all}
        aria-valuenow={finished}
        aria-valuetext={text}
        className="mt-1.5 flex h-2 gap-0.5 overflow-hidden rounded-full bg-chosen"
      >
        {parts.map(({ count, look }) =>
          count > 0 ? (
            <span key={look} className={`h-full ${look}`} style={{ width: `${(count / all) * 100}%` }} />
          ) : null,
        )}
      </div>
      {isActive ? (
        <p className="mt-1.5 text-muted text-xs">
          You can close this page. Stop finishes the jobs that are being written and leaves the rest as they are.
        </p>
      ) : null}
      <p role="status" className="sr-only">
        {isActive ? "" : `The run is ${state}. ${text}.`}
      </p>
    </div>
  );
}

function leftText(seconds: number): string {
  return seconds < 90 ? `about ${seconds} s left` : `about ${Math.round(seconds / 60)} min left`;
}

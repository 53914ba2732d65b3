import type { Route } from "next";
import { Card } from "#components/job/card.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import { type FieldWatch, fieldWatchText, type WatchedDataset } from "#lib/logpush/usage/field-watch.ts";
import { affectedText, ChangeBadge } from "./change-words.tsx";
import { ChangedJobs } from "./changed-jobs.tsx";
import type { PlanFieldChange } from "./plan-field-change.tsx";

/** Which fields changed at Cloudflare since jobs were saved, by dataset, and the jobs that this affects. */
export function FieldsTab({ watch, plan }: { watch: FieldWatch; plan: PlanFieldChange }) {
  const { datasets, shown, bundledOf, mayChange } = watch;
  if (shown) return <ChangedJobs shown={shown} plan={mayChange ? plan : undefined} />;
  if (datasets.length === 0) {
    return (
      <EmptyState title="No lists of fields yet">
        Headgate reads the fields of the datasets in use once a day. The first lists follow within minutes.
      </EmptyState>
    );
  }
  const changed = datasets.filter(({ changes }) => changes.length > 0);
  const unchanged = datasets.filter(({ changes }) => changes.length === 0);
  return (
    <>
      <p className="mb-4 max-w-[80ch] text-muted">
        Cloudflare adds and removes fields every few weeks. A job keeps sending the fields it was saved with.
      </p>
      <div className="grid gap-4 lg:grid-cols-2">
        {changed.map((dataset) => (
          <Dataset key={`${dataset.kind} ${dataset.dataset}`} dataset={dataset} />
        ))}
      </div>
      {unchanged.length > 0 ? (
        <p className="mt-4 text-muted">
          No changes: {unchanged.map(({ dataset, kind }) => `${dataset} (${kind})`).join(", ")}.
        </p>
      ) : null}
      <p className="mt-4 max-w-[88ch] text-muted text-xs">
        Lists are read once a day and compared with what Headgate saw before, at first with its own list of {bundledOf}.
        Cloudflare’s list wins. Plans differ, so a field counts as removed after it has been missing for two days.
      </p>
    </>
  );
}

function Dataset({ dataset: { kind, dataset, readAt, jobs, uncompared, changes } }: { dataset: WatchedDataset }) {
  return (
    <Card
      title={dataset}
      note={
        <>
          {formatCount(jobs)} {jobs === 1 ? "job" : "jobs"} in {kind}, read <LocalTime iso={readAt} />
        </>
      }
    >
      <ul aria-label={`Changes of ${dataset}, ${kind}`} className="py-1">
        {changes.map((change) => (
          <li key={change.name} className="flex min-h-9 flex-wrap items-center gap-x-2.5 gap-y-0.5 px-4 py-1">
            <ChangeBadge what={change.what} />
            <span className="min-w-0 flex-1 font-mono text-xs [overflow-wrap:anywhere] max-sm:basis-3/4">
              {change.name}
            </span>
            <span className="text-muted text-xs">
              {change.since ? <LocalTime iso={change.since} format="day" /> : null}
            </span>
            <span className="ml-auto text-right text-xs sm:min-w-32">
              {change.jobs === 0 ? (
                <span className="text-muted">All jobs have it</span>
              ) : (
                <Link
                  href={`/usage${fieldWatchText({ kind, dataset, field: change.name, page: 1 })}` as Route}
                  className="text-accent hover:underline"
                >
                  {affectedText(change)}
                </Link>
              )}
            </span>
          </li>
        ))}
      </ul>
      {uncompared > 0 ? (
        <p className="border-line-soft border-t px-4 py-2 text-muted text-xs">
          {formatCount(uncompared)} {uncompared === 1 ? "job has" : "jobs have"} no list of fields in its output
          options, and {uncompared === 1 ? "is" : "are"} not compared.
        </p>
      ) : null}
    </Card>
  );
}

import { useEffect, useState } from "react";
import { HealthShape } from "#components/job-list/health-shape.tsx";
import { healthWords } from "#components/job-list/health-words.ts";
import { rowHref } from "#components/job-list/job-label.ts";
import { Button } from "#components/ui/button.tsx";
import { callAction } from "#components/ui/call-action.ts";
import { Dialog } from "#components/ui/dialog.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Link } from "#components/ui/link.tsx";
import type { CellJob } from "#lib/logpush/coverage/coverage.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { Result } from "#lib/logpush/result.ts";
import type { CoverageActions } from "./coverage-actions.ts";

type CellJobsProps = {
  cells: { path: string; dataset: string }[];
  onClose: () => void;
  listCellJobs: CoverageActions["listCellJobs"];
};

/** More are not read by anybody; the list of jobs has them all. */
const mostShown = 500;

/** The jobs in the chosen cells, those that need attention first. */
export function CellJobs({ cells, onClose, listCellJobs }: CellJobsProps) {
  const [result, setResult] = useState<Result<CellJob[]>>();
  useEffect(() => {
    let isGone = false;
    callAction(() => listCellJobs({ cells })).then((jobs) => {
      if (!isGone) setResult(jobs);
    });
    return () => {
      isGone = true;
    };
  }, [cells, listCellJobs]);

  const jobs = result?.ok ? result.value : [];
  return (
    <Dialog title="Jobs in the selected cells" isOpen onClose={onClose} size="large">
      <div aria-busy={!result} className="max-h-[60vh] min-h-24 overflow-y-auto">
        {result ? null : <p className="text-muted">Loading jobs…</p>}
        {result && !result.ok ? <ErrorCallout error={result.error} /> : null}
        {result?.ok && jobs.length === 0 ? <p className="text-muted">No jobs. The selected cells are empty.</p> : null}
        <ul className="divide-y divide-line-soft">
          {jobs.slice(0, mostShown).map(({ key, label, dataset, state, scopeName }) => (
            <li key={key} className="flex min-w-0 items-center gap-2 py-1.5 text-sm">
              <HealthShape state={state} />
              <span className="sr-only">{healthWords[state].word}</span>
              <Link href={rowHref(key)} className="min-w-0 truncate font-medium hover:underline">
                <bdi>{label}</bdi>
              </Link>
              <span className="ml-auto min-w-0 truncate text-muted text-xs">
                {scopeName} · <code>{dataset}</code>
              </span>
            </li>
          ))}
        </ul>
        {jobs.length > mostShown ? (
          <p className="pt-2 text-muted text-xs">
            {mostShown} of {formatCount(jobs.length)} shown.
          </p>
        ) : null}
      </div>
      <div className="mt-4 flex justify-end">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Dialog>
  );
}

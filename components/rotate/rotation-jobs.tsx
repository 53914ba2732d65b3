import { useDeferredValue, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { FieldError } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { jobKey } from "#lib/logpush/job/job.ts";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { HeaderGroup, RotationJob } from "#lib/logpush/rotate/rotation.ts";

type RotationJobsProps = {
  group: HeaderGroup;
  chosen: ReadonlySet<string>;
  onChoose: (keys: ReadonlySet<string>) => void;
  error: string | undefined;
};

/** The jobs that have the header, those with the same value together. */
export function RotationJobs({ group, chosen, onChoose, error }: RotationJobsProps) {
  const [search, setSearch] = useState("");
  const needle = useDeferredValue(search.trim().toLowerCase());
  const values = group.values
    .map(({ fingerprint, jobs }) => ({ fingerprint, jobs: jobs.filter((job) => textOf(job).includes(needle)) }))
    .filter(({ jobs }) => jobs.length > 0);
  const found = values.flatMap(({ jobs }) => jobs);
  const set = (jobs: readonly RotationJob[], isChosen: boolean) => {
    const next = new Set(chosen);
    for (const { ref } of jobs) isChosen ? next.add(jobKey(ref)) : next.delete(jobKey(ref));
    onChoose(next);
  };

  return (
    <fieldset className="min-w-0" aria-describedby={error ? "rotation-search-error" : undefined}>
      <legend className="mb-1.5 font-medium text-sm">
        Jobs <span className="font-normal text-muted">{`${chosen.size} of ${group.jobCount} selected`}</span>
      </legend>
      <div className="rounded-card border border-line bg-raised">
        <div className="flex flex-wrap items-center gap-2 border-line border-b p-2">
          <Input
            id="rotation-search"
            type="search"
            aria-label="Search jobs"
            placeholder="Name, zone or host"
            className="min-w-40 flex-1"
            value={search}
            onChange={(event) => setSearch(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "Enter") event.preventDefault();
            }}
          />
          <Button size="small" onClick={() => set(found, true)}>
            Select all{needle ? " found" : ""}
          </Button>
          <Button size="small" onClick={() => onChoose(new Set())}>
            Clear
          </Button>
        </div>
        <div className="max-h-96 overflow-y-auto">
          {values.length === 0 ? <p className="p-3 text-muted">No matching jobs</p> : null}
          {values.map(({ fingerprint, jobs }) => (
            <fieldset
              key={fingerprint}
              aria-label={`Value ${fingerprint}`}
              className="min-w-0 border-line border-b p-2 last:border-0"
            >
              <div className="flex items-center justify-between gap-2 px-1">
                <p className="text-muted text-xs">
                  <code className="font-mono text-fg">{fingerprint}</code> · {jobs.length}{" "}
                  {jobs.length === 1 ? "job" : "jobs"}
                </p>
                <Button
                  size="small"
                  variant="quiet"
                  aria-label={`Select these: value ${fingerprint}`}
                  onClick={() => set(jobs, true)}
                >
                  Select these
                </Button>
              </div>
              {jobs.map((job) => (
                <JobOption
                  key={jobKey(job.ref)}
                  job={job}
                  isChosen={chosen.has(jobKey(job.ref))}
                  onChange={(isChosen) => set([job], isChosen)}
                />
              ))}
            </fieldset>
          ))}
        </div>
      </div>
      <FieldError id="rotation-search" error={error} />
    </fieldset>
  );
}

type JobOptionProps = { job: RotationJob; isChosen: boolean; onChange: (isChosen: boolean) => void };

function JobOption({ job, isChosen, onChange }: JobOptionProps) {
  return (
    <label className="flex min-h-9 min-w-0 items-center gap-2.5 rounded-control px-1 py-1 text-sm [contain-intrinsic-size:auto_2.25rem] [content-visibility:auto] hover:bg-sunken">
      <input
        type="checkbox"
        className="size-4 shrink-0 accent-accent"
        checked={isChosen}
        onChange={(event) => onChange(event.target.checked)}
      />
      <span className="min-w-0 flex-1 truncate">
        <bdi>{jobLabel(job)}</bdi> <span className="text-muted text-xs">{job.scopeName}</span>
      </span>
      <span className="hidden min-w-0 truncate font-mono text-muted text-xs sm:inline">{job.destination.host}</span>
      {job.isEnabled ? null : <span className="text-muted text-xs">Disabled</span>}
    </label>
  );
}

function textOf({ name, ref, scopeName, destination }: RotationJob): string {
  return `${name} ${ref.jobId} ${scopeName} ${destination.host}`.toLowerCase();
}

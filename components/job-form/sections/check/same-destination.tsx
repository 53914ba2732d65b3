import { jobHref } from "#components/job-list/job-label.ts";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Link } from "#components/ui/link.tsx";
import { jobLabel } from "#lib/logpush/job/job-label.ts";
import type { SameDestinationJob, SameDestinations } from "#lib/logpush/job/same-destination.ts";
import type { Result } from "#lib/logpush/result.ts";

/** The jobs that push to the same place, and what Cloudflare says of the whole string. */
export function SameDestination({ result, isSaved }: { result: Result<SameDestinations>; isSaved: boolean }) {
  if (!result.ok) return <ErrorCallout error={result.error} isAlert={false} />;
  const { jobs, exists } = result.value;
  const word = existsInWords(exists, { isSaved, isListed: jobs.some(({ isWhole }) => isWhole) });
  if (jobs.length === 0) {
    return (
      <Callout tone={exists === true && !isSaved ? "warn" : "ok"} title="No other job pushes there.">
        {word}
      </Callout>
    );
  }
  const isDouble = jobs.some(({ isSameDataset }) => isSameDataset);
  return (
    <Callout
      tone={isDouble ? "warn" : "info"}
      title={jobs.length === 1 ? "One other job pushes there." : `${jobs.length} other jobs push there.`}
    >
      <ul aria-label="Jobs that push there" className="grid gap-1">
        {jobs.map((job) => (
          <OtherJob key={job.ref.jobId} job={job} />
        ))}
      </ul>
      <p className="mt-1.5">
        {isDouble ? "With the same dataset, the endpoint gets every record twice. " : ""}
        {word}
      </p>
    </Callout>
  );
}

function OtherJob({ job }: { job: SameDestinationJob }) {
  return (
    <li>
      <Link href={jobHref(job.ref)} className="font-medium text-fg underline">
        {jobLabel(job)}
      </Link>{" "}
      <span className="font-mono text-xs">{job.dataset}</span>
      {job.isSameDataset ? ", the same dataset" : ""}
      {job.isWhole ? ", the same string" : ", same host and path"}
      {job.enabled ? "" : ", off"}
    </li>
  );
}

/** What Cloudflare says of the string as a whole, which may be in a job that the list does not hold. */
function existsInWords(
  exists: SameDestinations["exists"],
  { isSaved, isListed }: { isSaved: boolean; isListed: boolean },
): string {
  if (typeof exists === "object") return `Cloudflare did not say whether the exact string is in use: ${exists.message}`;
  if (!exists) return "Cloudflare has no job with this exact string.";
  if (isListed) return "Cloudflare confirms that this exact string is in use.";
  return isSaved
    ? "Cloudflare says that this exact string is in use, by this job or by one that is not listed."
    : "Cloudflare says that this exact string is in use, by a job that is not listed.";
}

"use client";

import { Search } from "lucide-react";
import Link from "next/link";
import { useState, useTransition } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { jobHref, jobLabel } from "#components/job-list/job-label.ts";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { settle } from "#components/ui/settle.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { SameDestinationJob, SameDestinations } from "#lib/logpush/job/same-destination.ts";
import type { Result } from "#lib/logpush/result.ts";
import { useFormSetting } from "../form-context.tsx";

/** Looks, when asked, whether other jobs of the chosen zone or account push to the same place. */
export function SameDestination() {
  const { actions, saved } = useFormSetting();
  const { control, getValues } = useFormContext<JobFormValues>();
  const asked = useWatch({ control, compute: whatIsAsked });
  const [answer, setAnswer] = useState<{ asked: string; result: Result<SameDestinations> } | null>(null);
  const [isPending, startLooking] = useTransition();

  function look() {
    const values = getValues();
    startLooking(async () => {
      const result = await settle(() => actions.findSameDestination({ ref: saved?.summary.ref, values }));
      setAnswer({ asked: whatIsAsked(values), result });
    });
  }

  return (
    <div>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <Button size="small" disabled={isPending} aria-busy={isPending} onClick={look}>
          <Search aria-hidden className="size-3.5" />
          Look for jobs that already push here
        </Button>
        <span className="text-muted text-xs">
          {isPending ? "Asking Cloudflare…" : "Asks Cloudflare about the chosen zone or account, only when you press."}
        </span>
      </div>
      <div role="status" className="mt-2 empty:hidden">
        {answer && !isPending ? (
          answer.asked === asked ? (
            <Answer result={answer.result} isSaved={saved !== undefined} />
          ) : (
            <p className="text-muted text-xs">The form was changed since. Look again.</p>
          )
        ) : null}
      </div>
    </div>
  );
}

/** What the answer depends on, to notice that it is out of date. */
function whatIsAsked({ scope, dataset, destinationMode, isEndpointKept, endpoint, query }: JobFormValues): string {
  return JSON.stringify([scope, dataset, destinationMode, isEndpointKept, endpoint, query]);
}

function Answer({ result, isSaved }: { result: Result<SameDestinations>; isSaved: boolean }) {
  if (!result.ok) return <ErrorCallout error={result.error} />;
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
        {isDouble ? "With the same dataset the receiver gets every record twice. " : ""}
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
      {job.isWhole ? ", the very same string" : ", same host and path"}
      {job.enabled ? "" : ", off"}
    </li>
  );
}

/** What Cloudflare says of the string as a whole, which may be in a job that the list does not hold. */
function existsInWords(
  exists: SameDestinations["exists"],
  { isSaved, isListed }: { isSaved: boolean; isListed: boolean },
): string {
  if (typeof exists === "object")
    return `Whether the exact string is in use, Cloudflare did not say: ${exists.message}`;
  if (!exists) return "Cloudflare knows no job with exactly this string.";
  if (isListed) return "Cloudflare says too that exactly this string is in use.";
  return isSaved
    ? "Cloudflare says that exactly this string is in use: it is this job’s own, or that of a job that is not listed."
    : "Cloudflare says that exactly this string is in use, in a job that is not listed.";
}

import { Callout } from "#components/ui/callout.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { JobCopy } from "#lib/logpush/job/job-copy.ts";
import type { Result } from "#lib/logpush/result.ts";

/** Over the form of a copy: where its values come from, or why there are none. */
export function CopyNotice({ copy }: { copy: Result<JobCopy> }) {
  return (
    <div className="mb-4">
      {copy.ok ? (
        <Callout title={`Copy of ${copy.value.label}`}>
          Saved values stay on the server and are copied when you create the job.
        </Callout>
      ) : (
        <ErrorCallout error={copy.error}>The form is empty, because the job could not be duplicated.</ErrorCallout>
      )}
    </div>
  );
}

import type { JobSummary } from "#lib/logpush/views.ts";

/** What to look at for a failure, in order, and Cloudflare's own text of it. */
export function CauseDetails({ job: { cause, errorMessage } }: { job: JobSummary }) {
  if (!errorMessage) return null;
  return (
    <details className="text-xs">
      <summary className="w-fit py-1 text-muted hover:text-fg">What to check, and Cloudflare’s text</summary>
      <ul className="mb-1.5 list-disc pl-4">
        {cause?.checks?.map((check) => (
          <li key={check}>{check}</li>
        ))}
      </ul>
      <p className="rounded-control bg-sunken px-2 py-1 font-mono">{errorMessage}</p>
    </details>
  );
}

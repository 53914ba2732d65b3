import { Callout } from "#components/ui/callout.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { JobHead } from "#lib/logpush/job/job-page.ts";

/** Said where the store could not be kept current. */
export function StaleNotice({ head: { staleSince } }: { head: JobHead }) {
  if (staleSince === null) return null;
  return (
    <Callout tone="warn" className="mb-4" title={<StaleTitle since={staleSince} />}>
      Cloudflare’s API could not be read since then. The job may have changed.
    </Callout>
  );
}

function StaleTitle({ since }: { since: string }) {
  return (
    <>
      Showing data from <LocalTime iso={since} />
    </>
  );
}

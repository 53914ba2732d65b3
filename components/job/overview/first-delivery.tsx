import { CircleCheck, LoaderCircle } from "lucide-react";
import { buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import type { JobHead } from "#lib/logpush/job/job-page.ts";
import { tabHref } from "../tabs.ts";

/** After a job was created: it waits for the first delivery, and says when it came. */
export function FirstDelivery({ head: { summary, nowMs } }: { head: JobHead }) {
  const { lastComplete, enabled, name } = summary;
  const isThere = lastComplete !== null;
  return (
    <section
      aria-label="First delivery"
      className={`flex flex-wrap items-center gap-x-3 gap-y-2 rounded-card border px-4 py-3 ${isThere ? "border-line bg-ok-soft" : "border-accent-line bg-accent-soft"}`}
    >
      {isThere ? (
        <CircleCheck aria-hidden className="size-4 shrink-0 text-ok" />
      ) : (
        <LoaderCircle aria-hidden className="size-4 shrink-0 animate-spin text-accent" />
      )}
      <div role="status" className="min-w-0 flex-1 [overflow-wrap:anywhere]">
        <p className="font-semibold">
          {isThere
            ? "First delivery received"
            : enabled
              ? "Waiting for the first delivery"
              : `${name || "The job"} was created and is disabled`}
        </p>
        <p className="text-muted">
          {isThere ? (
            <>
              The endpoint accepted logs <TimeAgo iso={lastComplete} nowMs={nowMs} />.
            </>
          ) : enabled ? (
            "Cloudflare validated the destination. The first batch can take a few minutes, and needs matching traffic."
          ) : (
            "Cloudflare validated the destination. Enable the job to start delivery."
          )}
        </p>
      </div>
      {isThere ? (
        <Link href={tabHref(summary.ref, "deliveries")} className={buttonStyle({ size: "small" })}>
          Show deliveries
        </Link>
      ) : null}
    </section>
  );
}

import { Link } from "#components/ui/link.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import type { JobHead } from "#lib/logpush/job/job-page.ts";
import { type JobTab, tabHref } from "./tabs.ts";

/** Said on every tab but Activity, which shows it, while the newest version is one that Headgate did not make. */
export function OutsideNotice({ head: { summary, outside }, tab }: { head: JobHead; tab: JobTab }) {
  if (!outside || tab === "activity") return null;
  const { at, person, isNew } = outside;
  return (
    <p className="mb-4 flex flex-wrap items-center gap-x-2 gap-y-0.5 rounded-card bg-warn-soft px-3.5 py-2">
      <span>
        {isNew ? "Created" : "Changed"} outside Headgate at <LocalTime iso={at} format="time" />
        {person === null ? (
          ""
        ) : (
          <>
            {" "}
            by <bdi>{person}</bdi>
          </>
        )}
        .
      </span>
      <Link href={tabHref(summary.ref, "activity")} className="underline">
        {isNew ? "View activity" : "View the change"}
      </Link>
    </p>
  );
}

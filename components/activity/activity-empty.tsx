import { History } from "lucide-react";
import type { Route } from "next";
import { buttonStyle } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";

/** In place of rows. `isPartial`: there are older entries that nobody looked through yet. */
export function ActivityEmpty({ isFiltered, isPartial }: { isFiltered: boolean; isPartial: boolean }) {
  if (!isFiltered) {
    return (
      <EmptyState icon={<History />} title="No activity yet">
        Changes to jobs, tests, and changes made outside Headgate appear here.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="No matching activity"
      actions={
        <Link href={"/activity" as Route} className={buttonStyle()}>
          Show all activity
        </Link>
      }
    >
      {isPartial ? "None in the newest entries." : null}
    </EmptyState>
  );
}

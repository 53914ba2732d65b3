import type { Route } from "next";
import { Link } from "#components/ui/link.tsx";

/** In place of rows. `isPartial`: there are older entries that nobody looked through yet. */
export function ActivityEmpty({ isFiltered, isPartial }: { isFiltered: boolean; isPartial: boolean }) {
  if (!isFiltered) {
    return <Box title="No activity yet">Changes to jobs, tests, and changes made outside Headgate appear here.</Box>;
  }
  return (
    <Box title="No matching activity">
      {isPartial ? "None in the newest entries. " : ""}
      <Link href={"/activity" as Route} className="underline">
        Show all activity
      </Link>
    </Box>
  );
}

function Box({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="border-line border-t py-16 text-center">
      <p className="font-medium text-base">{title}</p>
      <p className="mt-1 text-muted">{children}</p>
    </div>
  );
}

import { RadioTower } from "lucide-react";
import { Button, buttonStyle } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { JobPage, May } from "#lib/logpush/views.ts";

export type Mode = "emulator" | "live";

function NoJobs({ mode, may }: { mode: Mode; may: May }) {
  return (
    <EmptyState
      icon={<RadioTower />}
      title="No Logpush jobs yet"
      actions={
        may.write ? (
          <Link href="/jobs/new" className={buttonStyle({ variant: "primary" })}>
            Create a job
          </Link>
        ) : null
      }
    >
      Create a job to send logs to your endpoint. {mode === "live" ? "Cloudflare" : "The emulator"} validates the
      endpoint, and the job appears here with its health.
    </EmptyState>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return <EmptyState title="No jobs match" actions={<Button onClick={onClear}>Clear search</Button>} />;
}

function NoScope() {
  return (
    <EmptyState title="This API token has no access to any zone or account">
      Add Logs: Edit for the zones or accounts whose jobs you manage, then refresh.
    </EmptyState>
  );
}

/** Every scope failed; the notice above says why. */
function NothingRead() {
  return <EmptyState title="Could not read any jobs">See the errors above.</EmptyState>;
}

/** The first inventory is in progress; which zones and accounts there are may not be known so far. */
function NotReadYet({ count }: { count: number }) {
  return (
    <EmptyState title="Reading jobs for the first time">
      <p role="status">
        {count === 0
          ? "Listing zones and accounts…"
          : `${formatCount(count)} ${count === 1 ? "zone or account" : "zones and accounts"} left. Jobs appear here as they are read.`}
      </p>
    </EmptyState>
  );
}

type NothingProps = { page: JobPage; mode: Mode; may: May; onClear: () => void };

/** Why the table is empty. */
export function Nothing({ page, mode, may, onClear }: NothingProps) {
  if (page.hasJobs) return <NoMatch onClear={onClear} />;
  // Before the failures: what is still to be read may have jobs.
  if (page.unreadScopes > 0) return <NotReadYet count={page.unreadScopes} />;
  if (!page.isListed) return <NotReadYet count={0} />;
  if (page.failures.length > 0) return <NothingRead />;
  return page.scopeCount === 0 ? <NoScope /> : <NoJobs mode={mode} may={may} />;
}

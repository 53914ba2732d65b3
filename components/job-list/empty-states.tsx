import type { ReactNode } from "react";
import { Button, buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import type { JobPage, May } from "#lib/logpush/views.ts";

export type Mode = "emulator" | "live";

function EmptyState({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="grid justify-items-center gap-3 px-4 py-14 text-center">
      <p className="font-medium text-base">{title}</p>
      {children}
    </div>
  );
}

function NoJobs({ mode, may }: { mode: Mode; may: May }) {
  return (
    <EmptyState title="No Logpush job pushes anything yet.">
      {may.write ? (
        <Link href="/jobs/new" className={buttonStyle({ variant: "primary" })}>
          Create the first job
        </Link>
      ) : null}
      <p className="max-w-prose text-muted">
        You see the exact request before anything is made; then {mode === "live" ? "Cloudflare" : "the emulator"} tests
        your receiver, and the job appears here with its health.
      </p>
    </EmptyState>
  );
}

function NoMatch({ onClear }: { onClear: () => void }) {
  return (
    <EmptyState title="No job matches.">
      <Button onClick={onClear}>Clear filters</Button>
    </EmptyState>
  );
}

function NoScope() {
  return (
    <EmptyState title="This credential sees no zone and no account.">
      <p className="max-w-prose text-muted">
        Give the API token the permission Logs: Edit for the zones or accounts whose jobs belong here, then refresh.
      </p>
    </EmptyState>
  );
}

/** Every scope failed; the callout above says why. */
function NothingRead() {
  return (
    <EmptyState title="No job could be read.">
      <p className="text-muted">The reasons are above.</p>
    </EmptyState>
  );
}

/** Which zones and accounts there are is not known so far. */
function NotListedYet() {
  return (
    <EmptyState title="Reading the zones and accounts for the first time.">
      <p className="text-muted">Their jobs appear here as they come.</p>
    </EmptyState>
  );
}

/** The first inventory is under way. */
function NotReadYet({ count }: { count: number }) {
  return (
    <EmptyState title="Reading the jobs for the first time.">
      <p className="text-muted">
        {count.toLocaleString("en-US")} {count === 1 ? "zone or account is" : "zones and accounts are"} still to be
        read. Their jobs appear here as they come.
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
  if (!page.isListed) return <NotListedYet />;
  if (page.failures.length > 0) return <NothingRead />;
  return page.scopeCount === 0 ? <NoScope /> : <NoJobs mode={mode} may={may} />;
}

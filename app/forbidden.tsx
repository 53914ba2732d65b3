import { PageHeader } from "#components/layout/page-header.tsx";
import { buttonStyle } from "#components/ui/button.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Link } from "#components/ui/link.tsx";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { findCaller } from "#lib/server/auth/authorise.ts";

/** Shown instead of a page that the person's role may not open. */
export default async function Forbidden() {
  const caller = await findCaller();
  return (
    <div className="grid max-w-xl gap-4">
      <PageHeader title="You don’t have access to this page" />
      <ErrorCallout error={describedError(caller ? "E_ROLE" : "E_NO_ROLE")} />
      {caller ? (
        <Link href="/" className={buttonStyle({ className: "w-fit" })}>
          All jobs
        </Link>
      ) : null}
    </div>
  );
}

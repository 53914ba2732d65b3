import { Lock } from "lucide-react";
import { buttonStyle } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { findCaller } from "#lib/server/auth/authorise.ts";

/** Shown instead of a page that the person's role may not open. */
export default async function Forbidden() {
  const caller = await findCaller();
  const { message, nextStep } = describedError(caller ? "E_ROLE" : "E_NO_ROLE");
  return (
    <EmptyState
      place="page"
      icon={<Lock />}
      title="You don’t have access to this page"
      actions={
        caller ? (
          <Link href="/" className={buttonStyle()}>
            All jobs
          </Link>
        ) : null
      }
    >
      <p>{message}</p>
      <p>{nextStep}</p>
    </EmptyState>
  );
}

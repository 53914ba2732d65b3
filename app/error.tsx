"use client";

import { CircleAlert } from "lucide-react";
import { lazy, Suspense } from "react";
import { Button, buttonStyle } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";

// Every page loads this file, and hardly any needs these words.
const StoreCause = lazy(() =>
  import("#components/ui/store-cause.tsx").then(({ StoreCause }) => ({ default: StoreCause })),
);

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

/** The fallback for a page that failed unexpectedly, or while the database does not answer. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <EmptyState
      place="page"
      icon={<CircleAlert className="text-danger" />}
      title="Headgate couldn’t show this page"
      actions={
        <>
          <Button variant="primary" onClick={() => retry()}>
            Try again
          </Button>
          <Link href="/" className={buttonStyle()}>
            All jobs
          </Link>
        </>
      }
    >
      <div role="alert">
        <Cause digest={error.digest} />
      </div>
    </EmptyState>
  );
}

function Cause({ digest }: { digest: string | undefined }) {
  if (digest === "E_STORE_DOWN" || digest === "E_STORE_DAMAGED")
    return (
      <Suspense>
        <StoreCause code={digest} />
      </Suspense>
    );
  return (
    <>
      <p>Try again. If the error persists, check the server log.</p>
      {digest ? (
        <details className="mt-1 text-xs">
          <summary className="mx-auto w-fit">Details</summary>
          <p className="font-mono">digest {digest}</p>
        </details>
      ) : null}
    </>
  );
}

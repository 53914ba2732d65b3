"use client";

import { lazy, Suspense } from "react";
import { PageHeader } from "#components/layout/page-header.tsx";
import { Button, buttonStyle } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Link } from "#components/ui/link.tsx";

// Every page loads this file, and hardly any needs these words.
const StoreCause = lazy(() =>
  import("#components/ui/store-cause.tsx").then(({ StoreCause }) => ({ default: StoreCause })),
);

type ErrorPageProps = { error: Error & { digest?: string }; retry: () => void };

/** The fallback for a page that failed unexpectedly, or while the database does not answer. */
export default function ErrorPage({ error, retry }: ErrorPageProps) {
  return (
    <div className="grid max-w-xl gap-4">
      <PageHeader title="Something went wrong" />
      <Cause digest={error.digest} />
      <div className="flex flex-wrap gap-2">
        <Button variant="primary" onClick={() => retry()}>
          Try again
        </Button>
        <Link href="/" className={buttonStyle()}>
          All jobs
        </Link>
      </div>
    </div>
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
    <Callout tone="danger" role="alert" title="Headgate couldn’t show this page">
      Try again. If the error persists, check the server log.
      {digest ? (
        <details className="mt-1 text-xs">
          <summary className="w-fit">Details</summary>
          <p className="font-mono">digest {digest}</p>
        </details>
      ) : null}
    </Callout>
  );
}

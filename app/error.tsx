"use client";

import { lazy, Suspense } from "react";
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
    <div className="mx-auto grid max-w-xl gap-4 py-10">
      <h1 className="font-semibold text-title tracking-tight">This page could not be shown</h1>
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
    <Callout tone="danger" role="alert" title="Something went wrong in Headgate itself.">
      Try again. If the error persists, check the server's log.
      {digest ? <p className="mt-1.5 font-mono text-xs">digest {digest}</p> : null}
    </Callout>
  );
}

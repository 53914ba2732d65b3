"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "#components/ui/button.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { AppError } from "#lib/logpush/result.ts";
import { PageHeader } from "./page-header.tsx";

/** In place of a page's content when nothing could be read. */
export function PageFailure({ title, error }: { title: string; error: AppError }) {
  const router = useRouter();
  const [isRetrying, startRetry] = useTransition();
  return (
    <>
      <PageHeader title={title} />
      <ErrorCallout error={error}>
        <Button
          size="small"
          aria-disabled={isRetrying}
          onClick={() => isRetrying || startRetry(() => router.refresh())}
        >
          {isRetrying ? "Trying again…" : "Try again"}
        </Button>
      </ErrorCallout>
    </>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { PageHeader } from "#components/layout/page-header.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import type { AppError } from "#lib/logpush/result.ts";

type ListFailureProps = { title?: string; error: AppError };

/** In place of a page's content when nothing at all could be read. */
export function ListFailure({ title = "Logpush jobs", error }: ListFailureProps) {
  const router = useRouter();
  const [isRetrying, startRetry] = useTransition();
  return (
    <div>
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
    </div>
  );
}

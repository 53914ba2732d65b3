"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "#components/ui/button.tsx";

/** Renders the page again on the server. */
export function RetryButton() {
  const router = useRouter();
  const [isRetrying, startRetry] = useTransition();
  return (
    <Button size="small" aria-disabled={isRetrying} onClick={() => isRetrying || startRetry(() => router.refresh())}>
      {isRetrying ? "Trying again…" : "Try again"}
    </Button>
  );
}

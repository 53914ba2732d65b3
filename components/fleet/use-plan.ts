import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { startNavigation } from "#components/layout/nav-progress.tsx";
import { runHref } from "#components/runs/run-href.ts";
import { callAction } from "#components/ui/call-action.ts";
import type { AppError, Result } from "#lib/logpush/result.ts";

/**
 * Makes a plan and opens it, and is busy until its page is there: a second press would make a second plan. An error stays
 * where it was made, with all that was typed, unless `onError` takes it.
 */
export function usePlan() {
  const router = useRouter();
  const [isPlanning, startPlanning] = useTransition();
  const [error, setError] = useState<AppError | null>(null);

  function plan(make: () => Promise<Result<{ id: string }>>, onError: (error: AppError) => void = setError): void {
    setError(null);
    startPlanning(async () => {
      const made = await callAction(make);
      if (!made.ok) return onError(made.error);
      startNavigation();
      router.push(runHref(made.value.id));
    });
  }
  return { isPlanning, error, plan };
}

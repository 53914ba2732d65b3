import { useRouter } from "next/navigation";
import { useState } from "react";
import { startNavigation } from "#components/layout/nav-progress.tsx";
import { runHref } from "#components/runs/run-href.ts";
import { callAction } from "#components/ui/call-action.ts";
import type { AppError, Result } from "#lib/logpush/result.ts";

/** Makes a plan and opens it. An error stays where it was made, with all that was typed. */
export function usePlan(): {
  isPlanning: boolean;
  error: AppError | null;
  plan: (make: () => Promise<Result<{ id: string }>>) => Promise<void>;
} {
  const router = useRouter();
  const [isPlanning, setIsPlanning] = useState(false);
  const [error, setError] = useState<AppError | null>(null);

  async function plan(make: () => Promise<Result<{ id: string }>>) {
    setIsPlanning(true);
    setError(null);
    const made = await callAction(make);
    setIsPlanning(false);
    if (!made.ok) return setError(made.error);
    startNavigation();
    router.push(runHref(made.value.id));
  }
  return { isPlanning, error, plan };
}

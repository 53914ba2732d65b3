import { useEffect, useEffectEvent } from "react";
import type { DeliveryTrace } from "#lib/logpush/delivery/trace.ts";
import type { TestSummary } from "../../bar-test.tsx";
import type { DoneCheck } from "./check-state.ts";
import { useCheckStatus } from "./use-check-status.ts";
import type { Checks } from "./use-checks.ts";

type Listeners = { onTest: (test: TestSummary) => void; onTrouble: () => void };

/** Tells how the test delivery stands, and when one found something to read. */
export function useTestSummary(checks: Checks, { onTest, onTrouble }: Listeners): void {
  const status = useCheckStatus("delivery", checks);
  const text = status === "running" ? "Testing…" : textOf(checks.done.delivery, checks.details.trace);
  const tell = useEffectEvent(onTest);
  const call = useEffectEvent(onTrouble);
  useEffect(() => {
    tell({ status, text });
    if (status === "warn" || status === "fail") call();
  }, [status, text]);
}

/** "Test 200 in 84 ms"; without an answer, that it failed. */
function textOf(done: DoneCheck | undefined, trace: DeliveryTrace | undefined): string {
  if (!done) return "";
  const status = trace?.answer?.status;
  if (!trace || status === undefined) return done.finding.outcome === "fail" ? "Test failed" : "Tested";
  const ms = trace.timings.reduce((sum, timing) => sum + timing.ms, 0);
  return `Test ${status} in ${Math.max(1, Math.round(ms))} ms`;
}

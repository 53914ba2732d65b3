import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { DeliveryPhase } from "#lib/logpush/delivery/trace.ts";
import type { TestedDelivery } from "#lib/logpush/delivery/verdict.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { Result } from "#lib/logpush/result.ts";

export type SentTest = {
  isRunning: boolean;
  phase: DeliveryPhase | null;
  result: Result<TestedDelivery> | null;
  run: () => Promise<void>;
  stop: () => void;
  dismiss: () => void;
};

/** Sends a test to the job's destination as it is stored, and keeps the answer until it is dismissed. */
export function useSendTest(ref: JobRef): SentTest {
  const router = useRouter();
  const [phase, setPhase] = useState<DeliveryPhase | null>(null);
  const [result, setResult] = useState<Result<TestedDelivery> | null>(null);
  const [isRunning, setIsRunning] = useState(false);
  const stopping = useRef<AbortController | null>(null);
  useEffect(() => () => stopping.current?.abort(), []);

  async function run() {
    stopping.current?.abort();
    const abort = new AbortController();
    stopping.current = abort;
    setIsRunning(true);
    setPhase(null);
    setResult(null);
    const { runOperation } = await import("#components/ui/run-operation.ts");
    const onProgress = (progress: { phase: DeliveryPhase }) => setPhase(progress.phase);
    const tested = await runOperation<{ phase: DeliveryPhase }, TestedDelivery>(
      "/deliveries/test",
      { ref },
      { signal: abort.signal, onProgress },
    );
    if (stopping.current !== abort) return;
    setIsRunning(false);
    if (abort.signal.aborted) return;
    setResult(tested);
    // The Deliveries tab lists it.
    router.refresh();
  }

  return {
    ...{ isRunning, phase, result, run },
    stop: () => stopping.current?.abort(),
    dismiss: () => setResult(null),
  };
}

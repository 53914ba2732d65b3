import { runOperation } from "#components/ui/run-operation.ts";
import type { DeliveryPhase } from "#lib/logpush/delivery/trace.ts";
import type { TestedDelivery } from "#lib/logpush/delivery/verdict.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { Result } from "#lib/logpush/result.ts";

type Asked = { ref?: JobRef; values: JobFormValues; records?: number };
type Watching = { signal: AbortSignal; onPhase: (phase: DeliveryPhase) => void };

/** Runs a test delivery on the server and tells its phases as they begin; aborting the signal ends it there too. */
export function runTestDelivery(asked: Asked, { signal, onPhase }: Watching): Promise<Result<TestedDelivery>> {
  const onProgress = ({ phase }: { phase: DeliveryPhase }) => onPhase(phase);
  return runOperation("/deliveries/test", asked, { signal, onProgress });
}

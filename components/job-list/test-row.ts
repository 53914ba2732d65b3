import { runOperation } from "#components/ui/run-operation.ts";
import type { TestedDelivery } from "#lib/logpush/delivery/verdict.ts";
import { ok, type Result } from "#lib/logpush/result.ts";
import { rowRef } from "./job-label.ts";

type ReadJob = typeof import("#app/actions/jobs.ts").readJob;

/** How a test ended, in a sentence or two. */
type Ended = { isDelivered: boolean; text: string; help: string };

/** Sends a test delivery with the settings that the job has now. Its saved secrets are filled in by the server. */
export async function testRow(key: string, readJob: ReadJob): Promise<Result<Ended>> {
  const ref = rowRef(key);
  const job = await readJob(ref);
  if (!job.ok) return job;
  const never = new AbortController();
  const tested = await runOperation<unknown, TestedDelivery>(
    "/deliveries/test",
    { ref, values: job.value.values },
    { signal: never.signal, onProgress: () => {} },
  );
  return tested.ok ? ok(endOf(tested.value)) : tested;
}

function endOf({ verdict }: TestedDelivery): Ended {
  if (verdict.outcome === "fail") {
    return { isDelivered: false, text: "test failed", help: `${verdict.error.message} ${verdict.error.nextStep}` };
  }
  const help = verdict.outcome === "warn" ? `${verdict.message} ${verdict.nextStep}` : verdict.message;
  return { isDelivered: true, text: "test delivered", help };
}

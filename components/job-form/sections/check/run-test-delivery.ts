import * as z from "zod/mini";
import { settle } from "#components/ui/settle.ts";
import type { DeliveryPhase } from "#lib/logpush/delivery/trace.ts";
import type { TestedDelivery } from "#lib/logpush/delivery/verdict.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { Result } from "#lib/logpush/result.ts";

type Asked = { ref?: JobRef; values: JobFormValues; records?: number };
type Watching = { signal: AbortSignal; onPhase: (phase: DeliveryPhase) => void };
type Line = { progress: { phase: DeliveryPhase } } | { result: Result<TestedDelivery> };

/** Own lines of our own server: only their outer form is looked at. */
const lineSchema = z.custom<Line>((line) => typeof line === "object" && line !== null);

/** Runs a test delivery on the server and tells its phases as they begin; aborting the signal ends it there too. */
export function runTestDelivery(asked: Asked, { signal, onPhase }: Watching): Promise<Result<TestedDelivery>> {
  return settle(async () => {
    const response = await fetch("/deliveries/test", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(asked),
      signal,
    });
    for await (const line of linesOf(response)) {
      if ("result" in line) return line.result;
      onPhase(line.progress.phase);
    }
    throw new Error("no result");
  });
}

async function* linesOf(response: Response): AsyncGenerator<Line> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const lines = (rest + read.value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield lineSchema.parse(JSON.parse(line));
  }
}

import { beforeEach } from "vitest";
import { answerFetch } from "#components/testing/answer-fetch.ts";
import { judgeDelivery } from "#lib/logpush/delivery/judge-delivery.ts";
import type { DeliveryPhase, DeliveryTrace, ReceiverAnswer } from "#lib/logpush/delivery/trace.ts";
import type { TestedDelivery } from "#lib/logpush/delivery/verdict.ts";
import { type OperationEvent, writeEvent } from "#lib/logpush/event-stream.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { ok } from "#lib/logpush/result.ts";

type Asked = { values: JobFormValues; records?: number };

/** What the receiver says to a request; null: nothing, until the sender gives up. */
type Receiver = (asked: Asked) => Partial<ReceiverAnswer> | null;

/** Answers the test deliveries of a file's forms as the server does, judged by the same rules. */
export function stubDeliveries(receiver: Receiver): void {
  beforeEach(() =>
    answerFetch({
      "/deliveries/test": (_address, init) => {
        const asked: Asked = JSON.parse(String(init?.body));
        return new Response(streamOf(asked, receiver(asked), init?.signal), {
          headers: { "content-type": "text/event-stream" },
        });
      },
    }),
  );
}

function streamOf(asked: Asked, answer: Partial<ReceiverAnswer> | null, signal: AbortSignal | null | undefined) {
  return new ReadableStream({
    start(controller) {
      const send = (event: OperationEvent<{ phase: DeliveryPhase }, TestedDelivery>) =>
        controller.enqueue(new TextEncoder().encode(writeEvent(JSON.stringify(event))));
      send({ progress: { phase: "send" } });
      send({ progress: { phase: "wait" } });
      if (answer === null) return signal?.addEventListener("abort", () => controller.error(signal.reason));
      const trace = traceOf(asked, answer);
      const headerNames = asked.values.query.filter(({ kind }) => kind === "header").map(({ name }) => name);
      send({ result: ok({ trace, verdict: judgeDelivery(trace, { headerNames }) }) });
      return controller.close();
    },
  });
}

function traceOf({ records }: Asked, answer: Partial<ReceiverAnswer>): DeliveryTrace {
  return {
    startedAt: new Date().toISOString(),
    kind: records === undefined ? "probe" : "records",
    records: records ?? 0,
    sentBytes: 39,
    textBytes: 19,
    isBuiltIn: true,
    timings: [
      { phase: "send", ms: 1 },
      { phase: "wait", ms: 4 },
    ],
    answer: { status: 200, contentType: "text/plain", location: null, ...answer },
  };
}

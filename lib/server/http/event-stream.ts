import "server-only";
import { writeEvent } from "#lib/logpush/event-stream.ts";

type EventStreamOptions = {
  /** Calls back on each change. The result ends the subscription. */
  subscribe: (onChange: () => void) => () => void;
  /** Ends the stream when the browser has gone. */
  signal: AbortSignal;
  /** All changes within this time are sent as one event. */
  debounceMs?: number;
  /** A comment at this interval keeps proxies from closing a silent connection. */
  heartbeatMs?: number;
};

/**
 * Server-sent events that only say that something changed; the reader then requests what it shows. The first event is
 * sent immediately, so that nothing is missed between rendering the page and opening its stream.
 */
export function eventStream(options: EventStreamOptions): ReadableStream<Uint8Array<ArrayBuffer>> {
  const { subscribe, signal, debounceMs = 500, heartbeatMs = 15_000 } = options;
  const encoder = new TextEncoder();
  let close = () => {};
  return new ReadableStream(
    {
      start(controller) {
        let waiting: NodeJS.Timeout | undefined;
        const send = (text: string) => {
          // A slow reader already has an event waiting.
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(text));
        };
        const tell = () => {
          waiting ??= setTimeout(() => {
            waiting = undefined;
            send(writeEvent("change"));
          }, debounceMs);
        };
        const unsubscribe = subscribe(tell);
        const heartbeat = setInterval(() => send(": alive\n\n"), heartbeatMs);
        const end = () => {
          close();
          controller.close();
        };
        close = () => {
          close = () => {};
          clearTimeout(waiting);
          clearInterval(heartbeat);
          unsubscribe();
          signal.removeEventListener("abort", end);
        };
        send(`retry: 2000\n${writeEvent("change")}`);
        signal.addEventListener("abort", end, { once: true });
        if (signal.aborted) end();
      },
      cancel() {
        close();
      },
    },
    { highWaterMark: 4 },
  );
}

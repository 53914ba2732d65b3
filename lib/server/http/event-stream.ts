import "server-only";

type EventStreamOptions = {
  /** Calls back when there is something to tell; the result ends that. */
  subscribe: (onChange: () => void) => () => void;
  /** Ends the stream: the browser has gone. */
  signal: AbortSignal;
  /** However much happens, one event in this time tells it. */
  debounceMs?: number;
  /** A comment in this time keeps proxies from closing a silent connection. */
  heartbeatMs?: number;
};

/**
 * Server-sent events that say only that something changed; the reader then asks for what it shows. The first one comes at
 * once, so that nothing is missed between the reading of a page and the opening of its stream.
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
          // A reader that does not read has an event waiting for it already.
          if ((controller.desiredSize ?? 0) > 0) controller.enqueue(encoder.encode(text));
        };
        const tell = () => {
          waiting ??= setTimeout(() => {
            waiting = undefined;
            send("data: change\n\n");
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
        send("retry: 2000\ndata: change\n\n");
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

import * as z from "zod/mini";
import { type OperationEvent, readEvents } from "#lib/logpush/event-stream.ts";
import type { Result } from "#lib/logpush/result.ts";
import { callAction } from "./call-action.ts";

type Running<Progress> = { signal: AbortSignal; onProgress: (progress: Progress) => void };

/** Runs an operation of this server and reports its progress; aborting the signal ends it there too. */
export function runOperation<Progress, T>(
  path: `/${string}`,
  input: unknown,
  { signal, onProgress }: Running<Progress>,
): Promise<Result<T>> {
  // The events come from this server, so only their outer form is checked.
  const schema = z.custom<OperationEvent<Progress, T>>((event) => typeof event === "object" && event !== null);
  return callAction<T>(async () => {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
      signal,
    });
    // The first door refuses with a code alone.
    if (response.headers.get("content-type")?.startsWith("text/plain")) throw new Error(await response.text());
    for await (const data of eventsOf(response)) {
      const event = schema.parse(JSON.parse(data));
      if ("result" in event) return event.result;
      onProgress(event.progress);
    }
    throw new Error("no result");
  });
}

async function* eventsOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const complete = readEvents(rest + read.value);
    rest = complete.rest;
    yield* complete.events;
  }
}

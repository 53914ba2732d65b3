import * as z from "zod/mini";
import type { Result } from "#lib/logpush/result.ts";
import { callAction } from "./call-action.ts";

type Line<Progress, T> = { progress: Progress } | { result: Result<T> };

type Running<Progress> = { signal: AbortSignal; onProgress: (progress: Progress) => void };

/** Runs an operation of our own server and tells how far it is; aborting the signal ends it there too. */
export function runOperation<Progress, T>(
  path: `/${string}`,
  input: unknown,
  { signal, onProgress }: Running<Progress>,
): Promise<Result<T>> {
  // Own lines of our own server: only their outer form is looked at.
  const lineSchema = z.custom<Line<Progress, T>>((line) => typeof line === "object" && line !== null);
  return callAction<T>(async () => {
    const response = await fetch(path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(input),
      signal,
    });
    // The first door refuses with a code alone.
    if (response.headers.get("content-type")?.startsWith("text/plain")) throw new Error(await response.text());
    for await (const text of linesOf(response)) {
      const line = lineSchema.parse(JSON.parse(text));
      if ("result" in line) return line.result;
      onProgress(line.progress);
    }
    throw new Error("no result");
  });
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    const lines = (rest + read.value).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
}

import type { Result } from "./result.ts";

/** What a long-running operation sends: first its progress, last its result. */
export type OperationEvent<Progress, T> = { progress: Progress } | { result: Result<T> };

/** One server-sent event (WHATWG HTML, "Server-sent events") without line breaks in its data. */
export function writeEvent(data: string): string {
  return `data: ${data}\n\n`;
}

/** The data of the events that are complete, and the rest of the text. Comments and other fields are skipped. */
export function readEvents(text: string): { events: string[]; rest: string } {
  const blocks = text.split("\n\n");
  const rest = blocks.pop() ?? "";
  const lines = blocks.flatMap((block) => block.split("\n"));
  return { events: lines.flatMap((line) => (line.startsWith("data: ") ? line.slice(6) : [])), rest };
}

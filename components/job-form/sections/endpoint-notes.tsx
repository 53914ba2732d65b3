import { noteDestination } from "#lib/logpush/destination/notes.ts";
import { Notes } from "./notes.tsx";

type EndpointNotesProps = { endpoint: string; onFix: (endpoint: string) => void };

/** What to know about an endpoint URL, with a repair where there is one. */
export function EndpointNotes({ endpoint, onFix }: EndpointNotesProps) {
  const notes = noteDestination({ endpoint, query: [] }).filter(({ at }) => at === "endpoint");
  return <Notes notes={notes} onFix={({ value }) => onFix(value)} />;
}

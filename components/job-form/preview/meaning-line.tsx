import { pieceNames } from "#components/explain/piece-style.ts";
import type { Segment } from "#lib/logpush/destination/segments.ts";
import { meaningOf } from "#lib/logpush/explain/meanings.ts";
import type { PieceKind } from "#lib/logpush/explain/split-destination.ts";
import { isSaved } from "#lib/logpush/job/destination-of.ts";
import type { QueryRow } from "#lib/logpush/job/form-schema.ts";

type MeaningLineProps = {
  /** The piece that is pointed at, or that belongs to the focused field. */
  segment: Segment | undefined;
  query: QueryRow[];
  /** Whether a change is read out: while the arrow keys go through the pieces. */
  isLive: boolean;
  className: string;
};

/** What one piece of the string means. It never repeats a value. */
export function MeaningLine({ segment, query, isLive, className }: MeaningLineProps) {
  return (
    <p aria-live={isLive ? "polite" : "off"} className={className}>
      {segment ? <Meaning segment={segment} query={query} /> : "Hover a segment for details."}
    </p>
  );
}

function Meaning({ segment, query }: { segment: Segment; query: QueryRow[] }) {
  const { text, field, isSaved: isSavedPiece } = segment;
  const row = query[Number(/^query\.(\d+)/.exec(field ?? "")?.[1] ?? -1)];
  const kind = kindOf(segment);
  const value = row && !isSaved(row) ? row.value : "";
  return (
    <>
      <strong className="font-medium text-fg">{pieceNames[kind]}:</strong>{" "}
      {meaningOf({ kind, text, scheme: "https", name: row?.name, value })}
      {isSavedPiece ? " The saved value stays on the server." : ""}
    </>
  );
}

function kindOf({ kind, text, isSecret }: Segment): PieceKind {
  if (kind === "host" && isSecret) return "userinfo";
  return kind === "mark" && text.length > 1 ? "prefix" : kind;
}

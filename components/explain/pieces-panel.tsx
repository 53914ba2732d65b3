import { memo, useMemo } from "react";
import { Button } from "#components/ui/button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { mask } from "#lib/logpush/destination/looks-random.ts";
import type { Explanation } from "#lib/logpush/explain/explain-destination.ts";
import type { Severity } from "#lib/logpush/explain/finding.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import { maxDestinationBytes } from "#lib/logpush/limits.ts";
import {
  type ExplanationView,
  hasRow,
  type ListedPiece,
  listPieces,
  litStyle,
  maxShownPieces,
  pieceColors,
  pieceNames,
  rowId,
} from "./piece-style.ts";

/** The string in its colors; each piece says what it means when it is pointed at, and leads to its row. */
export function PiecesPanel({
  explanation,
  isRevealed,
  active,
  onActivate,
  onReveal,
}: ExplanationView & { onReveal: (isRevealed: boolean) => void }) {
  const { pieces, label, bytes } = explanation;
  const marks = useMemo(() => worstByPiece(explanation), [explanation]);
  const hasSecret = pieces.some(({ isSecret }) => isSecret);
  const shown = useMemo(() => listPieces(pieces.slice(0, maxShownPieces)), [pieces]);
  const described = active === null ? undefined : pieces[active];
  return (
    <Panel
      title={label}
      tools={
        <>
          <p className={`text-xs ${bytes > maxDestinationBytes ? "text-danger" : "text-muted"}`}>
            {formatCount(bytes)} of {formatCount(maxDestinationBytes)} bytes
          </p>
          {hasSecret ? (
            <Button
              size="small"
              aria-pressed={isRevealed}
              className="aria-pressed:bg-chosen"
              onClick={() => onReveal(!isRevealed)}
            >
              Show secrets
            </Button>
          ) : null}
        </>
      }
    >
      <p translate="no" className="p-3 font-mono text-sm leading-7 [overflow-wrap:anywhere]">
        {shown.map((piece) => (
          <Piece
            key={piece.id}
            piece={piece}
            isRevealed={isRevealed}
            isLit={active === piece.index}
            mark={marks.get(piece.index)}
            onActivate={onActivate}
          />
        ))}
        {pieces.length > shown.length ? <span className="text-muted">…</span> : null}
      </p>
      <p className="min-h-21 border-line border-t px-3 py-2 text-muted text-xs sm:min-h-13 lg:min-h-9">
        {described ? (
          <>
            <strong className="font-medium text-fg">{pieceNames[described.kind]}:</strong> {described.meaning}
          </>
        ) : (
          "Hover or tab to a segment for details. Press it to jump to its row."
        )}
      </p>
    </Panel>
  );
}

const underlines: Record<Severity, string> = {
  danger: "underline decoration-danger decoration-wavy decoration-2",
  warn: "underline decoration-warn decoration-wavy",
  info: "underline decoration-dotted",
};

type PieceProps = {
  piece: ListedPiece;
  isRevealed: boolean;
  isLit: boolean;
  mark: Severity | undefined;
  onActivate: ExplanationView["onActivate"];
};

const Piece = memo(function Piece({ piece, isRevealed, isLit, mark, onActivate }: PieceProps) {
  const { kind, text, meaning, isSecret } = piece;
  const look = `${pieceColors[kind]} ${mark ? underlines[mark] : ""} ${isLit ? litStyle : ""} whitespace-pre-wrap`;
  const hover = { onPointerEnter: () => onActivate(piece.index), onPointerLeave: () => onActivate(null) };
  const shown = isSecret && !isRevealed ? mask : text;
  if (!hasRow(piece)) {
    return (
      <span className={look} title={meaning} {...hover}>
        {shown}
      </span>
    );
  }
  return (
    <a
      href={`#${rowId(piece.index)}`}
      className={`${look} underline-offset-4 hover:bg-accent-soft ${mark ? "" : "underline decoration-line-strong decoration-dotted"}`}
      {...hover}
      onFocus={() => onActivate(piece.index)}
      onBlur={() => onActivate(null)}
      onClick={(event) => {
        // The address of the page stays as it is.
        event.preventDefault();
        document.getElementById(rowId(piece.index))?.focus();
      }}
    >
      {shown}
    </a>
  );
});

function worstByPiece({ findings }: Explanation): Map<number, Severity> {
  // The worst come first, so the first one stays.
  const marks = new Map<number, Severity>();
  for (const { piece, severity } of findings) if (piece !== undefined && !marks.has(piece)) marks.set(piece, severity);
  return marks;
}

"use client";

import { memo, useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { cellRole, columnHeaderRole, rowGroupRole, rowRole, tableRole } from "#components/ui/table-roles.ts";
import { mask } from "#lib/logpush/destination/looks-random.ts";
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

/** Piece by piece: what stands there, what it means, and what it says once decoded. */
export function PieceTable({ explanation, isRevealed, active, onActivate }: ExplanationView) {
  const [showsAll, setShowsAll] = useState(false);
  const rows = useMemo(() => listPieces(explanation.pieces).filter(hasRow), [explanation]);
  const shown = showsAll ? rows : rows.slice(0, maxShownPieces);
  return (
    <section aria-label="Piece by piece" className="min-w-0 overflow-hidden rounded-card border border-line bg-raised">
      <h2 className="flex min-h-11 items-center px-3 font-semibold text-sm">Piece by piece</h2>
      <table
        {...tableRole}
        aria-label="Pieces"
        className="w-full table-fixed border-collapse text-left text-table max-sm:block"
      >
        <thead {...rowGroupRole} className="bg-sunken text-muted text-xs max-sm:block">
          <tr {...rowRole} className="max-sm:block">
            {["Piece", "What it means", "Decoded"].map((title) => (
              <th
                key={title}
                {...columnHeaderRole}
                scope="col"
                className="h-8 px-3 font-medium first:w-[30%] last:w-[26%] max-sm:sr-only"
              >
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody {...rowGroupRole} className="max-sm:block">
          {shown.map((piece) => (
            <Row
              key={piece.id}
              piece={piece}
              isRevealed={isRevealed}
              isLit={active === piece.index}
              onActivate={onActivate}
            />
          ))}
        </tbody>
      </table>
      {rows.length > shown.length ? (
        <p className="flex flex-wrap items-center gap-3 border-line border-t px-3 py-2 text-muted">
          The first {shown.length} of {rows.length} pieces.
          <Button size="small" onClick={() => setShowsAll(true)}>
            Show all
          </Button>
        </p>
      ) : null}
    </section>
  );
}

type RowProps = {
  piece: ListedPiece;
  isRevealed: boolean;
  isLit: boolean;
  onActivate: ExplanationView["onActivate"];
};

const cell = "px-3 py-2 align-top [overflow-wrap:anywhere] max-sm:block max-sm:px-0 max-sm:py-0.5";

const Row = memo(function Row({ piece, isRevealed, isLit, onActivate }: RowProps) {
  const { kind, text, meaning, decoded, isSecret, index } = piece;
  const show = (value: string) => (isSecret && !isRevealed ? mask : value);
  return (
    <tr
      {...rowRole}
      id={rowId(index)}
      tabIndex={-1}
      onPointerEnter={() => onActivate(index)}
      onPointerLeave={() => onActivate(null)}
      onFocus={() => onActivate(index)}
      onBlur={() => onActivate(null)}
      className={`scroll-mt-28 border-line border-t max-sm:block max-sm:px-3 max-sm:py-2 ${isLit ? "bg-accent-soft" : ""}`}
    >
      <td {...cellRole} className={cell}>
        <span className="block text-muted text-xs">{pieceNames[kind]}</span>
        <code className={`whitespace-pre-wrap font-mono ${pieceColors[kind]} ${isLit ? litStyle : ""}`}>
          {show(text)}
        </code>
      </td>
      <td {...cellRole} className={cell}>
        {meaning}
      </td>
      <td {...cellRole} className={cell}>
        <Decoded text={text} decoded={decoded} show={show} />
      </td>
    </tr>
  );
});

function Decoded({ text, decoded, show }: { text: string; decoded?: string; show: (value: string) => string }) {
  if (decoded === undefined) return <span className="text-muted max-sm:hidden">–</span>;
  if (decoded === text)
    return <span className="text-muted max-sm:hidden">{decoded === "" ? "empty" : "(unchanged)"}</span>;
  return (
    <>
      <span className="text-muted text-xs sm:hidden">Decoded: </span>
      <code className="whitespace-pre-wrap font-mono">{show(decoded)}</code>
    </>
  );
}

"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { moveButtonId, type QueryRows } from "../use-query-rows.ts";

type RowMovesProps = { index: number; isFirst: boolean; isLast: boolean; rows: QueryRows };

/** Moves a row among those of its kind. */
export function RowMoves({ index, isFirst, isLast, rows }: RowMovesProps) {
  return (
    <div className="flex opacity-0 transition-opacity duration-100 focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
      <Button
        id={moveButtonId(index, -1)}
        variant="quiet"
        size="iconSmall"
        aria-label="Move up"
        title="Move up"
        disabled={isFirst}
        onClick={() => rows.moveAt(index, -1)}
      >
        <ArrowUp aria-hidden className="size-3.5" />
      </Button>
      <Button
        id={moveButtonId(index, 1)}
        variant="quiet"
        size="iconSmall"
        aria-label="Move down"
        title="Move down"
        disabled={isLast}
        onClick={() => rows.moveAt(index, 1)}
      >
        <ArrowDown aria-hidden className="size-3.5" />
      </Button>
    </div>
  );
}

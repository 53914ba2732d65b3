"use client";

import { ArrowDown, ArrowUp } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { moveButtonId, type QueryRows } from "../use-query-rows.ts";

type RowMovesProps = { index: number; isFirst: boolean; isLast: boolean; rows: QueryRows };

/** Moves a row among those of its kind. */
export function RowMoves({ index, isFirst, isLast, rows }: RowMovesProps) {
  return (
    <>
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
    </>
  );
}

import { Fragment } from "react";
import type { Segment } from "#lib/logpush/destination/segments.ts";
import { shownText } from "#lib/logpush/destination/shown-text.ts";
import { placeholders } from "#lib/logpush/job/placeholders.ts";
import { Piece } from "./piece.tsx";
import { gapStyle, isLit, litStyle, segmentColors } from "./string-groups.ts";
import type { usePointedPiece } from "./use-pointed-piece.ts";

const standIns: readonly string[] = Object.values(placeholders).flatMap((word) =>
  word.replace("https://", "").split("/"),
);

type Pointing = Omit<ReturnType<typeof usePointedPiece>, "pointed" | "isWalking">;

type StoredPiecesProps = {
  segments: Segment[];
  isShown: boolean;
  focused: string | null;
  pointed: number | null;
  pointing: Pointing;
};

/** The whole string, a line for each pair where there is room, to be pointed at or walked through by arrow keys. */
export function StoredPieces({ segments, isShown, focused, pointed, pointing }: StoredPiecesProps) {
  return (
    <section
      aria-label="Pieces of the string: arrow keys go through them"
      tabIndex={0}
      translate="no"
      className="border-line-soft border-b px-4 py-2.5 font-mono text-xs leading-5 outline-offset-[-2px] [overflow-wrap:anywhere]"
      {...pointing}
    >
      {segments.map((segment, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces are identified by position
        <Fragment key={index}>
          {segment.text === "&" ? <wbr /> : null}
          <Piece
            place={index}
            text={shownText(segment, isShown)}
            className={`${isStandIn(segment) ? gapStyle : segmentColors[segment.kind]} ${pointed === index || isLit(segment, focused) ? litStyle : ""} ${segment.kind.endsWith("-name") && segment.text.length < 40 ? "whitespace-nowrap" : ""}`}
          />
        </Fragment>
      ))}
    </section>
  );
}

/** Whether the piece only stands in for what is missing. */
function isStandIn({ text }: Segment): boolean {
  return standIns.includes(text.replace(/^\//, ""));
}

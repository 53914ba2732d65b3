"use client";

import { useMemo } from "react";
import { segmentDestination } from "#lib/logpush/destination/segments.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useShowSecrets } from "../show-secrets.tsx";
import { MeaningLine } from "./meaning-line.tsx";
import { storedParts } from "./stored-parts.ts";
import { StoredPieces } from "./stored-pieces.tsx";
import { StoredRow } from "./stored-row.tsx";
import { groupSegments, isLit } from "./string-groups.ts";
import { useFocusedField } from "./use-focused-field.ts";
import { usePointedPiece } from "./use-pointed-piece.ts";

/** As high as the longest sentence, so that pointing moves nothing. */
const lineStyle = "min-h-13 px-4 py-2 text-muted text-xs";

/** "What Cloudflare stores": each part as it is stored and as it is read, then the whole string, piece by piece. */
export function StoredString({ typed, values }: { typed: JobFormValues; values: JobFormValues }) {
  const { isShown } = useShowSecrets();
  const focused = useFocusedField();
  const segments = useMemo(() => segmentDestination(values), [values]);
  const parts = useMemo(
    () => storedParts({ groups: groupSegments(segments), typed, isShown }),
    [segments, typed, isShown],
  );
  const { pointed, isWalking, ...pointing } = usePointedPiece(segments);
  return (
    <section aria-label="What Cloudflare stores" className="bg-raised">
      <table className="w-full table-fixed border-collapse text-xs leading-4.5">
        <thead>
          <tr className="border-line-soft border-b text-left text-muted">
            <th className="w-27 py-2 pl-4 font-medium">Part</th>
            <th className="px-2 py-2 font-medium">Stored</th>
            <th className="w-36 py-2 pr-4 pl-2 font-medium">Your server reads</th>
          </tr>
        </thead>
        <tbody>
          {parts.map((part) => (
            <StoredRow key={part.id} {...part} />
          ))}
        </tbody>
      </table>
      <StoredPieces segments={segments} isShown={isShown} focused={focused} pointed={pointed} pointing={pointing} />
      <MeaningLine
        segment={pointed === null ? segments.findLast((segment) => isLit(segment, focused)) : segments[pointed]}
        query={values.query}
        isLive={isWalking}
        className={lineStyle}
      />
    </section>
  );
}

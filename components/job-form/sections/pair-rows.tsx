import { isAuthRow } from "#lib/logpush/job/auth-rows.ts";
import type { QueryRow } from "#lib/logpush/job/form-schema.ts";
import { isEmptySegment, type QueryRows } from "../use-query-rows.ts";
import { PairRow } from "./pair-row.tsx";

/** More rows than that are laid out and drawn as they come into sight. */
const manyRows = 30;

/** The headers, or the parameters. */
export function PairRows({ rows, kind }: { rows: QueryRows; kind: QueryRow["kind"] }) {
  const shown = rows.fields
    .map((field, index) => ({ field, index }))
    .filter(({ field }) => field.kind === kind && !isEmptySegment(field) && !isAuthRow(field));
  if (shown.length === 0) return null;
  return (
    <ul aria-label={kind === "header" ? "Headers" : "Parameters"} className="mb-2 grid gap-2">
      {shown.map(({ field, index }, position) => (
        <PairRow
          key={field.id}
          index={index}
          kind={kind}
          position={position + 1}
          isLast={position === shown.length - 1}
          rows={rows}
          isLazy={shown.length > manyRows}
        />
      ))}
    </ul>
  );
}

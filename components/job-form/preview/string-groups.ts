import type { Segment } from "#lib/logpush/destination/segments.ts";
import { isKept, pairOf } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

/** The look of each kind of segment. */
export const segmentColors: Record<Segment["kind"], string> = {
  scheme: "text-muted",
  host: "text-code-host",
  path: "text-fg",
  mark: "text-muted",
  "header-name": "text-code-header",
  "header-value": "text-code-value",
  "param-name": "text-code-param",
  "param-value": "text-code-text",
};

export const litStyle = "rounded-sm bg-accent-soft outline-2 outline-accent-soft";
export const gapStyle = "text-danger underline decoration-danger decoration-dotted decoration-2 underline-offset-2";

/** The endpoint's segments, then those of each pair with the `?` or `&` before it: a key press changes one group. */
export function groupSegments(segments: readonly Segment[]): Segment[][] {
  const groups: Segment[][] = [[]];
  for (const segment of segments) {
    if (segment.kind === "mark" && (segment.text === "?" || segment.text === "&")) groups.push([]);
    groups.at(-1)?.push(segment);
  }
  return groups;
}

/** Whether the segment belongs to the control that has the focus. */
export function isLit({ field, kind }: Segment, focused: string | null): boolean {
  return focused !== null && field === focused && kind !== "mark";
}

/** The rows that lack a name or a value, by their places. A parameter's value may be empty. */
export function rowsWithGaps({ query }: Pick<JobFormValues, "query">): Set<number> {
  const places = query.flatMap((row, place) => {
    if (row.isOff || isKept(row) || pairOf(row).raw !== undefined) return [];
    return row.name === "" || (row.kind === "header" && row.value === "") ? [place] : [];
  });
  return new Set(places);
}

/** The row that a group is of; undefined for the endpoint and for an empty segment. */
export function rowOfGroup(group: readonly Segment[]): number | undefined {
  const field = group.find((segment) => segment.field?.startsWith("query."))?.field;
  return field === undefined ? undefined : Number(field.split(".")[1]);
}

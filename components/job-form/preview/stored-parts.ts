import { mask } from "#lib/logpush/destination/looks-random.ts";
import { isSecretPair } from "#lib/logpush/destination/secret.ts";
import type { Segment } from "#lib/logpush/destination/segments.ts";
import { maskValue, shownText } from "#lib/logpush/destination/shown-text.ts";
import { isKept } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { rowOfGroup, rowsWithGaps } from "./string-groups.ts";

/** One part of the destination: what Cloudflare stores of it and what the endpoint reads. */
export type StoredPart = {
  id: string;
  label: "Host" | "Path" | "Header" | "Parameter";
  /** The form path of its field. */
  field: string;
  stored: string;
  /** Undefined where it is read as it is stored. */
  read?: string;
  isMissing: boolean;
};

type Given = { groups: Segment[][]; typed: JobFormValues; isShown: boolean };

/** The parts of a destination, in the order of the string. */
export function storedParts({ groups: [endpoint = [], ...pairs], typed, isShown }: Given): StoredPart[] {
  const text = (segments: Segment[]) => segments.map((segment) => shownText(segment, isShown)).join("");
  const path = text(endpoint.filter(({ kind }) => kind === "path"));
  const isMissing = typed.endpoint === "" || typed.endpoint === "https://";
  const gaps = rowsWithGaps(typed);
  const ofEndpoint: StoredPart[] = [
    {
      id: "host",
      label: "Host",
      field: "endpoint",
      stored: text(endpoint.filter(({ kind }) => kind === "host")),
      isMissing,
    },
    ...(path === "" ? [] : [{ id: "path", label: "Path" as const, field: "endpoint", stored: path, isMissing }]),
  ];
  const ofRows = pairs.flatMap((group): StoredPart[] => {
    const place = rowOfGroup(group);
    const row = place === undefined ? undefined : typed.query[place];
    if (!row || place === undefined) return [];
    const [, ...own] = group;
    const isRowMissing = gaps.has(place);
    const isPrefix = ({ kind, text: mark }: Segment) => kind === "mark" && mark !== "=";
    // What stands in for a missing value is not stored.
    const isStandIn = ({ kind }: Segment) => isRowMissing && row.value === "" && kind === "header-value";
    const stored = text(own.filter((segment) => !isPrefix(segment) && !isStandIn(segment)));
    const label = row.kind === "header" ? "Header" : "Parameter";
    const read = isRowMissing ? undefined : readOf(row, stored, isShown);
    return [{ id: `row-${place}`, label, field: `query.${place}.value`, stored, read, isMissing: isRowMissing }];
  });
  return [...ofEndpoint, ...ofRows];
}

/** The value as the endpoint reads it, where that is not what is stored. */
function readOf(row: QueryRow, stored: string, isShown: boolean): string | undefined {
  if (isKept(row) || stored === `${row.name}=${row.value}`) return undefined;
  if (!isSecretPair(row) || isShown) return row.value;
  const masked = maskValue(row.value);
  return masked === mask ? undefined : masked;
}

import type { HttpDestination } from "../destination/http.ts";
import type { NoteFix } from "../destination/notes.ts";
import { formatPair, type Pair, parsePair } from "../destination/pair.ts";
import { decidePlus, hasRawPlus, type PlusReading } from "../destination/plus.ts";
import type { AppError } from "../result.ts";
import type { JobFormValues, QueryRow } from "./form-schema.ts";

/** The part of the form that makes up the destination. */
export type DestinationValues = Pick<JobFormValues, "endpoint" | "isEndpointKept" | "query">;

/**
 * The destination that the form describes, without disabled rows. Kept pairs and a kept endpoint come from `stored`;
 * without it (in the browser, which never has them) their values are empty.
 */
export function destinationOf(values: DestinationValues, stored?: HttpDestination): HttpDestination {
  return {
    endpoint: values.isEndpointKept && stored ? stored.endpoint : values.endpoint,
    query: sentRows(values.query).map(({ row }) => keptPair(row, stored) ?? pairOf(row)),
  };
}

/** The rows that are sent, each with its position in the form. */
export function sentRows(query: QueryRow[]): { row: QueryRow; place: number }[] {
  return query.flatMap((row, place) => (row.isOff ? [] : [{ row, place }]));
}

/** An error of `destinationOf(values)` at the form's row, because disabled rows shift the positions. */
export function atFormRow(error: AppError, query: QueryRow[]): AppError {
  const [, pairPlace, rest] = /^query\.(\d+)(.*)$/.exec(error.at ?? "") ?? [];
  const place = pairPlace === undefined ? undefined : sentRows(query)[Number(pairPlace)]?.place;
  return place === undefined ? error : { ...error, at: `query.${place}${rest}` };
}

/** A row as a pair. Its original text stays only while it still says what the row says, so an edit drops it. */
export function pairOf({ kind, name, value, raw }: QueryRow): Pair {
  const pair: Pair = { kind, name, value };
  if (raw === undefined) return pair;
  const original = parsePair(raw);
  const isUntouched =
    original.ok && original.value.kind === kind && original.value.name === name && original.value.value === value;
  return isUntouched ? { ...pair, raw } : pair;
}

/** The rows of a parsed destination. Each keeps its original text unless it would be written the same way. */
export function rowsOf(destination: HttpDestination): QueryRow[] {
  return destination.query.map(({ kind, name, value, raw }) => {
    const row = { kind, name, value };
    return raw === undefined || raw === formatPair(row) ? row : { ...row, raw };
  });
}

/** Whether the row refers to a stored value that stays on the server. */
export function isSaved(row: QueryRow | undefined): boolean {
  return row?.saved !== undefined && row.isReplaced !== true;
}

/** Whether that stored value is sent again, which it is unless the row is disabled. */
export function isKept(row: QueryRow | undefined): boolean {
  return isSaved(row) && row?.isOff !== true;
}

/** Whether it is still undecided what a raw `+` in newly added text means. A later edit does not decide it. */
export function isPlusOpen(row: QueryRow): boolean {
  return !isSaved(row) && hasRawPlus(row.raw) && row.value.includes("+");
}

/** Whether the value that is sent for the row contains a raw `+`, which its receiver may read either way. */
export function isPlusUnsure(row: QueryRow): boolean {
  return isSaved(row) ? row.hasPlus === true && row.plusAs === undefined : hasRawPlus(pairOf(row).raw);
}

/** The row with every `+` of its value written as what it means. For a saved value, the server writes it. */
export function decidedRow(row: QueryRow, reading: PlusReading): QueryRow {
  if (isSaved(row)) return { ...row, plusAs: reading };
  const { raw = "" } = pairOf(row);
  const decided = parsePair(decidePlus(raw, reading));
  if (raw !== "" && decided.ok) return repairedRow(row, { value: decided.value.value, raw: decidePlus(raw, reading) });
  // The value was edited since, so its original text no longer matters.
  const { raw: _stale, ...rest } = row;
  return { ...rest, value: reading === "space" ? row.value.replaceAll("+", " ") : row.value };
}

/**
 * The row with a repaired value. Without a new original text it keeps its own, for questions about it that are still
 * open.
 */
export function repairedRow(row: QueryRow, { value, raw = row.raw }: Pick<NoteFix, "value" | "raw">): QueryRow {
  const { raw: _old, ...rest } = row;
  const repaired = { ...rest, value };
  return raw === undefined || raw === formatPair(repaired) ? repaired : { ...repaired, raw };
}

function keptPair(row: QueryRow, stored: HttpDestination | undefined): Pair | undefined {
  const pair = isKept(row) && row.saved !== undefined ? stored?.query[row.saved] : undefined;
  if (pair?.raw === undefined || row.plusAs === undefined) return pair;
  const raw = decidePlus(pair.raw, row.plusAs);
  const parsed = parsePair(raw);
  // A page's masks cannot be parsed as a pair.
  return parsed.ok ? parsed.value : { ...pair, raw };
}

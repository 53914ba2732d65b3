import { isSaved } from "./destination-of.ts";
import type { QueryRow } from "./form-schema.ts";

export type AuthScheme = NonNullable<QueryRow["auth"]>;

const prefixes = { bearer: "Bearer ", basic: "Basic " } as const satisfies Record<AuthScheme, string>;

/** Whether the authentication choice wrote the row and shows its value, so that the list of rows leaves it out. */
export function isAuthRow(row: QueryRow): boolean {
  return row.auth !== undefined && isAuthorization(row) && !isSaved(row) && row.value.startsWith(prefixes[row.auth]);
}

/** The place of the row that the choice wrote, or -1. */
export function authPlace(query: QueryRow[]): number {
  return query.findIndex(isAuthRow);
}

/** Whether a row of the list sends `Authorization`. */
export function hasAuthorization(query: QueryRow[]): boolean {
  return query.some((row) => isAuthorization(row) && !isAuthRow(row));
}

/** The text after the scheme's word. */
export function credentialsOf({ auth, value }: QueryRow): string {
  return auth === undefined ? "" : value.slice(prefixes[auth].length);
}

/**
 * The rows with these credentials, first of all. Rows that send `Authorization` are switched off, so that nothing
 * clashes and nothing is lost. Empty credentials take the row out.
 */
export function withCredentials(query: QueryRow[], auth: AuthScheme, credentials: string): QueryRow[] {
  const others = query.filter((row) => !isAuthRow(row));
  if (credentials === "") return others;
  const value = `${prefixes[auth]}${credentials}`;
  return [{ kind: "header", name: "Authorization", value, auth }, ...others.map(switchedOff)];
}

/** The rows with `Authorization` in the list again: the choice's own row, or the first that was switched off. */
export function withOwnHeader(query: QueryRow[]): QueryRow[] {
  const place = authPlace(query);
  if (place >= 0) return query.map((row, at) => (at === place ? unmarked(row) : row));
  const off = query.findIndex((row) => row.isOff && isAuthorization({ ...row, isOff: false }));
  return hasAuthorization(query) || off < 0
    ? query
    : query.map((row, at) => (at === off ? ({ ...row, isOff: undefined } satisfies QueryRow) : row));
}

/** The rows without any `Authorization` that is sent: rows of the list stay, switched off. */
export function withoutAuthorization(query: QueryRow[]): QueryRow[] {
  return query.filter((row) => !isAuthRow(row)).map(switchedOff);
}

/** An `Authorization` that was typed into the list wins: the choice's row moves into the list, switched off. */
export function withoutClash(query: QueryRow[]): QueryRow[] {
  if (authPlace(query) < 0 || !hasAuthorization(query)) return query;
  return query.map((row) => (isAuthRow(row) ? { ...unmarked(row), isOff: true } : row));
}

/** Rows that were read from a text, with the mark of the choice's row where the text still says the same. */
export function withAuthMark(rows: QueryRow[], before: QueryRow[]): QueryRow[] {
  const own = before[authPlace(before)];
  return rows.map((row) =>
    own && row.kind === "header" && row.name === own.name && row.value === own.value ? { ...row, auth: own.auth } : row,
  );
}

function isAuthorization({ kind, name, isOff }: QueryRow): boolean {
  return kind === "header" && !isOff && name.trim().toLowerCase() === "authorization";
}

function switchedOff(row: QueryRow): QueryRow {
  return isAuthorization(row) ? { ...row, isOff: true } : row;
}

function unmarked({ auth: _, ...row }: QueryRow): QueryRow {
  return row;
}

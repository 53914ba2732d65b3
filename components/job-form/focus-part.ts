import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { focusField, focusWhenThere } from "./focus-field.ts";
import { pathOfError } from "./path-of-error.ts";
import { addButtonId } from "./use-query-rows.ts";

/**
 * Brings a part of the form into view and focuses it: "endpoint", "headers", "batch", "fields", a header's name, or the
 * path of a field. The first that fits an address's `at`; anything else is left alone.
 */
export function focusPart(
  at: string,
  { query, destinationMode }: Pick<JobFormValues, "query" | "destinationMode">,
): void {
  const isKept = destinationMode === "keep" && ["headers", "content-type"].includes(at);
  const path = isKept ? "endpoint" : pathOfPart(at, query);
  if (path === "root.server") return;
  if (path === undefined) focusWhenThere(addButtonId("header"));
  else focusField(path);
}

/** Undefined for headers where there are none. */
function pathOfPart(at: string, query: QueryRow[]): string | undefined {
  const headerAt = (name: string) =>
    query.findIndex((row) => row.kind === "header" && !row.isOff && row.name.toLowerCase() === name);
  const valueAt = (place: number) => (place < 0 ? undefined : `query.${place}.value`);
  if (at === "headers") {
    const own = headerAt("authorization");
    return valueAt(own < 0 ? query.findIndex(({ kind }) => kind === "header") : own);
  }
  if (at === "content-type") return valueAt(headerAt(at));
  if (at === "batch") return "maxUploadRecords";
  return at === "fields" ? "fieldNames" : pathOfError(at);
}

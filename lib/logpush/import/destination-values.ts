import { isMask } from "../destination/check-pair.ts";
import { splitEndpoint } from "../destination/endpoint.ts";
import { type HttpDestination, parseHttpDestination } from "../destination/http.ts";
import { findEndpointPlaceholders } from "../destination/placeholder-text.ts";
import { hasRawPlus } from "../destination/plus.ts";
import { redactedName } from "../destination/redact.ts";
import { rowsOf } from "../job/destination-of.ts";
import type { JobFormValues, QueryRow, Unresolved } from "../job/form-schema.ts";
import { placeholdersOf } from "../job/row-placeholders.ts";
import { gapReason } from "./gap-reason.ts";
import { fillGaps, type Gap, listGaps } from "./gaps.ts";

type DestinationFields = Pick<JobFormValues, "endpoint" | "query" | "destinationString">;

/**
 * The form's fields for a `destination_conf`, and a description without any of its values. `unresolved` has the
 * references that are left in the fields.
 */
export type ReadDestination = {
  fields?: DestinationFields;
  taken?: string;
  unread: string[];
  unresolved: Unresolved[];
};

/** Replaces a gap in a value while the string is parsed. */
const filling = "\ufdd0";

/**
 * Imports a destination byte for byte. A row keeps its references as written. A string that breaks the rules goes to
 * "Destination string", where it can be corrected.
 */
export function readDestinationConf(conf: string): ReadDestination {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(conf)?.[1];
  if (scheme !== undefined && scheme.toLowerCase() !== "https") {
    const why = `The form only supports https destinations. This one uses ${scheme}.`;
    return { unread: [why], unresolved: [] };
  }
  const gaps = listGaps(endpointOf(conf));
  if (gaps.length > 0) return readSpoiled(conf, gapReason(gaps, "Its address"));
  const parsed = parseHttpDestination(fillGaps(conf, filling));
  if (!parsed.ok) return readSpoiled(conf, reasonOf(conf, parsed.error.message));
  const { rows, unread } = rowsWithGaps(conf, parsed.value);
  const [placeholder] = findEndpointPlaceholders(parsed.value.endpoint);
  const inAddress =
    placeholder === undefined ? [] : [gapReason([{ source: placeholder, kind: "placeholder" }], "Its address")];
  return {
    fields: { endpoint: parsed.value.endpoint, query: rows, destinationString: "" },
    taken: inWords({ ...parsed.value, query: rows }),
    unread: [...inAddress, ...unread],
    unresolved: unresolvedOf(conf),
  };
}

/** Why a string cannot be read: its own error, or else a reference where no value can be. */
function reasonOf(conf: string, message: string): string {
  const gaps = listGaps(conf);
  if (gaps.length > 0 && parseHttpDestination(fillGaps(conf, "x")).ok) return gapReason(gaps);
  const [placeholder] = findEndpointPlaceholders(conf);
  return placeholder === undefined ? message : gapReason([{ source: placeholder, kind: "placeholder" }]);
}

function rowsWithGaps(conf: string, destination: HttpDestination) {
  const segments = conf.slice(endpointOf(conf).length + 1).split("&");
  const unread: string[] = [];
  const rows = rowsOf(destination).map((row, place): QueryRow => {
    const gaps = listGaps(segments[place] ?? "");
    const kind = row.kind === "header" ? "Header" : "Parameter";
    if (isMask(row.value)) unread.push(`${kind} ${row.name} is masked in the text. Enter its value.`);
    if (gaps.length === 0) {
      const placeholders = placeholdersOf(row).map((source): Gap => ({ source, kind: "placeholder" }));
      if (placeholders.length > 0) unread.push(gapReason(placeholders, `${kind} ${redactedName(row)}`));
      return row;
    }
    const sources = sourcesOf(segments[place] ?? "");
    const restore = (text: string) => text.replaceAll(filling, () => sources.shift() ?? "");
    const [name, value] = [restore(row.name), restore(row.value)];
    const reason = gapReason(gaps, `${kind} ${name}`);
    unread.push(/: type \w+ values?\.$/.test(reason) ? reason : reason.replace(/\.$/, ": enter its value."));
    // The original text no longer equals the row. It stays where it asks what a raw + means.
    const raw = fillGaps(segments[place] ?? "", "x");
    return { kind: row.kind, name, value, ...(hasRawPlus(raw) ? { raw } : {}) };
  });
  return { rows, unread };
}

/** The references of a segment in order, including repeated ones. */
function sourcesOf(segment: string): string[] {
  const sources: string[] = [];
  fillGaps(segment, ({ source }) => {
    sources.push(source);
    return "";
  });
  return sources;
}

function unresolvedOf(conf: string): Unresolved[] {
  return listGaps(conf).map(({ source, kind }) => ({ field: "query", source, kind }));
}

function readSpoiled(conf: string, reason: string): ReadDestination {
  return {
    fields: { endpoint: "", query: [], destinationString: fillGaps(conf) },
    unread: [`${reason} Correct it in “Destination string”.`],
    unresolved: unresolvedOf(conf),
  };
}

function endpointOf(conf: string): string {
  return conf.split("?", 1)[0] ?? "";
}

function inWords({ endpoint, query }: HttpDestination): string {
  const names = (kind: "header" | "param") =>
    query.filter((pair) => pair.kind === kind && pair.name !== "").map(redactedName);
  const [headers, params] = [names("header"), names("param")];
  return [
    splitEndpoint(endpoint).host,
    headers.length > 0 ? `${headers.length === 1 ? "header" : "headers"} ${headers.join(", ")}` : "",
    params.length > 0 ? `${params.length === 1 ? "parameter" : "parameters"} ${params.join(", ")}` : "",
  ]
    .filter(Boolean)
    .join("; ");
}

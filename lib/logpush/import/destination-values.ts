import { isMask } from "../destination/check-pair.ts";
import { splitEndpoint } from "../destination/endpoint.ts";
import { type HttpDestination, parseHttpDestination } from "../destination/http.ts";
import { mask, redactedName } from "../destination/redact.ts";
import { rowsOf } from "../job/destination-of.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import { gapReason } from "./gap-reason.ts";
import { fillGaps, listGaps } from "./gaps.ts";

type DestinationFields = Pick<JobFormValues, "endpoint" | "query" | "destinationString">;

/** The form's fields for a `destination_conf`, and what it is in words: no value of it stands in them. */
export type ReadDestination = { fields?: DestinationFields; taken?: string; unread: string[] };

/** Stands for a gap in a value while the string is taken apart. */
const filling = "\ufdd0";

/**
 * Takes a destination over byte for byte. A row whose value has a gap is empty or masked, which the form refuses to
 * send; a string that breaks the rules stands in "Destination string", where it can be corrected.
 */
export function readDestinationConf(conf: string): ReadDestination {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(conf)?.[1];
  if (scheme !== undefined && scheme.toLowerCase() !== "https") {
    return { unread: [`The form builds https destinations only, this one is ${scheme}. The form keeps its own.`] };
  }
  const gaps = listGaps(endpointOf(conf));
  if (gaps.length > 0) return readSpoiled(conf, gapReason(gaps, "Its address"));
  const parsed = parseHttpDestination(fillGaps(conf, filling));
  if (!parsed.ok) return readSpoiled(conf, parsed.error.message);
  const { rows, unread } = rowsWithGaps(conf, parsed.value);
  return {
    fields: { endpoint: parsed.value.endpoint, query: rows, destinationString: "" },
    taken: inWords({ ...parsed.value, query: rows }),
    unread,
  };
}

function rowsWithGaps(conf: string, destination: HttpDestination) {
  const segments = conf.slice(endpointOf(conf).length + 1).split("&");
  const unread: string[] = [];
  const rows = rowsOf(destination).map((row, place) => {
    const gaps = listGaps(segments[place] ?? "");
    const kind = row.kind === "header" ? "Header" : "Parameter";
    if (isMask(row.value)) unread.push(`${kind} ${row.name} is masked in the text: type its value.`);
    if (gaps.length === 0) return row;
    const name = row.name.replaceAll(filling, "");
    unread.push(gapReason(gaps, `${kind} ${name}`));
    return { kind: row.kind, name, value: row.kind === "header" ? startOf(row.value) : mask };
  });
  return { rows, unread };
}

/** "Bearer " may stay, for the form refuses a header that ends in a space; any other part might pass for the value. */
function startOf(value: string): string {
  return /^[\w-]+ (?=\ufdd0$)/.exec(value)?.[0] ?? "";
}

function readSpoiled(conf: string, reason: string): ReadDestination {
  return {
    fields: { endpoint: "", query: [], destinationString: fillGaps(conf) },
    unread: [`${reason} It stands in “Destination string”: correct it there.`],
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

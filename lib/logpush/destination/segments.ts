import { type DestinationValues, isKept, pairOf, sentRows } from "../job/destination-of.ts";
import type { QueryRow } from "../job/form-schema.ts";
import { perRow } from "../job/per-row.ts";
import { isMask } from "./check-pair.ts";
import { splitEndpoint } from "./endpoint.ts";
import { mask } from "./looks-random.ts";
import { formatPair, type Pair } from "./pair.ts";
import { encodeStrict } from "./percent.ts";
import { isSecretPair } from "./secret.ts";
import { type Part, pathParts } from "./secret-parts.ts";

export type SegmentKind =
  | "scheme"
  | "host"
  | "path"
  /** `?`, `&`, `=` and the `header_` prefix. */
  | "mark"
  | "header-name"
  | "header-value"
  | "param-name"
  | "param-value";

/** A segment of the destination string. `field` is the form path that it comes from. Disabled rows have none. */
export type Segment = { kind: SegmentKind; text: string; field?: string; isSecret?: boolean; isSaved?: boolean };

/**
 * Splits the form's destination into segments for the colored preview and the snippets. Without kept values their
 * texts, joined, are `formatHttpDestination(destinationOf(values))`. A kept value is the mask, unless it is harmless.
 */
export function segmentDestination(values: DestinationValues): Segment[] {
  const segments = segmentEndpoint(values.endpoint, values.isEndpointKept);
  for (const [index, { row, place }] of sentRows(values.query).entries()) {
    segments.push({ kind: "mark", text: index === 0 ? "?" : "&" }, ...segmentsAt(row, place));
  }
  return segments.filter(({ text }) => text !== "");
}

function segmentEndpoint(endpoint: string, isEndpointKept: boolean): Segment[] {
  const field = "endpoint";
  const [, address = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(endpoint) ?? [];
  const { scheme, authority, path } = splitEndpoint(address);
  const userinfoEnd = authority.lastIndexOf("@") + 1;
  return [
    { kind: "scheme", text: scheme, field },
    { kind: "host", text: authority.slice(0, userinfoEnd), field, isSecret: true },
    ...segmentHost(authority.slice(userinfoEnd), isEndpointKept),
    ...segmentPath(path, { isEndpointKept, host: authority.slice(userinfoEnd) }),
    // A query typed into the endpoint may contain anything until the form has moved it into the rows.
    { kind: "path", text: rest, field, isSecret: true },
  ];
}

/** A typed host is shown. The masked labels of a saved one stay on the server. */
function segmentHost(host: string, isEndpointKept: boolean): Segment[] {
  if (!isEndpointKept) return [{ kind: "host", text: host, field: "endpoint" }];
  const parts = host.split(/(\.)/).map((text) => ({ text, isSecret: false }));
  return segmentParts("host", parts, isEndpointKept);
}

function segmentPath(path: string, { isEndpointKept, host }: { isEndpointKept: boolean; host: string }): Segment[] {
  return segmentParts("path", pathParts(path, host), isEndpointKept);
}

function segmentParts(kind: "host" | "path", parts: Part[], isEndpointKept: boolean): Segment[] {
  const segments: Segment[] = [];
  let plain = "";
  for (const { text, isSecret } of parts) {
    const isSaved = isEndpointKept && isMask(text);
    if (!isSaved && !isSecret) {
      plain += text;
      continue;
    }
    segments.push({ kind, text: plain, field: "endpoint" });
    segments.push({ kind, text, field: "endpoint", isSecret: true, ...(isSaved ? { isSaved } : {}) });
    plain = "";
  }
  segments.push({ kind, text: plain, field: "endpoint" });
  return segments;
}

const known = perRow((): { place: number; segments: Segment[] } => ({ place: -1, segments: [] }));

function segmentsAt(row: QueryRow, place: number): Segment[] {
  const before = known(row);
  if (before.place !== place) Object.assign(before, { place, segments: segmentRow(row, place) });
  return before.segments;
}

function segmentRow(row: QueryRow, index: number): Segment[] {
  if (isKept(row) && row.shown === undefined) return segmentKept(row, index);
  const pair = isKept(row) ? { ...row, value: row.shown ?? "" } : pairOf(row);
  const { prefix, name, equals, value } = splitPair(pair);
  // A segment without "=" may itself be a secret.
  const isBareSecret = pair.kind === "param" && equals === "";
  return [
    { kind: "mark", text: prefix },
    {
      kind: `${pair.kind}-name`,
      text: name,
      field: `query.${index}.name`,
      ...(isBareSecret ? { isSecret: true } : {}),
    },
    { kind: "mark", text: equals },
    {
      kind: `${pair.kind}-value`,
      text: value,
      field: `query.${index}.value`,
      ...(isSecretPair(pair) ? { isSecret: true } : {}),
    },
  ];
}

/** A kept pair: its name is known, its value is not. A stored segment without a name shows only a value. */
function segmentKept({ kind, name }: QueryRow, index: number): Segment[] {
  const isSecret = isSecretPair({ kind, name }) || name === "" || isMask(name);
  const value: Segment = { kind: `${kind}-value`, text: mask, field: `query.${index}.value`, isSaved: true };
  if (isSecret) value.isSecret = true;
  if (name === "" || isMask(name)) return [value];
  return [
    { kind: "mark", text: kind === "header" ? "header_" : "" },
    { kind: `${kind}-name`, text: encodeStrict(name), field: `query.${index}.name` },
    { kind: "mark", text: "=" },
    value,
  ];
}

/** Splits a pair's text at its first `=`, and after the prefix as spelled (`%68eader_` is `header_` too). */
function splitPair(pair: Pair): { prefix: string; name: string; equals: string; value: string } {
  const text = formatPair(pair);
  const at = text.indexOf("=");
  const left = at < 0 ? text : text.slice(0, at);
  const prefix = pair.kind === "header" ? (/^(?:%[0-9A-Fa-f]{2}|[^%]){7}/.exec(left)?.[0] ?? "") : "";
  return {
    prefix,
    name: left.slice(prefix.length),
    equals: at < 0 ? "" : "=",
    value: at < 0 ? "" : text.slice(at + 1),
  };
}

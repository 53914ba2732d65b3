import { splitEndpoint } from "../destination/endpoint.ts";
import { type Pair, parsePair } from "../destination/pair.ts";
import { looksRandom } from "../destination/redact.ts";
import { isSecretPair } from "../destination/secret.ts";
import { type Segment, segmentDestination } from "../destination/segments.ts";
import type { AppError } from "../result.ts";
import { factsOf, type SchemeFacts } from "./scheme-facts.ts";

export type PieceKind =
  | "scheme"
  | "userinfo"
  | "host"
  | "port"
  /** A bucket, container or stream. */
  | "bucket"
  | "path"
  | "date"
  /** `:`, `?`, `&` and `=`. */
  | "mark"
  | "prefix"
  | "header-name"
  | "header-value"
  | "param-name"
  | "param-value"
  | "fragment"
  /** Text without a scheme, which cannot be explained. */
  | "text"
  /** Quotes, spaces and other text that was pasted around the string. */
  | "wrap";

/** `place` counts the segments between `&`; `role` is the part of a BigQuery path. */
export type DestinationPiece = { kind: PieceKind; text: string; place?: number; role?: string; isSecret?: boolean };

/** One segment of the query: a pair, or the error that stopped it from being read. */
export type QuerySegment = { pair: Pair } | { pair?: undefined; error: AppError };

export type Anatomy = {
  /** As written; empty if there is none. */
  scheme: string;
  facts: SchemeFacts;
  pieces: DestinationPiece[];
  segments: QuerySegment[];
};

/** Splits any destination string into pieces. Joined, their texts are the string. Total. */
export function splitDestination(conf: string): Anatomy {
  const [, scheme, rest = ""] = /^([A-Za-z][A-Za-z0-9+.-]*):\/\/(.*)$/s.exec(conf) ?? [];
  if (scheme === undefined) return { scheme: "", facts: factsOf(""), pieces: takeText(conf), segments: [] };
  const facts = factsOf(scheme.toLowerCase());
  const [, address = "", query, fragment] = /^([^?#]*)(?:\?([^#]*))?(?:#(.*))?$/s.exec(rest) ?? [];
  const taken = query === undefined ? [] : query.split("&").map(takeSegment);
  const pieces: DestinationPiece[] = [
    { kind: "scheme", text: `${scheme}://` },
    ...takeAddress(address, facts, scheme.toLowerCase()),
    ...taken.flatMap((segment, place): DestinationPiece[] => [
      { kind: "mark", text: place === 0 ? "?" : "&" },
      ...segment.pieces.map((piece) => ({ ...piece, place })),
    ]),
    // The character itself stays visible; the text after it may contain anything.
    { kind: "fragment", text: fragment === undefined ? "" : "#" },
    { kind: "fragment", text: fragment ?? "", isSecret: true },
  ];
  return {
    scheme,
    facts,
    pieces: pieces.filter(({ text }) => text !== ""),
    segments: taken.map(({ segment }) => segment),
  };
}

/** Without a scheme: what may be an address, and the rest, which may contain anything. */
function takeText(conf: string): DestinationPiece[] {
  const [, start = "", rest = ""] = /^([^?#]*)(.*)$/s.exec(conf) ?? [];
  const pieces: DestinationPiece[] = [
    { kind: "text", text: start, isSecret: start.includes("@") || start.split("/").some(looksRandom) },
    { kind: "text", text: rest, isSecret: true },
  ];
  return pieces.filter(({ text }) => text !== "");
}

/**
 * The endpoint alone, in the form that its rules expect: https, without userinfo and `{DATE}`, which have their own
 * findings.
 */
export function plainEndpoint({ pieces }: Anatomy): string {
  const parts = pieces.filter(({ kind, text }) => /^(?:host|port|path)$/.test(kind) || text === ":");
  return `https://${parts.map(({ text }) => text).join("")}`;
}

function takeAddress(address: string, facts: SchemeFacts, scheme: string): DestinationPiece[] {
  if (facts.address === "table") return takeTable(address);
  const slash = address.indexOf("/");
  const authority = slash < 0 ? address : address.slice(0, slash);
  const path = slash < 0 ? [] : takePath(address.slice(slash), scheme);
  if (facts.address === "bucket") return [{ kind: "bucket", text: authority }, ...path];
  const userinfoEnd = authority.lastIndexOf("@") + 1;
  const { host, port } = splitEndpoint(`https://${authority.slice(userinfoEnd)}`);
  const hasColon = userinfoEnd + host.length < authority.length;
  return [
    { kind: "userinfo", text: authority.slice(0, userinfoEnd), isSecret: true },
    { kind: "host", text: host },
    { kind: "mark", text: hasColon ? ":" : "" },
    { kind: "port", text: port },
    ...path,
  ];
}

function takePath(path: string, scheme: string): DestinationPiece[] {
  const [, start, code] = (scheme === "sumo" && /^(\/receiver\/v1\/http\/)(.+)$/s.exec(path)) || [];
  if (start !== undefined && code !== undefined) {
    return [
      { kind: "path", text: start },
      { kind: "path", text: code, isSecret: true },
    ];
  }
  const segments = segmentDestination({ endpoint: `https://h${path}`, isEndpointKept: false, query: [] });
  return segments.slice(2).flatMap(({ text, isSecret }): DestinationPiece[] => {
    const piece: DestinationPiece = { kind: "path", text, ...(isSecret ? { isSecret } : {}) };
    return text
      .split(/(\{DATE\})/)
      .map((part) => (part === "{DATE}" ? { kind: "date", text: part } : { ...piece, text: part }));
  });
}

function takeTable(path: string): DestinationPiece[] {
  const parts = /^(projects\/)([^/]+)(\/datasets\/)([^/]+)(\/tables\/)([^/]+)$/s.exec(path);
  if (!parts) return [{ kind: "path", text: path }];
  const roles = ["", "project", "", "dataset", "", "table"];
  return parts.slice(1).map((text, index) => {
    const role = roles[index];
    return role ? { kind: "path", text, role } : { kind: "mark", text };
  });
}

function takeSegment(text: string): { segment: QuerySegment; pieces: DestinationPiece[] } {
  const parsed = parsePair(text);
  if (!parsed.ok) return { segment: { error: parsed.error }, pieces: takeUnreadable(text) };
  const pair = parsed.value;
  const row = { kind: pair.kind, name: pair.name, value: pair.value, raw: text };
  const pieces = segmentDestination({ endpoint: "", isEndpointKept: false, query: [row] }).slice(1);
  return { segment: { pair }, pieces: pieces.map((piece) => pieceOf(piece, pair)) };
}

function pieceOf({ kind, text, isSecret }: Segment, { kind: pairKind }: Pair): DestinationPiece {
  const isPrefix = kind === "mark" && text !== "=" && pairKind === "header";
  return { kind: isPrefix ? "prefix" : pieceKinds[kind], text, ...(isSecret ? { isSecret } : {}) };
}

const pieceKinds = {
  scheme: "scheme",
  host: "host",
  path: "path",
  mark: "mark",
  "header-name": "header-name",
  "header-value": "header-value",
  "param-name": "param-name",
  "param-value": "param-value",
} as const satisfies Record<Segment["kind"], PieceKind>;

/** Splits a segment that is not a pair at its first `=`. Unreadable text may be a secret. */
function takeUnreadable(text: string): DestinationPiece[] {
  const equals = text.indexOf("=");
  const left = equals < 0 ? text : text.slice(0, equals);
  const prefix = left.startsWith("header_") ? "header_" : "";
  const kind = prefix === "" ? "param" : "header";
  const name = left.slice(prefix.length);
  const isSecret = equals < 0 || kind === "header" || isSecretPair({ kind, name });
  return [
    { kind: "prefix", text: prefix },
    // `header_Authorization:secret` has the secret in its name.
    { kind: `${kind}-name`, text: name, isSecret: equals < 0 || name.includes(":") },
    { kind: "mark", text: equals < 0 ? "" : "=" },
    { kind: `${kind}-value`, text: equals < 0 ? "" : text.slice(equals + 1), isSecret },
  ];
}

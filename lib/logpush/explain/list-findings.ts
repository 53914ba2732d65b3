import { checkEndpointForSending } from "../destination/endpoint.ts";
import { listDuplicateHeaders } from "../destination/header.ts";
import { type HttpDestination, listOffences } from "../destination/http.ts";
import { type Note, noteDestination } from "../destination/notes.ts";
import { decodePercent } from "../destination/percent.ts";
import { appError } from "../errors/app-error.ts";
import type { AppError } from "../result.ts";
import { addressKinds, checkSpelling, isAtFault, unsafe } from "./check-spelling.ts";
import { checkWhole } from "./check-whole.ts";
import { type Finding, findingOfError, findingOfNote, placeOf } from "./finding.ts";
import { type Find, pieceFinder } from "./piece-finder.ts";
import { checkScheme } from "./scheme-rules.ts";
import { type Anatomy, type DestinationPiece, plainEndpoint } from "./split-destination.ts";

/** Lists all findings for a parsed string: the rules for sending, the advice, and the spelling. */
export function listFindings(anatomy: Anatomy): Finding[] {
  const { pieces } = anatomy;
  const find = pieceFinder(pieces);
  const findings = [
    ...checkWhole(anatomy, find),
    ...(anatomy.scheme === "" ? [] : [...checkPairs(anatomy, find), ...checkSpelling(anatomy)]),
    ...checkScheme(anatomy).map(({ place, ...finding }) => ({
      ...finding,
      ...placeOf(find(place === undefined ? "scheme" : `query.${place}.name`)),
    })),
  ];
  const seen = new Set<string>();
  return findings.filter(({ code, piece }) => {
    const key = `${code} ${piece}`;
    return !seen.has(key) && Boolean(seen.add(key));
  });
}

/** Applies the form's rules and advice to every readable part of the string. */
function checkPairs(anatomy: Anatomy, find: Find): Finding[] {
  const { facts, segments, pieces, scheme } = anatomy;
  const isHttp = /^https?$/i.test(scheme);
  const readable = segments.flatMap(({ pair }, place) => (pair ? [{ pair, place }] : []));
  const destination = { endpoint: plainEndpoint(anatomy), query: readable.map(({ pair }) => pair) };
  const indexOf = (at = "") => {
    const place = /^query\.(\d+)/.exec(at)?.[1];
    if (place === undefined) return undefined;
    return find(at.replace(/^query\.\d+/, `query.${readable[Number(place)]?.place}`));
  };
  const notes = noteDestination(destination).filter(
    ({ code }) => isHttp || facts.address === "url" || spellingNotes.has(code),
  );
  return [
    ...segments.flatMap((segment, place) =>
      segment.pair ? [] : [findingOfError(segment.error, find(`query.${place}${segment.error.at ?? ""}`))],
    ),
    ...checkAddress(anatomy, destination.endpoint),
    ...listPairErrors(destination).map((error) => findingOfError(error, indexOf(error.at))),
    ...readable.flatMap(({ pair, place }) =>
      pair.kind === "header" && pair.value === ""
        ? [findingOfError(appError("E_HEADER_VALUE_EMPTY"), find(`query.${place}.name`))]
        : [],
    ),
    ...notes
      .filter((note) => isMeant(note, anatomy))
      .map((note) => findingOfNote(note, placeOfNote(note, pieces, indexOf))),
  ];
}

/** Advice that applies to parameters of every kind of destination. */
const spellingNotes = new Set(["looks-encoded", "raw-plus", "raw-semicolon", "non-ascii", "duplicate-parameter"]);

/**
 * Some advice does not apply where parameters are settings with a secret, or where part of the string could not be
 * read.
 */
function isMeant({ code }: Note, { scheme, segments, pieces }: Anatomy): boolean {
  // These are checked in every piece, for any kind of destination.
  if (code === "raw-space" || code === "unsafe-character") return false;
  // A space has its own error.
  if (code === "path-character") return !pieces.some(({ kind, text }) => kind === "path" && /\s/.test(text));
  if (code === "no-secret") return /^https?$/i.test(scheme) && segments.every(({ pair }) => pair);
  return code !== "secret-parameter" || /^https?$/i.test(scheme);
}

function placeOfNote({ code, at }: Note, pieces: DestinationPiece[], indexOf: (at: string) => number | undefined) {
  if (code === "private-host") return pieces.findIndex(({ kind }) => kind === "host");
  if (code === "path-character") return pieces.findIndex(({ kind, text }) => kind === "path" && unsafe.test(text));
  return indexOf(at);
}

/** The errors of the pairs. Errors of the endpoint and of the whole are found elsewhere. */
function listPairErrors(destination: HttpDestination): AppError[] {
  const offences = listOffences(destination, { isEndpointKept: true, isNonAsciiAccepted: () => true });
  return [...offences, ...listDuplicateHeaders(destination.query)].filter(({ at }) => at?.startsWith("query."));
}

function checkAddress({ facts, pieces }: Anatomy, endpoint: string): Finding[] {
  const error = facts.address === "url" ? checkEndpointForSending(endpoint) : checkBucketPath(pieces);
  if (!error) return [];
  const place = pieces.findIndex(({ kind, text }) => addressKinds.test(kind) && isAtFault(error.code, text));
  const last = pieces.findLastIndex(({ kind }) => kind === "host" || (kind === "port" && error.code === "E_DEST_PORT"));
  return [findingOfError(error, place < 0 ? Math.max(0, last) : place)];
}

function checkBucketPath(pieces: DestinationPiece[]): AppError | undefined {
  const address = pieces.filter(({ kind }) => addressKinds.test(kind)).map(({ text }) => text);
  const decoded = decodePercent(address.join(""));
  if (decoded.ok) return undefined;
  return appError(decoded.reason === "escape" ? "E_DEST_ESCAPE" : "E_DEST_UTF8");
}

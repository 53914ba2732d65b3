import { basic } from "../destination/auth.ts";
import { formatPair } from "../destination/pair.ts";
import { decodePercent, encodeParamValue, encodeStrict, looksEncoded } from "../destination/percent.ts";
import { plusEscapes, plusLabels } from "../destination/plus.ts";
import { type Anatomy, type DestinationPiece, splitDestination } from "./split-destination.ts";

export type FixOptionId =
  | "add-scheme"
  | "join-lines"
  | "encode-hash"
  | "userinfo-to-header"
  | "lower-prefix"
  | "plus-is-space"
  | "plus-is-plus"
  | "decode-once"
  | "encode-percent"
  | "encode-path";

/** A fix that needs a decision. Only one of the same `group` makes sense. */
export type FixOption = { id: FixOptionId; label: string; change: string; group?: string; isChosen: boolean };

type Rule = {
  id: FixOptionId;
  label: string;
  /** What was changed, if it is chosen. */
  change: string;
  group?: string;
  applies: (anatomy: Anatomy, text: string) => boolean;
  /** Changes the whole text, before it is parsed. */
  text?: (text: string) => string;
  /** Changes each piece on its own. */
  piece?: (piece: DestinationPiece) => string;
};

const isValue = ({ kind }: DestinationPiece) => kind === "header-value" || kind === "param-value";
const isPlainPath = ({ kind }: DestinationPiece) => kind === "path";
const some = (test: (piece: DestinationPiece) => boolean) => (anatomy: Anatomy) => anatomy.pieces.some(test);
const lonePercent = /%(?![0-9A-Fa-f]{2})/g;
const pathSigns = /[!$'()*;@]/g;

const rules: Rule[] = [
  {
    id: "add-scheme",
    label: "Add https://",
    change: "Added https://.",
    applies: ({ scheme }, text) => scheme === "" && /^[^\s/:?#]+\.[^\s/:?#]+(?::\d+)?(?:[/?#]|$)/.test(text),
    text: (text) => `https://${text}`,
  },
  {
    id: "join-lines",
    label: "Remove line breaks and tabs",
    change: "Removed line breaks and tabs.",
    applies: (_, text) => /[\r\n\t]/.test(text),
    text: (text) =>
      text
        .split(/[\r\n\t]/)
        .map((line) => line.trim())
        .join(""),
  },
  {
    id: "encode-hash",
    label: "Keep the text after #: write %23",
    change: "# → %23, so nothing is cut off.",
    applies: some(({ kind }) => kind === "fragment"),
    text: (text) => text.replaceAll("#", "%23"),
  },
  {
    id: "userinfo-to-header",
    label: "Use an Authorization header (Basic) for user name and password",
    change: "Moved user:password@ to an Authorization header (Basic).",
    applies: (anatomy) => moveUserinfo(anatomy) !== undefined,
    text: (text) => moveUserinfo(splitDestination(text)) ?? text,
  },
  {
    id: "lower-prefix",
    label: "Make it a header: lowercase header_",
    change: "Changed the prefix to header_, which makes it a request header.",
    applies: some(hasOtherPrefix),
    piece: (piece) => (hasOtherPrefix(piece) ? piece.text.replace(/^header_/i, "header_") : piece.text),
  },
  {
    id: "plus-is-space",
    group: "plus",
    label: plusLabels.space,
    change: "+ → %20 (a space) in values.",
    applies: some(hasPlus),
    piece: (piece) => (isValue(piece) ? piece.text.replaceAll("+", plusEscapes.space) : piece.text),
  },
  {
    id: "plus-is-plus",
    group: "plus",
    label: plusLabels.plus,
    change: "+ → %2B (a plus) in values.",
    applies: some(hasPlus),
    piece: (piece) => (isValue(piece) ? piece.text.replaceAll("+", plusEscapes.plus) : piece.text),
  },
  {
    id: "decode-once",
    label: "Decode double-encoded values",
    change: "Decoded double-encoded values once.",
    applies: some((piece) => decodedOnce(piece) !== undefined),
    piece: (piece) => decodedOnce(piece) ?? piece.text,
  },
  {
    id: "encode-percent",
    label: "A lone % is a percent sign: write %25",
    change: "Lone % → %25.",
    applies: (_, text) => /%(?![0-9A-Fa-f]{2})/.test(text),
    text: (text) => text.replace(lonePercent, "%25"),
  },
  {
    id: "encode-path",
    label: "Percent-encode the other characters in the path",
    change: "Percent-encoded characters in the path.",
    applies: ({ facts, pieces }) =>
      facts.address === "url" && pieces.some((piece) => isPlainPath(piece) && /[!$'()*;@]/.test(piece.text)),
    piece: (piece) => (isPlainPath(piece) ? piece.text.replace(pathSigns, encodeStrict) : piece.text),
  },
];

/** The decisions that a string needs. */
export function listFixOptions(text: string): Omit<FixOption, "isChosen">[] {
  const anatomy = splitDestination(text);
  return rules
    .filter(({ applies }) => applies(anatomy, text))
    .map(({ id, label, change, group }) => ({ id, label, change, ...(group === undefined ? {} : { group }) }));
}

export function applyToText(text: string, chosen: readonly FixOptionId[]): string {
  return rules.reduce((so, rule) => (chosen.includes(rule.id) && rule.text ? rule.text(so) : so), text);
}

export function applyToPiece(piece: DestinationPiece, chosen: readonly FixOptionId[]): string {
  return rules.reduce(
    (so, rule) => (chosen.includes(rule.id) && rule.piece ? rule.piece({ ...piece, text: so }) : so),
    piece.text,
  );
}

function hasPlus(piece: DestinationPiece): boolean {
  return isValue(piece) && piece.text.includes("+");
}

function hasOtherPrefix({ kind, text }: DestinationPiece): boolean {
  return kind === "param-name" && /^header_./i.test(text) && !text.startsWith("header_");
}

/** The value encoded once, if decoding it leaves a percent-encoded text. */
function decodedOnce({ kind, text }: DestinationPiece): string | undefined {
  if (kind !== "header-value" && kind !== "param-value") return undefined;
  const once = decodePercent(text);
  if (!once.ok || !looksEncoded(once.value)) return undefined;
  const twice = decodePercent(once.value);
  if (!twice.ok) return undefined;
  return kind === "header-value" ? encodeStrict(twice.value) : encodeParamValue(twice.value);
}

/** The string with `user:password@` as a header, unless it already has an Authorization header. */
function moveUserinfo({ pieces, segments }: Anatomy): string | undefined {
  const userinfo = pieces.find(({ kind }) => kind === "userinfo")?.text.slice(0, -1);
  const hasHeader = segments.some(({ pair }) => pair?.kind === "header" && pair.name.toLowerCase() === "authorization");
  if (userinfo === undefined || hasHeader) return undefined;
  const colon = userinfo.indexOf(":");
  const user = decodePercent(colon < 0 ? userinfo : userinfo.slice(0, colon));
  const password = decodePercent(colon < 0 ? "" : userinfo.slice(colon + 1));
  const made = user.ok && password.ok ? basic(user.value, password.value) : undefined;
  const [line] = made?.ok ? made.value : [];
  if (!line) return undefined;
  const others = pieces.filter(({ kind }) => kind !== "userinfo" && kind !== "fragment");
  const fragment = pieces.filter(({ kind }) => kind === "fragment").map(({ text }) => text);
  const rest = others.map(({ text }) => text).join("");
  const mark = segments.length === 0 ? "?" : rest.endsWith("?") || rest.endsWith("&") ? "" : "&";
  return `${rest}${mark}${formatPair({ kind: "header", ...line })}${fragment.join("")}`;
}

import type { ExplainedPiece, Explanation } from "#lib/logpush/explain/explain-destination.ts";

/** What the parts of the result share: the explanation, and the piece that is pointed at. */
export type ExplanationView = {
  explanation: Explanation;
  isRevealed: boolean;
  active: number | null;
  onActivate: (index: number | null) => void;
};

export const pieceColors: Record<ExplainedPiece["kind"], string> = {
  scheme: "text-muted",
  userinfo: "text-danger",
  host: "text-code-host",
  port: "text-code-host",
  bucket: "text-code-host",
  path: "text-fg",
  date: "text-code-param",
  mark: "text-muted",
  prefix: "text-muted",
  "header-name": "text-code-header",
  "header-value": "text-code-value",
  "param-name": "text-code-param",
  "param-value": "text-code-text",
  fragment: "text-danger",
  text: "text-fg",
  wrap: "text-muted",
};

export const pieceNames: Record<ExplainedPiece["kind"], string> = {
  scheme: "Scheme",
  userinfo: "User and password",
  host: "Host",
  port: "Port",
  bucket: "Bucket",
  path: "Path",
  date: "Day",
  mark: "Mark",
  prefix: "Header prefix",
  "header-name": "Header name",
  "header-value": "Header value",
  "param-name": "Parameter name",
  "param-value": "Parameter value",
  fragment: "Fragment",
  text: "Text",
  wrap: "Around the string",
};

export type ListedPiece = ExplainedPiece & { index: number; id: string };

/** Pieces with their place and a key: several may be equal. */
export function listPieces(pieces: ExplainedPiece[]): ListedPiece[] {
  return pieces.map((piece, index) => ({ ...piece, index, id: `${piece.kind}-${index}` }));
}

/** The look of the piece that is pointed at, in the string and in the table. */
export const litStyle = "rounded-sm bg-accent-soft outline-2 outline-accent";

/** Marks need no row, and a prefix belongs to the name behind it. */
export function hasRow({ kind }: ExplainedPiece): boolean {
  return kind !== "mark" && kind !== "prefix" && kind !== "wrap";
}

export function rowId(index: number): string {
  return `piece-${index}`;
}

/** More than this is no destination string any more; it is shown when asked for. */
export const maxShownPieces = 300;

import type { JobRequest } from "./job-request.ts";
import { escapeJsonText, formatJson } from "./json-text.ts";
import { destinationPieces, mergeTexts, type Piece } from "./secret-variables.ts";
import type { SnippetOptions } from "./snippet.ts";

/**
 * The body as JSON for reading, split where a variable replaces a secret; the joined pieces are the JSON. A variable
 * holds the text as it appears in the JSON, where a percent-encoded text is the same. Empty for a request without a
 * body.
 */
export function jsonPieces(request: JobRequest, secrets: SnippetOptions["secrets"]): Piece[] {
  if (!request.body) return [];
  const destination = destinationPieces(request, secrets);
  const pieces: Piece[] = ["{\n"];
  for (const [index, [key, value]] of Object.entries(request.body).entries()) {
    pieces.push(`${index === 0 ? "" : ",\n"}  "${escapeJsonText(key)}": `);
    if (key === "destination_conf") pieces.push('"', ...destination.map(escapePiece), '"');
    else pieces.push(formatJson(value, "  "));
  }
  return mergeTexts([...pieces, "\n}"]);
}

function escapePiece(piece: Piece): Piece {
  if (typeof piece === "string") return escapeJsonText(piece);
  return piece.text === undefined ? piece : { ...piece, text: escapeJsonText(piece.text) };
}

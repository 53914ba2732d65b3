import { segmentDestination } from "#lib/logpush/destination/segments.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { type JobRef, type JsonObject, scopePath } from "#lib/logpush/job/job.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { escapeJsonText, formatJson } from "./json-text.ts";
import { type Piece, piecesOf, type SecretVariable } from "./secret-variables.ts";
import { quoteShell } from "./shell-quote.ts";

export type CurlOptions = {
  /** `https://api.cloudflare.com/client/v4`, or the emulator's address. */
  apiBase: string;
  auth: "token" | "key";
  secrets: "variables" | "inline";
  /** Set by a first line, so that the command runs as it is; for the emulator only. */
  demoToken?: string;
  isLive: boolean;
};

/** The command that creates the job: its body is `toCreateBody(values)`. For dash, bash and zsh. */
export function curlForCreate({ values, ...options }: CurlOptions & { values: JobFormValues }): string {
  const url = `${options.apiBase}/${values.scope}/logpush/jobs`;
  return writeCurl({ method: "POST", url, body: toCreateBody(values), values, options });
}

/**
 * The command that saves the job with `body`. Where the form keeps saved values of the destination, it asks for them
 * first; `read -s`, which hides what is typed, needs bash or zsh.
 */
export function curlForUpdate(update: CurlOptions & { body: JsonObject; values: JobFormValues; ref: JobRef }): string {
  const { body, values, ref, ...options } = update;
  const url = `${options.apiBase}/${scopePath(ref)}/logpush/jobs/${ref.jobId}`;
  return writeCurl({ method: "PUT", url, body, values, options });
}

type Request = { method: string; url: string; body: JsonObject; values: JobFormValues; options: CurlOptions };

function writeCurl({ method, url, body, values, options }: Request): string {
  const pieces = bodyPieces(body, values, options.secrets);
  const variables = pieces.filter((piece) => typeof piece !== "string");
  const proto = options.isLive ? " --proto '=https'" : "";
  const command = [
    `curl -sS --fail-with-body --globoff${proto} -X ${method} ${quote(url)}`,
    ...authHeaders[options.auth].map((header) => `-H "${header}"`),
    "-H 'Content-Type: application/json'",
    `--data-raw ${pieces.map(writePiece).join("")}`,
  ];
  return [
    ...demoLines(options),
    ...variables.flatMap(setLine),
    ...variables.flatMap(askLines),
    command.join(" \\\n  "),
  ].join("\n");
}

/** Double quotes let the variable through; nothing else in these texts is special there. */
const authHeaders = {
  token: ["Authorization: Bearer $CLOUDFLARE_API_TOKEN"],
  key: ["X-Auth-Email: $CLOUDFLARE_EMAIL", "X-Auth-Key: $CLOUDFLARE_API_KEY"],
};

function demoLines({ auth, demoToken, isLive }: CurlOptions): string[] {
  if (demoToken === undefined || isLive) return [];
  if (auth === "token") return [`CLOUDFLARE_API_TOKEN=${quote(demoToken)}`];
  return ["CLOUDFLARE_EMAIL='demo@example.com'", `CLOUDFLARE_API_KEY=${quote(demoToken)}`];
}

/** The body's JSON, the destination in it taken into pieces. */
function bodyPieces(body: JsonObject, values: JobFormValues, secrets: CurlOptions["secrets"]): Piece[] {
  const pieces: Piece[] = ["{\n"];
  for (const [index, [key, value]] of Object.entries(body).entries()) {
    pieces.push(`${index === 0 ? "" : ",\n"}  "${escapeJsonText(key)}": `);
    if (key === "destination_conf" && typeof value === "string") {
      pieces.push('"', ...piecesOf(segmentDestination(values), secrets).map(escapePiece), '"');
    } else pieces.push(formatJson(value, "  "));
  }
  return mergeTexts([...pieces, "\n}"]);
}

/** The variable holds what stands in the JSON; a percent-encoded text is the same there. */
function escapePiece(piece: Piece): Piece {
  if (typeof piece === "string") return escapeJsonText(piece);
  return piece.text === undefined ? piece : { ...piece, text: escapeJsonText(piece.text) };
}

function mergeTexts(pieces: Piece[]): Piece[] {
  const merged: Piece[] = [];
  for (const piece of pieces) {
    const last = merged.at(-1);
    if (typeof piece === "string" && typeof last === "string") merged[merged.length - 1] = last + piece;
    else merged.push(piece);
  }
  return merged;
}

function writePiece(piece: Piece): string {
  return typeof piece === "string" ? quote(piece) : `"$${piece.name}"`;
}

function setLine({ name, text }: SecretVariable): string[] {
  return text === undefined ? [] : [`${name}=${quote(text)}`];
}

/** `&&` at the line's end makes one command of it all, or a pasted `read` would swallow the line after it. */
function askLines({ name, label, text }: SecretVariable): string[] {
  if (text !== undefined) return [];
  const prompt = quote(`Saved ${label}, percent-encoded: `);
  return [`printf '%s' ${prompt} >&2 && IFS= read -rs ${name} && echo >&2 &&`];
}

/** Texts here are JSON, whose strings hold no NUL, or addresses, where one could not work anyway. */
function quote(text: string): string {
  return quoteShell(text) ?? quote(text.replaceAll("\0", ""));
}

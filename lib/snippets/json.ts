import type { JobRequest } from "./job-request.ts";
import { jsonPieces } from "./json-body.ts";
import type { SnippetOptions } from "./snippet.ts";

/** The request's body alone. `$NAME` stands for a secret, as `envsubst` reads it. Undefined without a body. */
export function jsonFor(request: JobRequest, { secrets }: Pick<SnippetOptions, "secrets">): string | undefined {
  if (!request.body) return undefined;
  return jsonPieces(request, secrets)
    .map((piece) => (typeof piece === "string" ? piece : `$${piece.name}`))
    .join("");
}

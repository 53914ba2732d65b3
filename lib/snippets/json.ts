import type { JobRequest } from "./job-request.ts";
import { jsonPieces } from "./json-body.ts";
import type { SnippetOptions } from "./snippet.ts";

/** Only the request's body. `$NAME` replaces a secret, in the syntax of `envsubst`. Undefined without a body. */
export function jsonFor(request: JobRequest, { secrets }: Pick<SnippetOptions, "secrets">): string | undefined {
  if (!request.body) return undefined;
  return jsonPieces(request, secrets)
    .map((piece) => (typeof piece === "string" ? piece : `$${piece.name}`))
    .join("");
}

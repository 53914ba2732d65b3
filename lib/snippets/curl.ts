import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobRef, JsonObject } from "#lib/logpush/job/job.ts";
import { createRequest, type JobRequest, saveRequest } from "./job-request.ts";
import { jsonPieces } from "./json-body.ts";
import { variablesOf } from "./secret-variables.ts";
import { type Shell, type ShellDialect, shellDialects } from "./shell-dialect.ts";
import { demoCredential, type SnippetOptions } from "./snippet.ts";

export type CurlOptions = SnippetOptions & { shell?: Shell };

/** The command that creates the job: its body is `toCreateBody(values)`. */
export function curlForCreate({ values, ...options }: CurlOptions & { values: JobFormValues }): string {
  return curlFor(createRequest(values), options);
}

/** The command that saves the job with `body`. */
export function curlForUpdate(update: CurlOptions & { body: JsonObject; values: JobFormValues; ref: JobRef }): string {
  const { body, values, ref, ...options } = update;
  return curlFor(saveRequest({ body, values, ref }), options);
}

/**
 * The command that makes the request, for dash, bash and zsh, or for fish. If the form keeps saved values of the
 * destination, it asks for them first; in that case the first of the two needs bash or zsh.
 */
export function curlFor(request: JobRequest, options: CurlOptions): string {
  const { quote, set, ask } = shellDialects[options.shell ?? "posix"];
  const pieces = jsonPieces(request, options.secrets);
  const variables = variablesOf(pieces);
  const proto = options.isLive ? " --proto '=https'" : "";
  const url = quote(options.apiBase + request.path);
  const body = pieces.map((piece) => (typeof piece === "string" ? quote(piece) : `"$${piece.name}"`)).join("");
  const command = [
    `curl -sS --fail-with-body --globoff${proto} -X ${request.method} ${url}`,
    ...authHeaders[options.auth].map((header) => `-H "${header}"`),
    ...(request.body ? ["-H 'Content-Type: application/json'", `--data-raw ${body}`] : []),
  ];
  return [
    ...demoLines(options, set),
    ...variables.flatMap(({ name, text }) => (text === undefined ? [] : [set(name, text)])),
    ...variables.flatMap(({ name, label, text }) =>
      text === undefined ? [ask(name, `Saved ${label}, percent-encoded: `)] : [],
    ),
    command.join(" \\\n  "),
  ].join("\n");
}

/** Double quotes expand the variable; nothing else in these texts is special there. */
const authHeaders = {
  token: ["Authorization: Bearer $CLOUDFLARE_API_TOKEN"],
  key: ["X-Auth-Email: $CLOUDFLARE_EMAIL", "X-Auth-Key: $CLOUDFLARE_API_KEY"],
};

function demoLines(options: CurlOptions, set: ShellDialect["set"]): string[] {
  const credential = demoCredential(options);
  if (!credential) return [];
  if ("token" in credential) return [set("CLOUDFLARE_API_TOKEN", credential.token)];
  return [set("CLOUDFLARE_EMAIL", credential.email), set("CLOUDFLARE_API_KEY", credential.key)];
}

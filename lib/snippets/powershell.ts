import type { JobRequest } from "./job-request.ts";
import { jsonPieces } from "./json-body.ts";
import { sumOf } from "./literal.ts";
import { asciiJson, quotePowerShell } from "./powershell-quote.ts";
import { type SecretVariable, variablesOf } from "./secret-variables.ts";
import { demoCredential, type SnippetOptions } from "./snippet.ts";

/**
 * `Invoke-RestMethod` makes the request, in Windows PowerShell 5.1 and in 7; curl.exe would receive an argument's
 * quotes in only one of them. Everything is in one block, so that a pasted `throw` stops it before anything is sent.
 */
export function powerShellFor(request: JobRequest, options: SnippetOptions): string {
  const pieces = jsonPieces(request, options.secrets).map((piece) =>
    typeof piece === "string" ? asciiJson(piece) : { ...piece, name: `$${piece.name}` },
  );
  const body = pieces.length === 0 ? [] : [`  $body = ${sumOf(pieces, quotePowerShell)}`];
  const method = { POST: "Post", PUT: "Put", DELETE: "Delete" }[request.method];
  const uri = quotePowerShell(options.apiBase + request.path);
  const sent = body.length === 0 ? "" : " -ContentType 'application/json; charset=utf-8' -Body $body";
  return [
    "& {",
    "  $ErrorActionPreference = 'Stop'",
    `  $headers = @{ ${headerEntries(options).join("; ")} }`,
    ...variablesOf(jsonPieces(request, options.secrets)).flatMap((variable) => variableLines(variable, options)),
    ...body,
    `  $answer = Invoke-RestMethod -Method ${method} -Uri ${uri} -MaximumRedirection 0 -Headers $headers${sent}`,
    `  $answer.result${request.action === "validate" ? "" : ".id"}`,
    "}",
  ].join("\n");
}

function headerEntries(options: SnippetOptions): string[] {
  const credential = demoCredential(options);
  if (credential && "token" in credential) return [`Authorization = ${quotePowerShell(`Bearer ${credential.token}`)}`];
  if (credential) {
    return [
      `'X-Auth-Email' = ${quotePowerShell(credential.email)}`,
      `'X-Auth-Key' = ${quotePowerShell(credential.key)}`,
    ];
  }
  if (options.auth === "token") return ['Authorization = "Bearer $env:CLOUDFLARE_API_TOKEN"'];
  return ["'X-Auth-Email' = $env:CLOUDFLARE_EMAIL", "'X-Auth-Key' = $env:CLOUDFLARE_API_KEY"];
}

/** On the emulator what was typed is the default, so that the block runs unchanged. */
function variableLines({ name, text }: SecretVariable, options: SnippetOptions): string[] {
  const missing =
    text !== undefined && demoCredential(options)
      ? `$${name} = ${quotePowerShell(asciiJson(text))}`
      : `throw 'Set $env:${name} first, percent-encoded.'`;
  return [`  $${name} = $env:${name}`, `  if (-not $${name}) { ${missing} }`];
}

import { jobAttributes } from "#lib/logpush/job/attributes.ts";
import type { JobRequest } from "./job-request.ts";
import { keysKnownTo } from "./known-keys.ts";
import { type LiteralSyntax, writeAttributes } from "./literal.ts";
import { quotePython } from "./python-quote.ts";
import { destinationPieces, type SecretVariable, variablesOf } from "./secret-variables.ts";
import { demoCredential, type SnippetOptions } from "./snippet.ts";

/** Cloudflare's own SDK, from PyPI ("cloudflare"), makes the request. */
export function pythonFor(request: JobRequest, options: SnippetOptions): string {
  const variables = variablesOf(destinationPieces(request, options.secrets));
  const needsEnvironment = demoCredential(options) === undefined || variables.length > 0;
  return [
    "# pip install cloudflare",
    ...(needsEnvironment ? ["import os", ""] : []),
    "from cloudflare import Cloudflare",
    "",
    "# No retries: a retry could create a second job.",
    `client = Cloudflare(${clientOptions(options).join(", ")})`,
    ...(variables.length === 0 ? [] : ["", "# Percent-encoded values from the environment."]),
    ...variables.map((variable) => variableLine(variable, options)),
    "",
    ...callLines(request, options),
  ].join("\n");
}

const syntax: LiteralSyntax = {
  text: quotePython,
  nothing: "None",
  yes: "True",
  no: "False",
  entry: (key, value) => `${quotePython(key)}: ${value}`,
  comma: ",",
  step: "    ",
};

function clientOptions(options: SnippetOptions): string[] {
  const base = options.isLive ? [] : [`base_url=${quotePython(options.apiBase)}`];
  return [...authOptions(options), ...base, "max_retries=0"];
}

function authOptions(options: SnippetOptions): string[] {
  const credential = demoCredential(options);
  if (credential && "token" in credential) return [`api_token=${quotePython(credential.token)}`];
  if (credential) return [`api_email=${quotePython(credential.email)}`, `api_key=${quotePython(credential.key)}`];
  if (options.auth === "token") return ['api_token=os.environ["CLOUDFLARE_API_TOKEN"]'];
  return ['api_email=os.environ["CLOUDFLARE_EMAIL"]', 'api_key=os.environ["CLOUDFLARE_API_KEY"]'];
}

/** On the emulator what was typed is the default, so that the program runs unchanged. */
function variableLine({ name, text }: SecretVariable, options: SnippetOptions): string {
  if (text === undefined || !demoCredential(options)) return `${name} = os.environ["${name}"]`;
  return `${name} = os.environ.get("${name}", ${quotePython(text)})`;
}

function callLines(request: JobRequest, options: SnippetOptions): string[] {
  const { action, jobId } = request;
  const scope = `${request.scope.kind === "zones" ? "zone_id" : "account_id"}=${quotePython(request.scope.id)}`;
  if (action === "delete") return [`job = client.logpush.jobs.delete(${jobId}, ${scope})`, "print(job.id)"];
  const lines = [`    ${scope},`, ...bodyLines(request, options), ")"].join("\n");
  if (action === "validate") return [`answer = client.logpush.validate.destination(\n${lines}`, "print(answer)"];
  const call = action === "create" ? "create(\n" : `update(\n    ${jobId},\n`;
  return [`job = client.logpush.jobs.${call}${lines}`, "print(job.id)"];
}

/** The SDK refuses arguments that it does not know; `extra_body` accepts any. */
function bodyLines(request: JobRequest, options: SnippetOptions): string[] {
  const attributes = writeAttributes(request.body ?? {}, destinationPieces(request, options.secrets), syntax);
  const known = attributes.filter(({ key }) => argumentNames.includes(key));
  const extra = attributes.filter(({ key }) => !argumentNames.includes(key));
  const extraEntries = extra.map(({ key, code }) => syntax.entry(key, code)).join(", ");
  return [
    ...known.map(({ key, code }) => `    ${key}=${code},`),
    ...(extra.length === 0 ? [] : [`    extra_body={${extraEntries}},`]),
  ];
}

/** Those that the SDK has accepted since its version 4. */
const argumentNames = [
  ...keysKnownTo("python", jobAttributes),
  "destination_conf",
  "logpull_options",
  "output_options",
  "ownership_challenge",
];

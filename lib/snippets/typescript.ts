import { jobAttributes, outputAttributes } from "#lib/logpush/job/attributes.ts";
import { isJsonObject, type Json } from "#lib/logpush/job/job.ts";
import type { JobRequest } from "./job-request.ts";
import { keysKnownTo } from "./known-keys.ts";
import { type LiteralSyntax, writeAttributes, writeLiteral } from "./literal.ts";
import { destinationPieces, type SecretVariable, variablesOf } from "./secret-variables.ts";
import { demoCredential, type SnippetOptions } from "./snippet.ts";
import { quoteTypeScript, typeScriptKey } from "./typescript-quote.ts";

/** Cloudflare's own SDK, from the npm registry ("cloudflare"), makes the request. */
export function typeScriptFor(request: JobRequest, options: SnippetOptions): string {
  const variables = variablesOf(destinationPieces(request, options.secrets));
  return [
    "// Save as logpush.mts; then: npm install cloudflare && npx tsx logpush.mts",
    'import Cloudflare from "cloudflare";',
    "",
    "// No retries: a retry could create a second job.",
    `const client = new Cloudflare({ ${clientOptions(options).join(", ")} });`,
    ...variables.map((variable) => variableLine(variable, options)),
    "",
    ...callLines(request, options),
    ...(variables.length === 0 ? [] : ["", ...secretFunction]),
  ].join("\n");
}

const syntax: LiteralSyntax = {
  text: quoteTypeScript,
  nothing: "null",
  yes: "true",
  no: "false",
  entry: (key, value) => `${typeScriptKey(key)}: ${value}`,
  comma: ",",
  step: "  ",
};

function clientOptions(options: SnippetOptions): string[] {
  const credential = demoCredential(options);
  const base = options.isLive ? [] : [`baseURL: ${quoteTypeScript(options.apiBase)}`];
  return [...authOptions(options.auth, credential), ...base, "maxRetries: 0"];
}

function authOptions(auth: SnippetOptions["auth"], credential: ReturnType<typeof demoCredential>): string[] {
  if (credential && "token" in credential) return [`apiToken: ${quoteTypeScript(credential.token)}`];
  if (credential)
    return [`apiEmail: ${quoteTypeScript(credential.email)}`, `apiKey: ${quoteTypeScript(credential.key)}`];
  if (auth === "token") return ["apiToken: process.env.CLOUDFLARE_API_TOKEN"];
  return ["apiEmail: process.env.CLOUDFLARE_EMAIL", "apiKey: process.env.CLOUDFLARE_API_KEY"];
}

/** On the emulator what was typed is the default, so that the program runs unchanged. */
function variableLine({ name, text }: SecretVariable, options: SnippetOptions): string {
  const fallback = text !== undefined && demoCredential(options) ? `, ${quoteTypeScript(text)}` : "";
  return `const ${name} = secret("${name}"${fallback});`;
}

const secretFunction = [
  "/** A percent-encoded value from the environment. */",
  "function secret(name: string, fallback?: string): string {",
  "  const value = process.env[name] || fallback;",
  '  if (!value) throw new Error("Set " + name + " first.");',
  "  return value;",
  "}",
];

function callLines(request: JobRequest, options: SnippetOptions): string[] {
  const { action, jobId } = request;
  const scope = `${request.scope.kind === "zones" ? "zone_id" : "account_id"}: ${quoteTypeScript(request.scope.id)}`;
  if (action === "delete") {
    return [`const job = await client.logpush.jobs.delete(${jobId}, { ${scope} });`, "console.log(job.id);"];
  }
  const lines = ["{", `  ${scope},`, ...bodyLines(request, options), "});"].join("\n");
  if (action === "validate") {
    return [`const answer = await client.logpush.validate.destination(${lines}`, "console.log(answer);"];
  }
  const call = action === "create" ? "create(" : `update(${jobId}, `;
  return [`const job = await client.logpush.jobs.${call}${lines}`, "console.log(job?.id);"];
}

function bodyLines(request: JobRequest, options: SnippetOptions): string[] {
  const attributes = writeAttributes(request.body ?? {}, destinationPieces(request, options.secrets), syntax);
  return attributes.map(({ key, code }) => {
    const value = key === "output_options" ? outputCode(request.body?.output_options) : code;
    return `  ${typedEntry(key, value, jobKeys)},`;
  });
}

function outputCode(output: Json | undefined): string {
  if (!isJsonObject(output)) return "null";
  const entries = Object.entries(output).map(([key, value]) => {
    return `    ${typedEntry(key, writeLiteral(value, syntax, "    "), outputKeys)},\n`;
  });
  return entries.length === 0 ? "{}" : `{\n${entries.join("")}  }`;
}

/** A key that the SDK's types lack is in a spread, which TypeScript does not check. */
function typedEntry(key: string, code: string, known: string[]): string {
  const entry = syntax.entry(key, code);
  return known.includes(key) ? entry : `...{ ${entry} }`;
}

/** Of `JobCreateParams` and `JobUpdateParams` in version 7 of the SDK. */
const jobKeys = [
  ...keysKnownTo("typescript", jobAttributes),
  "destination_conf",
  "logpull_options",
  "output_options",
  "ownership_challenge",
];

/** Of `OutputOptionsParam`. */
const outputKeys = keysKnownTo("typescript", outputAttributes);

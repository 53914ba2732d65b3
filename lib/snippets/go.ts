import { quoteGo, quoteGoJson } from "./go-quote.ts";
import type { JobRequest } from "./job-request.ts";
import { jsonPieces } from "./json-body.ts";
import { sumOf } from "./literal.ts";
import { type SecretVariable, variablesOf } from "./secret-variables.ts";
import { demoCredential, type SnippetOptions } from "./snippet.ts";

const sdk = "github.com/cloudflare/cloudflare-go/v7";

/**
 * Cloudflare's own SDK makes the request. The body is passed as JSON with the SDK's option `WithRequestBody`, as in
 * Cloudflare's Terraform provider: its structs cannot send nulls and lack new settings.
 */
export function goFor(request: JobRequest, options: SnippetOptions): string {
  const pieces = jsonPieces(request, options.secrets);
  const variables = variablesOf(pieces);
  const demo = demoCredential(options);
  const needsOs = demo === undefined || variables.length > 0;
  const body = pieces.map((piece) => (typeof piece === "string" ? piece : { ...piece, name: goName(piece.name) }));
  return [
    `// go mod init logpush && go get ${sdk} && go run .`,
    "package main",
    "",
    "import (",
    ...["context", "fmt", "log", ...(needsOs ? ["os"] : [])].map((name) => `\t${quoteGo(name)}`),
    "",
    ...[sdk, `${sdk}/logpush`, `${sdk}/option`].map((name) => `\t${quoteGo(name)}`),
    ")",
    "",
    "func main() {",
    "\tclient := cloudflare.NewClient(",
    ...clientOptions(options).map((option) => `\t\t${option},`),
    "\t\toption.WithMaxRetries(0), // a retry could create a second job",
    "\t)",
    ...variables.map((variable) => variableLine(variable, options)),
    ...(body.length === 0 ? [] : [`\tbody := []byte(${sumOf(body, quoteGoJson)})`]),
    ...callLines(request),
    "}",
    ...(variables.length === 0 ? [] : ["", ...secretFunction]),
    "",
  ].join("\n");
}

function clientOptions(options: SnippetOptions): string[] {
  const credential = demoCredential(options);
  const base = options.isLive ? [] : [`option.WithBaseURL(${quoteGo(options.apiBase)})`];
  if (credential && "token" in credential) return [`option.WithAPIToken(${quoteGo(credential.token)})`, ...base];
  if (credential) {
    const { email, key } = credential;
    return [`option.WithAPIEmail(${quoteGo(email)})`, `option.WithAPIKey(${quoteGo(key)})`, ...base];
  }
  if (options.auth === "token") return ['option.WithAPIToken(os.Getenv("CLOUDFLARE_API_TOKEN"))', ...base];
  return [
    'option.WithAPIEmail(os.Getenv("CLOUDFLARE_EMAIL"))',
    'option.WithAPIKey(os.Getenv("CLOUDFLARE_API_KEY"))',
    ...base,
  ];
}

/** On the emulator what was typed is the default, so that the program runs unchanged. */
function variableLine({ name, text }: SecretVariable, options: SnippetOptions): string {
  const fallback = text !== undefined && demoCredential(options) ? text : "";
  return `\t${goName(name)} := secret(${quoteGo(name)}, ${quoteGo(fallback)})`;
}

/** `LOGPUSH_X_KEY` as `logpushXKey`. */
function goName(name: string): string {
  return name.toLowerCase().replace(/_(.)/g, (_, first: string) => first.toUpperCase());
}

const secretFunction = [
  "// secret reads a percent-encoded value from the environment.",
  "func secret(name, fallback string) string {",
  "\tvalue := os.Getenv(name)",
  '\tif value == "" {',
  "\t\tvalue = fallback",
  "\t}",
  '\tif value == "" {',
  '\t\tlog.Fatalf("Set %s first.", name)',
  "\t}",
  "\treturn value",
  "}",
];

const calls = {
  create: { method: "Jobs.New", params: "JobNewParams" },
  save: { method: "Jobs.Update", params: "JobUpdateParams" },
  switch: { method: "Jobs.Update", params: "JobUpdateParams" },
  delete: { method: "Jobs.Delete", params: "JobDeleteParams" },
  validate: { method: "Validate.Destination", params: "ValidateDestinationParams" },
} satisfies Record<JobRequest["action"], { method: string; params: string }>;

function callLines({ action, scope, jobId, body }: JobRequest): string[] {
  const { method, params } = calls[action];
  const field = scope.kind === "zones" ? "ZoneID" : "AccountID";
  const answer = action === "validate" ? "answer" : "job";
  return [
    `\t${answer}, err := client.Logpush.${method}(`,
    "\t\tcontext.Background(),",
    ...(action === "save" || action === "switch" || action === "delete" ? [`\t\t${jobId},`] : []),
    `\t\tlogpush.${params}{${field}: cloudflare.F(${quoteGo(scope.id)})},`,
    ...(body ? ['\t\toption.WithRequestBody("application/json", body),'] : []),
    "\t)",
    "\tif err != nil {",
    "\t\tlog.Fatal(err)",
    "\t}",
    action === "validate" ? "\tfmt.Println(answer.Valid, answer.Message)" : "\tfmt.Println(job.ID)",
  ];
}

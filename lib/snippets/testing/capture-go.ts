import { spawnSync } from "node:child_process";
import { goFor } from "../go.ts";
import type { SnippetOptions } from "../snippet.ts";
import { readGoString } from "./go-strings.ts";
import type { Captured, KeptValues, Sample } from "./samples.ts";
import { withFiles } from "./temporary-folder.ts";
import { parserOf } from "./tree-sitter.ts";

const methods: Record<string, { method: string; path: string }> = {
  "Jobs.New": { method: "POST", path: "jobs" },
  "Jobs.Update": { method: "PUT", path: "jobs" },
  "Jobs.Delete": { method: "DELETE", path: "jobs" },
  "Validate.Destination": { method: "POST", path: "validate/destination" },
};

/** Reads the programs with a grammar of Go, and their strings by Go's rules. */
export async function readGo(samples: Sample[], options: SnippetOptions, kept: KeptValues): Promise<Captured[]> {
  const parse = await parserOf("go");
  return samples.map(({ request }) => {
    const code = goFor(request, options);
    const root = parse(code);
    if (root.hasError) throw new Error(code);
    const [, call = ""] = /client\.Logpush\.([\w.]+)\(/.exec(code) ?? [];
    const { method, path } = methods[call] ?? { method: "", path: "" };
    const [, kind, literal = ""] = /\{(Zone|Account)ID: cloudflare\.F\(("[^\n]*")\)\}/.exec(code) ?? [];
    const [, jobId] = /context\.Background\(\),\n\t\t(\d+),/.exec(code) ?? [];
    const scope = `/${kind === "Zone" ? "zones" : "accounts"}/${readGoString(literal)}`;
    const body = bodyOf(code, kept);
    return {
      method,
      path: `${scope}/logpush/${path}${jobId === undefined ? "" : `/${jobId}`}`,
      ...(body === undefined ? {} : { body }),
    };
  });
}

function bodyOf(code: string, kept: KeptValues): unknown {
  const [, sum] = /\tbody := \[\]byte\((`[\s\S]*`)\)\n/.exec(code) ?? [];
  if (sum === undefined) return undefined;
  const parts = sum.match(/`[^`]*`|\w+/g) ?? [];
  return JSON.parse(
    parts
      .map((part) => (part.startsWith("`") ? readGoString(part) : variableText({ code, name: part, kept })))
      .join(""),
  );
}

/** The environment's value of a variable, or the program's default. */
function variableText({ code, name, kept }: { code: string; name: string; kept: KeptValues }): string {
  const [, environment = "", fallback = ""] =
    new RegExp(`\\t${name} := secret\\(("[^\\n]*?"), ("[^\\n]*")\\)\\n`).exec(code) ?? [];
  return kept[readGoString(environment) ?? ""] ?? readGoString(fallback) ?? "";
}

const module = "github.com/cloudflare/cloudflare-go/v7";

/** Replaces the SDK: the parts that the programs use, as in cloudflare-go's client.go, option and logpush packages. */
const sdk = {
  "sdk/go.mod": `module ${module}\n\ngo 1.19\n`,
  "sdk/option/option.go": `package option
type Request struct { Base, Token string; Retries int; Type string; Body []byte }
type RequestOption func(*Request)
func WithAPIToken(value string) RequestOption { return func(r *Request) { r.Token = value } }
func WithAPIKey(value string) RequestOption { return func(r *Request) { r.Token = value } }
func WithAPIEmail(value string) RequestOption { return func(r *Request) {} }
func WithBaseURL(value string) RequestOption { return func(r *Request) { r.Base = value } }
func WithMaxRetries(value int) RequestOption { return func(r *Request) { r.Retries = value } }
func WithRequestBody(kind string, body any) RequestOption { return func(r *Request) { r.Type = kind; r.Body = body.([]byte) } }
`,
  "sdk/param/param.go": "package param\ntype Field[T any] struct { Value T }\n",
  "sdk/logpush/logpush.go": `package logpush
import ("context"; "encoding/json"; "fmt"; "os"; "${module}/option"; "${module}/param")
type JobNewParams struct { ZoneID, AccountID param.Field[string] }
type JobUpdateParams struct { ZoneID, AccountID param.Field[string] }
type JobDeleteParams struct { ZoneID, AccountID param.Field[string] }
type ValidateDestinationParams struct { ZoneID, AccountID param.Field[string] }
type LogpushJob struct { ID int64 }
type JobDeleteResponse struct { ID int64 }
type ValidateDestinationResponse struct { Valid bool; Message string }
type JobService struct { Options []option.RequestOption }
type ValidateService struct { Options []option.RequestOption }
type LogpushService struct { Jobs *JobService; Validate *ValidateService }
func send(all []option.RequestOption, opts []option.RequestOption, method string, zone, account, path string) {
	r := option.Request{Retries: 2}
	for _, each := range append(append([]option.RequestOption{}, all...), opts...) { each(&r) }
	if r.Retries != 0 || r.Token == "" { panic("retries or no token") }
	scope := "/zones/" + zone
	if account != "" { scope = "/accounts/" + account }
	out := map[string]any{"method": method, "path": scope + "/logpush/" + path}
	if r.Body != nil { out["body"] = json.RawMessage(r.Body) }
	text, err := json.Marshal(out)
	if err != nil { panic(err) }
	fmt.Fprintln(os.Stderr, string(text))
}
func (r *JobService) New(ctx context.Context, p JobNewParams, opts ...option.RequestOption) (*LogpushJob, error) { send(r.Options, opts, "POST", p.ZoneID.Value, p.AccountID.Value, "jobs"); return &LogpushJob{1}, nil }
func (r *JobService) Update(ctx context.Context, id int64, p JobUpdateParams, opts ...option.RequestOption) (*LogpushJob, error) { send(r.Options, opts, "PUT", p.ZoneID.Value, p.AccountID.Value, fmt.Sprint("jobs/", id)); return &LogpushJob{1}, nil }
func (r *JobService) Delete(ctx context.Context, id int64, p JobDeleteParams, opts ...option.RequestOption) (*JobDeleteResponse, error) { send(r.Options, opts, "DELETE", p.ZoneID.Value, p.AccountID.Value, fmt.Sprint("jobs/", id)); return &JobDeleteResponse{1}, nil }
func (r *ValidateService) Destination(ctx context.Context, p ValidateDestinationParams, opts ...option.RequestOption) (*ValidateDestinationResponse, error) { send(r.Options, opts, "POST", p.ZoneID.Value, p.AccountID.Value, "validate/destination"); return &ValidateDestinationResponse{true, ""}, nil }
`,
  "sdk/cloudflare.go": `package cloudflare
import ("${module}/logpush"; "${module}/option"; "${module}/param")
type Client struct { Logpush *logpush.LogpushService }
func NewClient(opts ...option.RequestOption) *Client { return &Client{&logpush.LogpushService{&logpush.JobService{opts}, &logpush.ValidateService{opts}}} }
func F[T any](value T) param.Field[T] { return param.Field[T]{value} }
`,
};

/** Builds and runs the programs with Go itself, one after another. */
export async function runGo(samples: Sample[], options: SnippetOptions, kept: KeptValues): Promise<Captured[]> {
  const programs = samples.map(({ request }, index) => [`p${index}/main.go`, goFor(request, options)]);
  const goMod = `module snippets\n\ngo 1.19\n\nrequire ${module} v7.0.0\n\nreplace ${module} => ./sdk\n`;
  return withFiles({ ...Object.fromEntries(programs), ...sdk, "go.mod": goMod }, (folder) =>
    samples.map((_, index) => {
      const env = { ...process.env, ...kept, GOFLAGS: "-mod=mod", GOPROXY: "off" };
      const { stderr } = spawnSync("go", ["run", `./p${index}`], { cwd: folder, env, encoding: "utf8" });
      const captured: Captured = JSON.parse(stderr);
      return captured;
    }),
  );
}

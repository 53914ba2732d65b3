import { type CurlOption, listCurlOptions } from "./curl-options.ts";
import type { LeftOver } from "./found-job.ts";
import { markGap } from "./gaps.ts";
import { markFile, type PlainCommand } from "./shell-output.ts";

/** The request of a command. `body` is a gap if it comes from a file or another command. */
export type HttpRequest = { url: string; method: string; body?: string; ignored: LeftOver[]; unread: LeftOver[] };

const dataOptions: ReadonlySet<string> = new Set(["data", "data-ascii", "data-binary", "data-raw", "json"]);
const credentialOptions: ReadonlySet<string> = new Set(
  "user oauth2-bearer cert key pass cookie proxy-user proxy-pass netrc netrc-file aws-sigv4".split(" "),
);
const credentialHeaders =
  /^(?:authorization|proxy-authorization|cookie|x-auth-(?:email|key|user-service-key)|cf-access-.*)$/i;
/** The body of these is not a JSON text. */
const foreignBodies: ReadonlySet<string> = new Set(["form", "form-string", "data-urlencode", "upload-file", "config"]);

const credentialWhy = "Credentials aren't imported.";

/**
 * Reads one curl command (curl manual: several -d are joined by "&", several --json are not; -d or --json make it a
 * POST).
 */
export function readCurlRequest({ args, input }: PlainCommand): HttpRequest {
  const options = listCurlOptions(args);
  const last = (name: string) => options.findLast((option) => option.name === name)?.value;
  const data = options.filter(({ name }) => dataOptions.has(name));
  const isGet = options.some(({ name }) => name === "get" || name === "head");
  const body = data.length === 0 ? undefined : joinData(data, input);
  return {
    url: options.find(({ name }) => name === "url")?.value ?? "",
    method: (last("request") ?? (body === undefined || isGet ? "GET" : "POST")).toUpperCase(),
    ...(body === undefined ? {} : { body }),
    ignored: [...ignoredHeaders(options), ...ignoredOptions(options)],
    unread: unreadOptions(options),
  };
}

function joinData(data: CurlOption[], input: string | undefined): string {
  const isJson = data.every(({ name }) => name === "json");
  return data.map((option) => textOf(option, input)).join(isJson ? "" : "&");
}

function textOf({ name, value }: CurlOption, input: string | undefined): string {
  if (name === "data-raw" || !value.startsWith("@")) return value;
  if (value === "@-") return input ?? markGap("the standard input", "elsewhere");
  return markFile(value.slice(1));
}

function ignoredHeaders(options: CurlOption[]): LeftOver[] {
  return options
    .filter(({ name }) => name === "header")
    .map(({ value }) => {
      // Without a colon this may be anything, so it is not repeated.
      const [, name = "that cannot be read"] = /^([\w-]+)[:;]/.exec(value) ?? [];
      const isCredential = credentialHeaders.test(name);
      const why = isCredential
        ? credentialWhy
        : "Part of the API request, not of the deliveries. Headgate sets its own.";
      return { what: `header ${name}`, why };
    });
}

function ignoredOptions(options: CurlOption[]): LeftOver[] {
  const credentials = options.filter(({ name }) => credentialOptions.has(name));
  const read = new Set(["url", "request", "header", ...dataOptions, ...credentialOptions, ...foreignBodies]);
  const own = options.filter(({ name }) => !read.has(name)).map(({ typed }) => typed);
  return [
    ...credentials.map(({ typed }) => ({ what: typed, why: credentialWhy })),
    ...(own.length === 0 ? [] : [{ what: Array.from(new Set(own)).join(", "), why: "curl option, not needed." }]),
    ...options
      .filter(({ name }) => name === "url")
      .slice(1)
      .map((_, index) => ({ what: `address number ${index + 2}`, why: "Only the first URL of the command is read." })),
  ];
}

function unreadOptions(options: CurlOption[]): LeftOver[] {
  return options
    .filter(({ name }) => foreignBodies.has(name))
    .map(({ typed }) => ({ what: typed, why: "It does not send JSON." }));
}

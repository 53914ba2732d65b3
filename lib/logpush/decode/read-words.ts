import type { Facts, Route } from "./facts.ts";

/**
 * Where a text begins to describe a delivery or a test of the destination. The part before is the API's or a program's.
 */
const deliveryStart =
  /(?:\berror \d{3}: ?)?\berror (?:writing|uploading|pushing)\b|\b(?:error )?validating destination\b|\b(?:writing object|uploading to [a-z0-9]{1,20}): |\bDNSError/i;

const requestStatus = /\b(?:GET|POST|PUT|PATCH|DELETE)\s{1,3}"?(https?:\/\/[^\s"]{1,500})"?:?\s{1,3}"?([1-5]\d\d)\b/i;

/** Texts that show that Cloudflare's API, or a program that calls it, wrote the message. */
const apiPatterns =
  /api\.cloudflare\.com|\/client\/v4\b|cloudflare(?:'s)? api\b|\/(?:zones|accounts)\/[^\s"]{0,100}\/logpush\/|cloudflare_logpush|error from makeRequest|error making http request|failed to make http request|\blogpush (?:job|ownership)|\bcf-ray\b|"success"\s?:\s?false|'success': False/i;

/** How programs print the status of an answer, from the surest to the weakest. The weak ones count only in a text of the API. */
const httpStatus = /\bHTTP(?:\/[\d.]{1,3})?(?:[ _-]?(?:status|code|response|error)){0,2}\s?[:=]?\s?\(?([45]\d\d)\b/gi;
const weakStatuses = [
  /\bError code: ([45]\d\d)\b/i,
  /\/logpush\/[^\s"']{0,200}["']?:?\s{1,3}([45]\d\d)\b/i,
  /\b([45]\d\d):?\s(?:Bad Request|Unauthorized|Forbidden|Not Found|Method Not Allowed|Conflict|Unprocessable|Too Many Requests|Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out|Client Error|Server Error)/i,
  /\b(?:status(?:[ _]?code)?|returned (?:an )?error|success|response|error|http_code|code|code was|状态码)["']?\s?[:=]?\s?["']?\(?([45]\d\d)\b(?!\.)/i,
  /(?:^|\s)([45]\d\d):? ?["'{[]/,
  /^([45]\d\d): /,
  /(?:^|[\s}\]])([45]\d\d)$/,
];

/** The classes of errors that Cloudflare's SDKs throw. */
const errorClasses: readonly (readonly [pattern: RegExp, status: number])[] = [
  [/\bBadRequestError\b/, 400],
  [/\bAuthenticationError\b/, 401],
  [/\bPermissionDeniedError\b/, 403],
  [/\bNotFoundError\b/, 404],
  [/\bRateLimitError\b/, 429],
];

/** How API codes are printed: (1004), [code: 1004], code 1004, "1004: text" or "9109 Cannot …". */
const printedCode =
  /\((\d{3,5})\)|\[code: ?(\d{3,5})\]|\bcode["']?[ :=]{1,3}["']?(\d{3,5})\b(?!\.)|(?:^|[\s:"'([])(\d{4,5}):? (?=[A-Z<])|(?:^|[\s:"'([])(\d{3,5}): (?=[a-z])/g;

const maxCodes = 50;

/** Reads facts from words that are not JSON, in one line. */
export function readWords(text: string): Facts {
  const start = deliveryStart.exec(text)?.index;
  const before = start === undefined ? text : text.slice(0, start);
  const isApi = apiPatterns.test(before) || /\(1\d{3}\)\W{0,3}$/.test(text);
  const other = otherHostStatus(before);
  const apiStatus = other === undefined ? statusIn(before, isApi) : undefined;
  const apiCodes = codesIn(text);
  const route = routeIn(before);
  const retryAfter = /\bretry-after["']?\s?[:=]\s?["']?(\d{1,6})\b/i.exec(before)?.[1];
  return {
    text,
    apiCodes,
    isApi: isApi || apiCodes.length > 0,
    ...(apiStatus !== undefined && { apiStatus }),
    ...(other !== undefined && { endpointStatus: other }),
    ...(route && { route }),
    ...(retryAfter !== undefined && { retryAfter: Number(retryAfter) }),
  };
}

/** The part of a text that describes a delivery; undefined if none does. */
export function deliveryPart(text: string): string | undefined {
  const start = deliveryStart.exec(text)?.index;
  return start === undefined ? undefined : text.slice(start);
}

/** The status that a host other than Cloudflare's API answered. */
function otherHostStatus(text: string): number | undefined {
  const page = /<title>\s?([a-z0-9.-]{4,100}) \| ([45]\d\d): /i.exec(text);
  const [, host, status] = page ?? [];
  if (status !== undefined && host !== "api.cloudflare.com") return Number(status);
  const request = requestStatus.exec(text);
  if (!request || /^https:\/\/api\.cloudflare\.com\//i.test(request[1] ?? "")) return undefined;
  return /\/client\/v4\//.test(request[1] ?? "") ? undefined : Number(request[2]);
}

/** The HTTP status of the API's answer. Among several the last wins: it comes after redirects, proxies and retries. */
export function statusIn(text: string, isApi: boolean): number | undefined {
  const sure = [...text.matchAll(httpStatus)].at(-1)?.[1];
  if (sure !== undefined) return Number(sure);
  if (!isApi) return undefined;
  for (const pattern of weakStatuses) {
    const status = pattern.exec(text)?.[1];
    if (status !== undefined) return Number(status);
  }
  return errorClasses.find(([pattern]) => pattern.test(text))?.[1];
}

function codesIn(text: string): number[] {
  const codes = new Set<number>();
  for (const match of text.matchAll(printedCode)) {
    const code = Number(match.slice(1).find((group) => group !== undefined));
    if (apiCodeSet.has(code)) codes.add(code);
    if (codes.size >= maxCodes) break;
  }
  return [...codes];
}

/** API codes that a program prints without JSON. Other numbers in the same position are ports, sizes or years. */
const apiCodeSet: ReadonlySet<number> = new Set([
  971, 1000, 1001, 1002, 1003, 1004, 1015, 6003, 6004, 6102, 6103, 6111, 7000, 7003, 9103, 9106, 9109, 10000, 10001,
  10013, 10405, 10429,
]);

/** Whether a number is an error code of Cloudflare's API. */
export function isApiCode(code: number): boolean {
  return apiCodeSet.has(code);
}

function routeIn(text: string): Route | undefined {
  const path = /\/(?:zones|accounts)\/(<[^<>\n]{0,60}>|[^/\s"'?]{0,100})\/logpush\/([^\s"'?,)]{0,200})/i.exec(text);
  // At the very end the URL may be truncated.
  if (!path || path.index + path[0].length === text.length) return undefined;
  return { scopeId: path[1] ?? "", isJob: /^jobs\/[^/]/.test(path[2] ?? "") };
}

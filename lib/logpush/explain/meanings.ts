import { factsOf, type SchemeFacts } from "./scheme-facts.ts";
import type { PieceKind } from "./split-destination.ts";

export type MeaningInput = {
  kind: PieceKind;
  text: string;
  /** The scheme in lower case. */
  scheme: string;
  /** Decoded name of the header (without `header_`) or parameter that the piece belongs to. */
  name?: string;
  /** Decoded value of that pair, for its authentication scheme; it is not repeated. */
  value?: string;
  role?: string;
};

/** The meaning of a piece: what Cloudflare does with it, and what the receiver gets. Never repeats a value. */
export function meaningOf(input: MeaningInput): string {
  const { kind, text, scheme, name = "", value = "", role } = input;
  const facts = factsOf(scheme);
  switch (kind) {
    case "scheme":
      return meaningOfScheme(scheme, facts);
    case "host":
    case "bucket":
      return facts.authority;
    case "path":
      return role ? `The BigQuery ${role}.` : facts.path;
    case "date":
      return facts.takesDate
        ? "Cloudflare inserts the date as YYYYMMDD: one folder per day."
        : "A date placeholder that Cloudflare does not replace for this kind of destination.";
    case "mark":
      return marks[text] ?? "Part of the fixed format.";
    case "prefix":
      return facts.takesHeaders
        ? "Turns this parameter into a request header. The prefix is not sent."
        : "Makes a header for HTTP destinations. Not documented for this kind.";
    case "header-name":
      return meaningOfHeader(name);
    case "header-value":
      return meaningOfHeaderValue(name, value);
    case "param-name":
      return facts.sendsParameters
        ? "A query parameter, sent to your endpoint in the URL."
        : "A setting that Cloudflare reads.";
    case "param-value":
      return meaningOfParameter(name, facts);
    default:
      return plain[kind];
  }
}

const plain = {
  userinfo: "User name and password. Logpush does not deliver to URLs with them.",
  port: "The port of the server. The default is 443.",
  fragment: "Everything from the # on is cut off and never sent.",
  text: "The string needs a scheme, such as https://, to be explained.",
  wrap: "Copied along with the string, but not part of it.",
} as const;

const marks: Record<string, string> = {
  "?": "Starts the parameters.",
  "&": "Starts the next parameter.",
  "=": "Separates name and value, at the first = only.",
  ":": "Starts the port.",
};

function meaningOfScheme(scheme: string, facts: SchemeFacts): string {
  if (scheme === "http") return "Unencrypted HTTP, which Logpush does not support.";
  if (scheme === "https") {
    return "Cloudflare sends each batch of logs as one gzip-compressed POST request over HTTPS.";
  }
  return facts.template === "" ? "An undocumented kind of destination." : `${facts.label}.`;
}

const headerMeanings: Record<string, string> = {
  authorization: "Authenticates the sender to the server.",
  "content-type": "The format of the body. Some servers reject requests without the right one.",
  "content-encoding": "The compression of the body. Cloudflare sets it to gzip.",
  "user-agent": "The client name. Cloudflare's default is Go-http-client/2.0.",
  "cf-access-client-id": "The id of a service token for Cloudflare Access.",
  "cf-access-client-secret": "The secret of a service token for Cloudflare Access.",
};

function meaningOfHeader(name: string): string {
  const lower = name.toLowerCase();
  const known = Object.hasOwn(headerMeanings, lower) ? headerMeanings[lower] : undefined;
  return known ?? "The name of a header that Cloudflare adds to each request.";
}

const signIns: Record<string, string> = {
  basic: "Basic: user name and password in base64, readable by anyone who sees the string.",
  bearer: "Bearer: a token. Anyone who has it gets access.",
  splunk: "Splunk: the HTTP Event Collector token.",
};

function meaningOfHeaderValue(name: string, value: string): string {
  const sent = "Cloudflare decodes it once; the server receives the decoded text.";
  if (name.toLowerCase() !== "authorization") return sent;
  const [, word = ""] = /^([a-z]{1,20}) /i.exec(value) ?? [];
  const signIn = Object.hasOwn(signIns, word.toLowerCase()) ? signIns[word.toLowerCase()] : undefined;
  return signIn ? `${signIn} ${sent}` : sent;
}

function meaningOfParameter(name: string, facts: SchemeFacts): string {
  const known = Object.hasOwn(facts.parameters, name) ? facts.parameters[name] : undefined;
  if (known) return known;
  return facts.sendsParameters
    ? "Sent unchanged in the URL. Cloudflare encodes special characters that are not encoded yet."
    : "Not one of the documented parameters.";
}

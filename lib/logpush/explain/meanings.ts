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
        ? "Cloudflare writes the day here, as YYYYMMDD: one folder for each day."
        : "A placeholder for the day, which Cloudflare does not fill in for this kind of destination.";
    case "mark":
      return marks[text] ?? "Belongs to the fixed format of the string.";
    case "prefix":
      return facts.takesHeaders
        ? "Makes this parameter a request header. The prefix itself is not sent."
        : "Makes a header for HTTP destinations; nothing is documented for this kind.";
    case "header-name":
      return meaningOfHeader(name);
    case "header-value":
      return meaningOfHeaderValue(name, value);
    case "param-name":
      return facts.sendsParameters
        ? "A parameter that stays in the URL, so the receiver gets it."
        : "A setting that Cloudflare reads.";
    case "param-value":
      return meaningOfParameter(name, facts);
    default:
      return plain[kind];
  }
}

const plain = {
  userinfo: "User and password for the server. Logpush does not deliver to such a URL.",
  port: "The port of the server. Without one it is 443.",
  fragment: "Everything from the # on is cut off before a request is made, so it is never sent.",
  text: "Without a scheme such as https:// in front, the string cannot be explained.",
  wrap: "Was copied along with the string, but is not part of it.",
} as const;

const marks: Record<string, string> = {
  "?": "Begins the parameters.",
  "&": "Begins the next parameter.",
  "=": "Divides the name from the value, at the first = only.",
  ":": "Begins the port.",
};

function meaningOfScheme(scheme: string, facts: SchemeFacts): string {
  if (scheme === "http") return "Unencrypted HTTP, which Logpush does not deliver to.";
  if (scheme === "https") {
    return "Cloudflare sends each batch of logs over HTTPS as one POST request, compressed with gzip.";
  }
  return facts.template === "" ? "A kind of destination that the documentation does not describe." : `${facts.label}.`;
}

const headerMeanings: Record<string, string> = {
  authorization: "The header that proves to the server who is sending.",
  "content-type": "Tells the server how to read the body. Some servers refuse the request without the right one.",
  "content-encoding": "Says how the body is compressed. Cloudflare sets it to gzip.",
  "user-agent": "The name of the client. Cloudflare's default is Go-http-client/2.0.",
  "cf-access-client-id": "The id of a service token that lets the request through Cloudflare Access.",
  "cf-access-client-secret": "The secret of a service token that lets the request through Cloudflare Access.",
};

function meaningOfHeader(name: string): string {
  const lower = name.toLowerCase();
  const known = Object.hasOwn(headerMeanings, lower) ? headerMeanings[lower] : undefined;
  return known ?? "The name of a header that Cloudflare adds to each request.";
}

const signIns: Record<string, string> = {
  basic: "Basic: user and password in base64, readable for anyone who sees the string.",
  bearer: "Bearer: a token. Whoever has it gets access.",
  splunk: "Splunk: the token of the HTTP Event Collector.",
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
    ? "The server receives it unchanged in the URL. Cloudflare encodes special characters that are not encoded yet."
    : "Not one of the documented parameters.";
}

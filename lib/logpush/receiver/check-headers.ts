import { noteContentType } from "../output/content-type.ts";
import { type CheckedRequest, headerOf, type RequestCheck } from "./checked-request.ts";
import type { ReceivedFormat } from "./read-body.ts";

/** Header names that people use for credentials. No check shows their values. */
const proofName =
  /authorization|token|secret|signature|api-?key|access-?key|insert-?key|license-?key|ingest-?key|password/i;

/** Whether a header, or else a parameter, authenticates the sender. */
export function checkAuthentication(request: CheckedRequest): RequestCheck {
  const title = "Authentication";
  const header = request.headers.find(([name, value]) => proofName.test(name) && value !== "")?.[0];
  if (header !== undefined) return { title, level: "pass", words: `The header ${header} is present.` };
  const query = new URLSearchParams(request.target.split("?")[1] ?? "");
  const parameter = [...query.keys()].find((name) => proofName.test(name));
  if (parameter !== undefined) {
    return {
      title,
      level: "warn",
      words: `No header authenticates the sender. The parameter ${parameter} may.`,
      nextStep: "Use a header if possible. URLs end up in access logs.",
    };
  }
  return {
    title,
    level: "warn",
    words: "Nothing authenticates the sender. Cloudflare does not sign its requests.",
    nextStep: "Add a header such as Authorization, and reject requests without it.",
  };
}

export function checkCompression(request: CheckedRequest): RequestCheck {
  const title = "Compression";
  const encoding = headerOf(request, "content-encoding")?.toLowerCase();
  const isSaid = encoding === "gzip" || encoding === "x-gzip";
  if (request.encoding === "broken-gzip") {
    return {
      title,
      level: "fail",
      words: "The body starts as gzip but cannot be decompressed.",
      nextStep: "It was truncated or changed in transit. Check the proxies in the path.",
    };
  }
  if (request.encoding === "gzip") {
    if (isSaid) return { title, level: "pass", words: "Valid gzip, and Content-Encoding matches." };
    return {
      title,
      level: "fail",
      words: `The body is gzip, but Content-Encoding ${encoding === undefined ? "is missing" : "says something else"}.`,
      nextStep: "Remove the Content-Encoding header from the destination. Logpush sets its own.",
    };
  }
  if (encoding === undefined || encoding === "identity") {
    const isLog = request.kind !== "alert";
    return {
      title,
      level: isLog ? "warn" : "pass",
      words: "Not compressed, and not declared as compressed.",
      ...(isLog ? { nextStep: "Logpush always compresses, so this came from something else." } : {}),
    };
  }
  return {
    title,
    level: "fail",
    words: "Content-Encoding declares a compressed body, but it is not compressed.",
    nextStep: "Your server will fail to decompress it. A proxy decompressed the body and left the header.",
  };
}

const kinds = {
  ndjson: "ndjson",
  "json-array": "json-array",
  json: "json",
  csv: "delimited",
  tsv: "delimited",
  text: "other",
} as const;

export function checkContentType(request: CheckedRequest, format: ReceivedFormat): RequestCheck {
  const title = "Content type";
  const contentType = headerOf(request, "content-type");
  if (contentType === undefined) {
    return {
      title,
      level: "warn",
      words: "No Content-Type. Logpush doesn't set one by default.",
      nextStep: "Strict servers return 415. Add a Content-Type header.",
    };
  }
  // Elastic's HTTP endpoint and others ask for exactly this pair.
  const isCustom = /^application\/json\b/i.test(contentType) && format === "ndjson";
  if (isCustom)
    return { title, level: "pass", words: `${contentType}, with one object per line, as many servers expect.` };
  const note = noteContentType(contentType, kinds[format]);
  if (note === undefined) return { title, level: "pass", words: contentType };
  return { title, level: "warn", words: note, nextStep: "Change the header or the output format." };
}

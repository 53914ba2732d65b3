import type { BodyKind } from "./verdict.ts";

/** What a media type says about a body, and which bodies match it. Other media types are not checked. */
const promises: { media: RegExp; words: string; kinds: BodyKind[] }[] = [
  {
    media: /^application\/(?:x-ndjson|ndjson|jsonl|x-jsonlines|jsonlines|json-lines|x-json-stream)$/,
    words: "one JSON object per line",
    kinds: ["ndjson"],
  },
  { media: /^application\/(?:json|[\w.-]+\+json)$/, words: "a single JSON value", kinds: ["json", "json-array"] },
  { media: /^text\/(?:csv|tab-separated-values)$/, words: "rows and columns", kinds: ["delimited"] },
];

/** The note for a `Content-Type` header that does not match the body's format; undefined if they match. */
export function noteContentType(contentType: string, kind: BodyKind): string | undefined {
  const media = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  const promise = promises.find((candidate) => candidate.media.test(media));
  if (!promise || kind === "other" || promise.kinds.includes(kind)) return undefined;
  return `The Content-Type header says ${media}, which means ${promise.words}. A strict server will reject or misread this body.`;
}

import type { BodyKind } from "./verdict.ts";

/** What media types promise of a body, and which bodies keep the promise. Other types promise nothing. */
const promises: { media: RegExp; words: string; kinds: BodyKind[] }[] = [
  {
    media: /^application\/(?:x-ndjson|ndjson|jsonl|x-jsonlines|jsonlines|json-lines|x-json-stream)$/,
    words: "one JSON object per line",
    kinds: ["ndjson"],
  },
  { media: /^application\/(?:json|[\w.-]+\+json)$/, words: "a single JSON value", kinds: ["json", "json-array"] },
  { media: /^text\/(?:csv|tab-separated-values)$/, words: "rows of columns", kinds: ["delimited"] },
];

/** What to say when a `Content-Type` header promises another format than the body has; undefined when they agree. */
export function noteContentType(contentType: string, kind: BodyKind): string | undefined {
  const media = (contentType.split(";")[0] ?? "").trim().toLowerCase();
  const promise = promises.find((candidate) => candidate.media.test(media));
  if (!promise || kind === "other" || promise.kinds.includes(kind)) return undefined;
  return `The Content-Type header says ${media}, which promises ${promise.words}. A strict receiver will refuse this body or misread it.`;
}

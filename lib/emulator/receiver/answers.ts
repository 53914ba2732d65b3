import { type Behavior, jsonAnswer, type Posted } from "./behavior.ts";

const accepted = jsonAnswer(200, '{"message":"success"}');

/** The answers that can be selected. The texts are those of real receivers, because people have to recognize them. */
const ANSWERS = {
  ok: () => accepted,
  "require-auth": ({ header }) =>
    header("authorization") === undefined ? unauthorized("missing Authorization header") : accepted,
  unauthorized: () => unauthorized("incorrect username or password"),
  "require-json": ({ header }) =>
    isJson(header("content-type"))
      ? accepted
      : jsonAnswer(415, '{"message":"wrong Content-Type header, expecting application/json"}'),
  unsupported: () => jsonAnswer(415, '{"error":"unsupported media type"}'),
  "rate-limit": () => jsonAnswer(429, '{"error":"too many requests"}', [["Retry-After", "30"]]),
  error: () => ({ status: 500, body: "Internal Server Error", headers: [["Content-Type", "text/plain"]] }),
  slow: () => ({ ...accepted, isSlow: true }),
  hang: () => "hang",
  // What a JSON parser in Go reports for the first byte of gzip.
  "no-gzip": ({ isGzip }) =>
    isGzip
      ? jsonAnswer(400, String.raw`{"error":"invalid character '\\x1f' looking for beginning of value"}`)
      : accepted,
} satisfies Record<string, (request: Posted) => Behavior>;

export type Answer = keyof typeof ANSWERS;

/** The name of an answer, or undefined for any other value. */
export function readAnswer(value: unknown): Answer | undefined {
  return Object.keys(ANSWERS).find((name): name is Answer => name === value);
}

/** The selected answer for one request. */
export function answerTo(request: Posted, answer: Answer): Behavior {
  return ANSWERS[answer](request);
}

function unauthorized(reason: string): Behavior {
  return jsonAnswer(401, JSON.stringify({ message: reason }), [["WWW-Authenticate", 'Basic realm="lab"']]);
}

function isJson(contentType: string | undefined): boolean {
  return /^application\/json\b/i.test(contentType ?? "");
}

import { type Behavior, jsonAnswer, type Posted } from "./behavior.ts";

export const SEED_PATH = "/seed/";

const PLAIN: Behavior = { status: 200, body: "", headers: [] };

/** The first path segment selects the behavior, below /seed/ as well; undefined for a path without one. */
export function pathBehaviorOf(request: Posted): Behavior | undefined {
  const path = request.target.split("?", 1)[0] ?? "/";
  const isSeed = path.startsWith(SEED_PATH);
  const [first = "", second = ""] = path.slice(isSeed ? SEED_PATH.length : 1).split("/");
  const code = /^[1-5]\d\d$/.exec(first === "status" ? second : first)?.[0];
  if (code !== undefined) return statusAnswer(code);
  if (first === "hang" || first === "close") return first;
  if (first === "require-json") {
    return /^application\/json\b/i.test(request.header("content-type") ?? "") ? PLAIN : statusAnswer("415");
  }
  if (first === "require-auth") return request.header("authorization") ? PLAIN : statusAnswer("401");
  return isSeed ? PLAIN : undefined;
}

const STATUS_BODIES: { [status: string]: string } = {
  "401": '{"error":"unauthorized"}',
  "403": '{"error":"forbidden"}',
  "404": '{"error":"not found"}',
  "413": '{"error":"payload too large"}',
  "415": '{"error":"unsupported media type"}',
};

function statusAnswer(code: string): Behavior {
  const body = STATUS_BODIES[code];
  return body === undefined ? { status: Number(code), body: "", headers: [] } : jsonAnswer(Number(code), body);
}

/** What is wrong with a request for a server action. It becomes part of a log line, so it quotes nothing. */
export type ActionProblem = "action id" | "content type" | "body";

/** Next.js numbers actions with a byte of flags and a SHA-1 digest, in hexadecimal. */
const actionId = /^[0-9a-f]{42}$/;

/** What React decodes without another part of a form: escaped text, undefined, special numbers, dates. */
const plainToken = /^\$(?:\$|undefined$|NaN$|Infinity$|-Infinity$|-0$|D|n-?\d{1,299}$)/;

/** A body of 256 kB without references has fewer values than this. */
const maxValues = 300_000;
const maxDepth = 500;

/**
 * Checks the headers of a POST to a page. No action accepts a form, so React always sends one text. Returns undefined
 * for a request for an action, and for a POST that Next.js does not treat as one.
 */
export function checkActionHeaders(headers: Pick<Headers, "get">): ActionProblem | undefined {
  const id = headers.get("next-action");
  const type = headers.get("content-type")?.split(";", 1)[0]?.trim().toLowerCase();
  if (id === null) return type === "multipart/form-data" ? "content type" : undefined;
  if (!actionId.test(id)) return "action id";
  return type === "text/plain" ? undefined : "content type";
}

/**
 * Whether React can decode a text as the arguments of an action. For other texts, Next.js answers 500 and logs a stack.
 * React's encoding is JSON in which strings that begin with `$` have a meaning; `$0:1:ref` repeats an earlier object.
 */
export function isActionBody(text: string): boolean {
  const root = parseJson(text);
  return Array.isArray(root) && countValues({ root, sizes: new Map() }, root, "$0", 1) <= maxValues;
}

/** `sizes` holds the number of values in each object that was read to its end. */
type Reading = { root: unknown; sizes: Map<object, number> };

/**
 * The number of values with every reference resolved; infinite if React cannot decode one. `place` is the name by which
 * a reference finds it.
 */
function countValues(reading: Reading, value: unknown, place: string | undefined, depth: number): number {
  if (typeof value === "string" && value.startsWith("$")) return countToken(reading, value, place);
  if (typeof value !== "object" || value === null) return 1;
  if (depth > maxDepth) return Number.POSITIVE_INFINITY;
  let size = 1;
  for (const [key, part] of Object.entries(value)) {
    // React ignores it.
    if (key === "__proto__") continue;
    const partPlace = place === undefined || key.includes(":") ? undefined : `${place}:${key}`;
    size += countValues(reading, part, partPlace, depth + 1);
  }
  reading.sizes.set(value, size);
  return size;
}

function countToken({ root, sizes }: Reading, token: string, place: string | undefined): number {
  if (plainToken.test(token)) return token.length;
  // A value that stays in the browser. React names it by its place.
  if (token === "$T") return place === undefined ? Number.POSITIVE_INFINITY : 1;
  const [start, ...path] = token.split(":");
  let target = start === "$0" ? root : undefined;
  for (const key of path) target = key === "__proto__" ? undefined : ownValue(target, key);
  // An object that is not complete yet would contain itself.
  const size = typeof target === "object" && target !== null ? sizes.get(target) : undefined;
  return size ?? Number.POSITIVE_INFINITY;
}

function ownValue(holder: unknown, key: string): unknown {
  if (typeof holder !== "object" || holder === null) return undefined;
  return Object.getOwnPropertyDescriptor(holder, key)?.value;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

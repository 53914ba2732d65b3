import { jobAttributes } from "../job/attributes.ts";
import { canonicalJson } from "../job/canonical-json.ts";
import type { Json, JsonObject } from "../job/job.ts";

/** Set by the API, or fixed when a job is created: no update carries them. */
const unwritable = new Set(["id", "dataset", "kind", "last_complete", "last_error", "error_message"]);

/** What an update sends to clear an attribute; null for those that Headgate does not know. */
const cleared = new Map<string, Json>(
  Object.values(jobAttributes).flatMap((attribute) =>
    "cleared" in attribute ? [[attribute.key, attribute.cleared] as const] : [],
  ),
);

/** The body of a PUT that brings a job from its present state to a former one: only what differs. */
export function toRestoreBody(now: JsonObject, wanted: JsonObject): JsonObject {
  const keys = new Set([...Object.keys(wanted), ...Object.keys(now)].filter((key) => !unwritable.has(key)));
  const body: JsonObject = {};
  for (const key of keys) {
    const [present, former] = [now[key] ?? null, wanted[key] ?? null];
    if (canonicalJson(present) === canonicalJson(former)) continue;
    body[key] = former === null ? (cleared.get(key) ?? null) : former;
  }
  return body;
}

/** The body of a POST that makes a deleted job again. It gets a new id. */
export function toRecreateBody(wanted: JsonObject): JsonObject {
  const entries = Object.entries(wanted).filter(
    ([key, value]) => value !== null && (!unwritable.has(key) || key === "dataset" || key === "kind"),
  );
  return Object.fromEntries(entries);
}

import "server-only";
import { canonicalJson } from "#lib/logpush/job/canonical-json.ts";
import type { JsonObject } from "#lib/logpush/job/job.ts";
import type { VersionRow } from "#lib/store/inventory.ts";
import type { Seal, Sealed } from "../env/seal.ts";

/** Seals the values that the mask replaced, as JSON. `place` is the job's key: they do not open for another job. */
export function sealHidden(
  seal: Seal,
  { raw, attrs, place }: { raw: JsonObject; attrs: JsonObject; place: string },
): Sealed {
  const hidden = Object.entries(raw).filter(
    ([key, value]) => canonicalJson(value) !== canonicalJson(attrs[key] ?? null),
  );
  return seal.seal(JSON.stringify(Object.fromEntries(hidden)), place);
}

/**
 * The whole job of a version: what the mask shows, with the opened values in their places. Undefined if the store keeps
 * no secrets of it, or no key opens them.
 */
export function openVersion(
  seal: Seal,
  { attrs, sealed, kid }: Pick<VersionRow, "attrs" | "sealed" | "kid">,
  place: string,
): { raw: JsonObject; hidden: string } | undefined {
  if (!sealed || kid === null) return undefined;
  const hidden = seal.open({ kid, bytes: sealed }, place);
  if (hidden === undefined) return undefined;
  return { raw: { ...parseJson<JsonObject>(attrs), ...parseJson<JsonObject>(hidden) }, hidden };
}

/** What this server itself wrote as JSON. */
export function parseJson<T>(text: string): T {
  return JSON.parse(text);
}

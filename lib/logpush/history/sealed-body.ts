import { mask } from "../destination/looks-random.ts";
import { canonicalJson } from "../job/canonical-json.ts";
import type { JsonObject } from "../job/job.ts";
import { ok, type Result } from "../result.ts";
import { fillDestination, type TypedValues } from "./fill-destination.ts";

/** A version whose secrets are not kept: what the mask shows, and a keyed digest of each attribute. */
export type SealedVersion = { attrs: JsonObject; digests: Readonly<Record<string, string>> };

/** The job as it is, with digests under the same key; undefined if it is gone. */
export type PresentJob = { raw: JsonObject; digests: Readonly<Record<string, string>> };

/**
 * The whole job of such a version: attributes that did not change since are those of the present job, the others as the
 * mask shows them, and the destination with the values that a person entered. Undefined if another attribute hides a
 * value.
 */
export function wholeOfSealed(
  { attrs, digests }: SealedVersion,
  present: PresentJob | undefined,
  typed: TypedValues,
): Result<JsonObject> | undefined {
  const whole: JsonObject = {};
  for (const [key, shown] of Object.entries(attrs)) {
    const digest = digests[key];
    const isKept = digest !== undefined && digest === present?.digests[key];
    if (key === "ownership_challenge") continue;
    if (isKept) whole[key] = present?.raw[key] ?? null;
    else if (!canonicalJson(shown).includes(mask)) whole[key] = shown;
    else if (key !== "destination_conf") return undefined;
    else {
      const filled = fillDestination(String(shown), typed);
      if (!filled.ok) return filled;
      whole[key] = filled.value;
    }
  }
  return ok(whole);
}

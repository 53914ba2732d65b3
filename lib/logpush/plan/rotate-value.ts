import { checkHttpDestination, formatHttpDestination } from "../destination/http.ts";
import { hasRawPlus } from "../destination/plus.ts";
import { parseStoredDestination, redactParseError } from "../destination/stored.ts";
import { isUpstreamMask } from "../destination/upstream-mask.ts";
import { appError } from "../errors/app-error.ts";
import { describedError } from "../errors/errors.ts";
import type { JsonObject } from "../job/job.ts";
import type { ItemPlan } from "./run.ts";
import { listSecretUses, type SecretUse, writeSecret } from "./secret-uses.ts";

/**
 * A value and what replaces it. `from` are secrets as `listSecretUses` reads them: usually one; several only if a person
 * chose them.
 */
export type Rotation = { from: readonly string[]; to: string };

/**
 * Replaces a value wherever the job uses it: as a header, after a scheme such as Bearer, as the password of Basic
 * authentication, or as a parameter. Every other byte stays, and a place that holds another value is never touched: a job
 * without the value is blocked, or the same if it holds the new one. `job` is the whole job as the API returns it.
 */
export function rotateValue(job: JsonObject, { from, to }: Rotation): ItemPlan {
  const conf = String(job.destination_conf ?? "");
  const parsed = parseStoredDestination(conf);
  if (!parsed.ok) return { outcome: "blocked", error: parsed.error };
  const uses = listSecretUses(conf);
  const old = new Map(uses.filter(({ secret }) => from.includes(secret)).map((use) => [use.place, use]));
  if (old.size === 0) {
    if (uses.some((use) => isNew(use, to))) return { outcome: "same" };
    return { outcome: "blocked", error: describedError("E_PLAN_OTHER_VALUE") };
  }
  const { endpoint, query } = parsed.value;
  const isMasked =
    endpoint.split("/").some(isUpstreamMask) ||
    query.some(({ value }, place) => !old.has(place) && isUpstreamMask(value));
  if (isMasked) return { outcome: "blocked", error: appError("E_UPSTREAM_REDACTED") };
  const rotated = {
    endpoint,
    query: query.map((pair, place) => {
      const use = old.get(place);
      if (!use || (isNew(use, to) && !hasRawPlus(pair.raw))) return pair;
      return { kind: pair.kind, name: pair.name, value: writeSecret(use, to) };
    }),
  };
  if (rotated.query.every((pair, place) => pair === query[place])) return { outcome: "same" };
  const checked = checkHttpDestination(rotated, {
    isEndpointKept: true,
    isPairKept: (place) => rotated.query[place] === query[place],
  });
  if (!checked.ok) return { outcome: "blocked", error: redactParseError(checked.error) };
  return { outcome: "change", body: { destination_conf: formatHttpDestination(rotated) } };
}

function isNew(use: SecretUse, to: string): boolean {
  return writeSecret(use, use.secret) === writeSecret(use, to);
}

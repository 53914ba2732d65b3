import { isHarmless } from "../destination/harmless.ts";
import { checkHttpDestination, formatHttpDestination, type HttpDestination } from "../destination/http.ts";
import type { Pair } from "../destination/pair.ts";
import { redactedName } from "../destination/redact.ts";
import { parseStoredDestination, redactParseError } from "../destination/stored.ts";
import { hasUpstreamMask } from "../destination/upstream-mask.ts";
import { appError } from "../errors/app-error.ts";
import { describedError } from "../errors/errors.ts";
import { toRestoreBody } from "../history/restore-body.ts";
import { checkJobName } from "../job/check-form.ts";
import type { Json, JsonObject } from "../job/job.ts";
import { ok, type Result } from "../result.ts";
import {
  fillEndpoint,
  fillName,
  fillValue,
  findUnnamed,
  namesOfPlace,
  toNamePattern,
  toPattern,
} from "./fill-pattern.ts";
import { isSameConf, type PlacedJob, type PlaceRules, placeJob } from "./place-job.ts";
import type { WorldScope } from "./run.ts";

/** A value of the source's destination that differs from zone to zone. `place` is its position in the query. */
export type ValuePattern = { place: number; kind: Pair["kind"]; name: string; value: string };

/**
 * What differs between the copies. `{zone}` and `{account}` become the names of each zone and its account. What has no
 * pattern stays as the source has it, byte for byte.
 */
export type CopyPattern = {
  name: string;
  endpoint?: string | undefined;
  values: readonly ValuePattern[];
  enabled: boolean;
};

export type CopyRules = Pick<PlaceRules, "updates" | "triesFull">;

/**
 * A job in another zone or account: all its settings, its secrets too, with the pattern filled in. What Cloudflare sets
 * (id, times, errors) is not copied. `source` is the whole job as the API returns it. `planned` is how many jobs the run
 * creates there before this one.
 */
export function copyJob(
  source: JsonObject,
  scope: WorldScope,
  pattern: CopyPattern,
  { planned = 0, ...rules }: CopyRules & { planned?: number },
): PlacedJob & { name: string } {
  const wanted = copiedJob(source, scope, pattern);
  if (!wanted.ok)
    return { outcome: "blocked", error: wanted.error, jobId: null, name: fillName(pattern.name, namesOfPlace(scope)) };
  const bodyTo = (present: JsonObject) => differences(present, wanted.value);
  return { ...placeJob(wanted.value, scope, { ...rules, bodyTo }, planned), name: String(wanted.value.name ?? "") };
}

/** The copy as it should be there. */
export function copiedJob(
  source: JsonObject,
  scope: Pick<WorldScope, "path" | "name" | "accountName">,
  pattern: CopyPattern,
): Result<JsonObject> {
  const names = namesOfPlace(scope);
  const texts = [pattern.name, pattern.endpoint ?? "", ...pattern.values.map(({ value }) => value)];
  const unnamed = findUnnamed(texts, names);
  if (unnamed === "zone") return { ok: false, error: describedError("E_PLAN_NO_ZONE") };
  if (unnamed === "account") return { ok: false, error: describedError("E_PLAN_NO_ACCOUNT") };
  const name = fillName(pattern.name, names);
  const [nameError] = checkJobName(name);
  if (nameError) return { ok: false, error: nameError };
  const conf = String(source.destination_conf ?? "");
  if (hasUpstreamMask(conf)) return { ok: false, error: appError("E_UPSTREAM_REDACTED") };
  if (needsOwnership(conf)) return { ok: false, error: describedError("E_PLAN_OWNERSHIP") };
  const filled = {
    endpoint: pattern.endpoint === undefined ? undefined : fillEndpoint(pattern.endpoint, names),
    values: pattern.values.map((value) => ({ ...value, value: fillValue(value.value, names) })),
  };
  const destination = withValues(conf, filled);
  if (!destination.ok) return destination;
  const kept = Object.entries(source).filter(([key]) => !leftOut.has(key));
  return ok({ ...Object.fromEntries(kept), name, destination_conf: destination.value, enabled: pattern.enabled });
}

const leftOut: ReadonlySet<string> = new Set([
  "id",
  "last_complete",
  "last_error",
  "error_message",
  "ownership_challenge",
]);

/**
 * A pattern to start from: the name of the source's own zone becomes `{zone}` in the job's name and in values that may be
 * shown. A secret stays as it is.
 */
export function suggestPattern(source: JsonObject, { path, name }: Pick<WorldScope, "path" | "name">): CopyPattern {
  const zone = path.startsWith("zones/") ? name : "";
  const parsed = parseStoredDestination(String(source.destination_conf ?? ""));
  const values = (parsed.ok ? parsed.value.query : []).flatMap((pair, place): ValuePattern[] => {
    const value = toPattern(pair.value, zone);
    if (value === pair.value || !isHarmless(pair)) return [];
    return [{ place, kind: pair.kind, name: pair.name, value }];
  });
  return { name: toNamePattern(String(source.name ?? ""), zone), values, enabled: source.enabled === true };
}

/** Cloudflare asks for a challenge for these, bound to the zone (Logpush "Destination ownership challenge"). */
function needsOwnership(conf: string): boolean {
  if (/^s3:/i.test(conf)) return !/[?&]access-key-id=/i.test(conf);
  return /^(?:gs|azure|sumo):/i.test(conf);
}

type Filled = { endpoint: string | undefined; values: readonly ValuePattern[] };

/** The destination with other values in some places; every other byte stays. */
function withValues(conf: string, { endpoint, values }: Filled): Result<string> {
  if (endpoint === undefined && values.length === 0) return ok(conf);
  const parsed = parseStoredDestination(conf);
  if (!parsed.ok) return parsed;
  const { query } = parsed.value;
  const changed = new Map(values.map((value) => [value.place, value]));
  for (const { place, kind, name } of values) {
    const pair = query[place];
    if (pair?.kind !== kind || redactedName(pair) !== name)
      return { ok: false, error: describedError("E_COPY_CHANGED") };
  }
  const filled: HttpDestination = {
    endpoint: endpoint ?? parsed.value.endpoint,
    query: query.map((pair, place) => {
      const value = changed.get(place)?.value;
      return value === undefined || value === pair.value ? pair : { kind: pair.kind, name: pair.name, value };
    }),
  };
  const checked = checkHttpDestination(filled, {
    isEndpointKept: filled.endpoint === parsed.value.endpoint,
    isPairKept: (place) => filled.query[place] === query[place],
  });
  return checked.ok ? ok(formatHttpDestination(filled)) : { ok: false, error: redactParseError(checked.error) };
}

/** What a job lacks to be the copy. An empty text and none are the same; so are two spellings of a destination. */
function differences(present: JsonObject, wanted: JsonObject): JsonObject {
  const isEmpty = (value: Json | undefined) => value === undefined || value === null || value === "";
  const entries = Object.entries(toRestoreBody(present, wanted)).filter(([key]) =>
    key === "destination_conf"
      ? !isSameConf(present[key], wanted[key])
      : !(isEmpty(present[key]) && isEmpty(wanted[key])),
  );
  return Object.fromEntries(entries);
}

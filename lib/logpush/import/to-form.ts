import type { JobFormValues } from "../job/form-schema.ts";
import type { Json, JsonObject } from "../job/job.ts";
import { fieldLabels } from "../job/labels.ts";
import { readOnlyKeys } from "../job/owned-keys.ts";
import {
  apiDefaults,
  applyByRule,
  applyDestination,
  applyLogpull,
  applyOther,
  applyOutput,
  withOthers,
} from "./apply-settings.ts";
import { chooseScope } from "./choose-scope.ts";
import { keyMeant } from "./code/keys.ts";
import type { FoundJob } from "./found-job.ts";
import {
  applyEach,
  type ImportContext,
  type ImportReport,
  ignore,
  joinSteps,
  leaveUnread,
  type Step,
} from "./import-report.ts";
import { markPlaceholders, markReferences } from "./mark-placeholders.ts";
import { jobRules } from "./rules.ts";

/**
 * Puts a found job into the form's values. Every leaf of the job's body is below the path of an entry in `taken`,
 * `ignored` or `unread`. `toCreateBody` returns taken values unchanged.
 */
export function importJob(found: FoundJob, context: ImportContext): ImportReport {
  const body = markPlaceholders(found.body, found.isEvaluated === true);
  const start = found.isWhole ? apiDefaults(context.current, body) : context.current;
  const given = scopeOf({ ...found, body });
  const keys = applyEach(start, Object.entries(body), (values, [key, value]) => {
    if (key === given?.what) return {};
    return takeKey(values, { written: key, value, body });
  });
  const assumed: Step = found.isWhole ? { assumed: listAssumed(keys) } : {};
  const place = chooseScope(withOthers(keys.values, keys.others), given, context);
  const { others: _placed, ...lists } = joinSteps(found, keys, assumed, place);
  return { values: place.values, ...lists };
}

type Written = { written: string; value: Json; body: JsonObject };

function takeKey(values: JobFormValues, { written, value, body }: Written): Step {
  const entry = { what: written, value };
  const key = keyMeant(written, body);
  const rule = jobRules.get(key);
  if (rule) return applyByRule(values, entry, rule);
  if (readOnlyKeys.includes(key)) return ignore(written, "Cloudflare sets it.");
  if (key === "ownership_challenge") return ignore(written, "Not needed for https destinations.");
  if (key === "destination_conf") return applyDestination(values, entry);
  if (key === "output_options") return applyOutput(values, entry);
  if (key === "logpull_options") return applyLogpull(values, entry, body);
  if (key === "zone_id" || key === "account_id") return takeUnusedScope(written, value);
  return applyOther(values, entry, { of: "job", key: written });
}

function takeUnusedScope(key: string, value: Json): Step {
  if (value === null || value === "") {
    return ignore(key, `${value === null ? "null" : "Empty"} is the same as not set.`);
  }
  return typeof value === "string"
    ? ignore(key, "zone_id and account_id are mutually exclusive. The zone or account comes from another id or URL.")
    : leaveUnread(key, "It must be a string.");
}

/** The defaults for what the text does not mention. Anything that it mentions is left out, even if it is unreadable. */
function listAssumed({
  values,
  taken,
  unread,
}: Pick<ImportReport, "values" | "taken" | "unread">): ImportReport["assumed"] {
  const isOutputOpen =
    unread.some(({ what }) => what === "output_options") ||
    (unread.some(({ what }) => what === "logpull_options") && !taken.some(({ what }) => what === "logpull_options")) ||
    values.unresolved?.some(({ key }) => key === "output_options" || key === "logpull_options");
  const open = new Set<string>(values.unresolved?.map(({ field }) => field));
  const defaults = [
    { field: "dataset", value: values.dataset },
    { field: "fieldNames", value: "the dataset's defaults" },
    { field: "timestampFormat", value: values.timestampFormat },
    { field: "enabled", value: "off" },
  ] as const;
  return defaults
    .filter(({ field }) => !open.has(field) && !(isOutputOpen && /^(?:fieldNames|timestampFormat)$/.test(field)))
    .map(({ field, value }) => ({ label: fieldLabels[field], value }))
    .filter(({ label }) => !taken.some((item) => item.label === label));
}

/**
 * The scope that the text names. `zone_id` and `account_id` are not part of the API's body, but of Terraform and its
 * state.
 */
export function scopeOf({ scope, body }: FoundJob): { what: string; path: string } | undefined {
  if (scope !== undefined) return { what: "scope", path: markReferences(scope) };
  const ids = Object.entries(body).flatMap(([what, id]) => {
    const key = keyMeant(what, body);
    const kind = key === "zone_id" ? "zones" : key === "account_id" ? "accounts" : undefined;
    // An unset id is an empty text in Terraform's state.
    return kind !== undefined && typeof id === "string" && id !== "" ? [{ what, path: `${kind}/${id}` }] : [];
  });
  return ids.find(({ path }) => path.startsWith("zones/")) ?? ids[0];
}

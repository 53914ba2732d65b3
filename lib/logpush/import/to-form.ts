import type { JobFormValues } from "../job/form-schema.ts";
import type { Json, JsonObject } from "../job/job.ts";
import { fieldLabels } from "../job/labels.ts";
import { readOnlyKeys } from "../job/owned-keys.ts";
import type { FoundJob } from "./found-job.ts";
import {
  type ImportContext,
  type ImportReport,
  ignore,
  joinSteps,
  leaveUnread,
  type Step,
  takeEach,
} from "./import-report.ts";
import { markPlaceholders, markReferences } from "./mark-placeholders.ts";
import { placeJob } from "./place-job.ts";
import { jobRules } from "./rules.ts";
import { blankOver, takeByRule, takeDestination, takeLogpull, takeOther, takeOutput, withOthers } from "./take.ts";

/**
 * Puts a found job into the form's values. Every leaf of the job's body is under the path of an entry in `taken`,
 * `ignored` or `unread`; what is taken comes out of `toCreateBody` as it went in.
 */
export function importJob(found: FoundJob, context: ImportContext): ImportReport {
  const body = markPlaceholders(found.body, found.isEvaluated === true);
  const start = found.isWhole ? blankOver(context.current, body) : context.current;
  const given = scopeOf({ ...found, body });
  const keys = takeEach(start, Object.entries(body), (values, [key, value]) => {
    if (key === given?.what) return {};
    return takeKey(values, { key, value, body });
  });
  const assumed: Step = found.isWhole ? { assumed: listAssumed(keys) } : {};
  const place = placeJob(withOthers(keys.values, keys.others), given, context);
  const { others: _placed, ...lists } = joinSteps(found, keys, assumed, place);
  return { values: place.values, ...lists };
}

function takeKey(values: JobFormValues, { key, value, body }: { key: string; value: Json; body: JsonObject }): Step {
  const entry = { what: key, value };
  const rule = jobRules.get(key);
  if (rule) return takeByRule(values, entry, rule);
  if (readOnlyKeys.includes(key)) return ignore(key, "Cloudflare sets it.");
  if (key === "ownership_challenge") return ignore(key, "An https destination needs none.");
  if (key === "destination_conf") return takeDestination(values, entry);
  if (key === "output_options") return takeOutput(values, entry);
  if (key === "logpull_options") return takeLogpull(values, entry, body);
  if (key === "zone_id" || key === "account_id") return takeUnusedScope(key, value);
  return takeOther(values, entry, { of: "job", key });
}

function takeUnusedScope(key: string, value: Json): Step {
  return typeof value === "string" || value === null
    ? ignore(key, "zone_id and account_id exclude each other; another id or address says where the job is.")
    : leaveUnread(key, "It must be a text.");
}

/** The defaults that stand in for what the text does not mention. What it mentions, however unreadable, is not among them. */
function listAssumed({
  values,
  taken,
  unread,
}: Pick<ImportReport, "values" | "taken" | "unread">): ImportReport["assumed"] {
  const isOutputOpen =
    unread.some(({ what }) => what === "output_options") ||
    values.unresolved?.some(({ key }) => key === "output_options" || key === "logpull_options");
  const open = new Set<string>(values.unresolved?.map(({ field }) => field));
  const defaults = [
    { field: "dataset", value: values.dataset },
    { field: "fieldNames", value: "the dataset's default set" },
    { field: "timestampFormat", value: values.timestampFormat },
    { field: "enabled", value: "off" },
  ] as const;
  return defaults
    .filter(({ field }) => !open.has(field) && !(isOutputOpen && /^(?:fieldNames|timestampFormat)$/.test(field)))
    .map(({ field, value }) => ({ label: fieldLabels[field], value }))
    .filter(({ label }) => !taken.some((item) => item.label === label));
}

/** `zone_id` and `account_id` are not of the API's body, but of Terraform and its state. */
function scopeOf({ scope, body }: FoundJob): { what: string; path: string } | undefined {
  if (scope !== undefined) return { what: "scope", path: markReferences(scope) };
  const { zone_id: zone, account_id: account } = body;
  if (typeof zone === "string") return { what: "zone_id", path: `zones/${zone}` };
  return typeof account === "string" ? { what: "account_id", path: `accounts/${account}` } : undefined;
}

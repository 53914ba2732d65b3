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
import { placeJob } from "./place-job.ts";
import { jobRules } from "./rules.ts";
import { blankOver, takeByRule, takeDestination, takeLogpull, takeOther, takeOutput, withOthers } from "./take.ts";

/**
 * Puts a found job into the form's values. Every leaf of the job's body is under the path of an entry in `taken`,
 * `ignored` or `unread`; what is taken comes out of `toCreateBody` as it went in.
 */
export function importJob(found: FoundJob, context: ImportContext): ImportReport {
  const { body } = found;
  const start = found.isWhole ? blankOver(context.current, body) : context.current;
  const given = scopeOf(found);
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
  return takeOther(entry, { of: "job", key });
}

function takeUnusedScope(key: string, value: Json): Step {
  return typeof value === "string" || value === null
    ? ignore(key, "Something else says where the job is.")
    : leaveUnread(key, "It must be a text.");
}

function listAssumed({ values, taken }: Pick<ImportReport, "values" | "taken">): ImportReport["assumed"] {
  const defaults = [
    { label: fieldLabels.dataset, value: values.dataset },
    { label: fieldLabels.fieldNames, value: "the dataset's default set" },
    { label: fieldLabels.timestampFormat, value: values.timestampFormat },
    { label: fieldLabels.enabled, value: "off" },
  ];
  return defaults.filter(({ label }) => !taken.some((item) => item.label === label));
}

/** `zone_id` and `account_id` are not of the API's body, but of Terraform and its state. */
function scopeOf({ scope, body }: FoundJob): { what: string; path: string } | undefined {
  if (scope !== undefined) return { what: "scope", path: scope };
  const { zone_id: zone, account_id: account } = body;
  if (typeof zone === "string") return { what: "zone_id", path: `zones/${zone}` };
  return typeof account === "string" ? { what: "account_id", path: `accounts/${account}` } : undefined;
}

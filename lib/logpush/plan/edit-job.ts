import { redactDestination } from "../destination/redact.ts";
import { describedError } from "../errors/errors.ts";
import { checkJobForm } from "../job/check-form.ts";
import { changedSettings } from "../job/diff.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import { formValuesOf } from "../job/from-wire.ts";
import type { JsonObject } from "../job/job.ts";
import { otherSettingsOf, writeOtherSettings } from "../job/other-settings.ts";
import { redactJob } from "../job/redact-job.ts";
import { toUpdateBody } from "../job/to-request.ts";
import { wireJobSchema } from "../job/wire-schema.ts";
import { ok, type Result } from "../result.ts";
import type { ItemPlan } from "./run.ts";

/** Settings of the form. What is undefined stays as the job has it. */
export type EditedSettings = { readonly [Field in keyof JobFormValues]?: JobFormValues[Field] | undefined };

/**
 * The body of the update that these settings make of a job, by the rules of a save: only keys that change,
 * `output_options` merged. `raw` is the whole job as the API returns it, `scope` the path of its zone or account.
 */
export function editJob(
  raw: JsonObject,
  scope: string,
  edit: (before: JobFormValues) => Result<EditedSettings>,
): Result<JsonObject> {
  const parsed = wireJobSchema.safeParse(raw);
  if (!parsed.success) return { ok: false, error: describedError("E_UPSTREAM_SHAPE") };
  const before = shownForm(raw, formValuesOf(parsed.data, scope));
  const edited = edit(before);
  if (!edited.ok) return edited;
  const set = Object.entries(edited.value).filter(([, value]) => value !== undefined);
  const wanted: JobFormValues = { ...before, ...Object.fromEntries(set) };
  // Another way to type what the job has, such as its default, changes nothing.
  const changed = changedSettings(before, wanted);
  const after: JobFormValues = { ...before, ...Object.fromEntries(changed.map((field) => [field, wanted[field]])) };
  const [error] = checkJobForm(after, before);
  if (error) return { ok: false, error };
  return ok(toUpdateBody(after, { job: parsed.data, shown: { otherSettings: before.otherSettings } }));
}

/** People see and edit the other settings without the destination's values. */
function shownForm(raw: JsonObject, values: JobFormValues): JobFormValues {
  if (values.otherSettings === "") return values;
  const destination = redactDestination(String(raw.destination_conf ?? ""), () => "");
  return { ...values, otherSettings: writeOtherSettings(otherSettingsOf(redactJob(raw, destination))) };
}

export function planOfBody(body: Result<JsonObject>): ItemPlan {
  if (!body.ok) return { outcome: "blocked", error: body.error };
  return Object.keys(body.value).length === 0 ? { outcome: "same" } : { outcome: "change", body: body.value };
}

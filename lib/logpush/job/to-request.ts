import { formatHttpDestination, type HttpDestination } from "../destination/http.ts";
import type { StoredJob } from "../views.ts";
import { wireOf } from "./attribute-values.ts";
import { attributes, fieldsWith, jobFields } from "./attributes.ts";
import { destinationOf } from "./destination-of.ts";
import type { JobFormValues } from "./form-schema.ts";
import { formValuesOf } from "./from-wire.ts";
import { asJsonObject, type Json, type JsonObject } from "./job.ts";
import { otherChanges, partsOf } from "./other-settings.ts";
import { patchOutputOptions, toOutputOptions } from "./output-options.ts";
import { showUnresolved } from "./unresolved.ts";

/**
 * The body of POST `{scope}/logpush/jobs`: what the preview shows, what the snippets send, what the server sends.
 * `output_options` is what new jobs use; `ownership_challenge` is not needed for HTTP destinations. `copied` is the
 * destination that kept values come from, where the new job is a copy.
 */
export function toCreateBody(values: JobFormValues, copied?: CopiedDestination): JsonObject {
  const other = partsOf(values.otherSettings);
  // The documentation's example has the name first, and the limits after the destination.
  const body: JsonObject = {
    ...wireOf(["name"], values),
    output_options: { ...toOutputOptions(values), ...other.output },
    destination_conf: confOf(values, copied),
    ...wireOf(fieldsWith({ type: "limit" }), values),
    ...wireOf(jobFields, values),
    ...other.job,
  };
  return showUnresolved(body, values);
}

/** A whole destination, and its parts if the form can edit them. */
export type CopiedDestination = { conf: string; destination: HttpDestination | undefined };

function confOf(values: JobFormValues, copied: CopiedDestination | undefined): string {
  if (values.destinationMode === "keep") return copied?.conf ?? "";
  return formatHttpDestination(destinationOf(values, copied?.destination));
}

/**
 * The body of PUT `{scope}/logpush/jobs/{job_id}`: only the keys that the form changed. The API replaces
 * `output_options` as a whole, so it is merged into the stored object. `dataset` and `kind` cannot change and are never
 * sent.
 */
export function toUpdateBody(values: JobFormValues, stored: StoredJob): JsonObject {
  const { job, destination } = stored;
  const body: JsonObject = {};
  const before = { ...formValuesOf(job), ...stored.shown };
  const { name, ...changed } = changedAttributes(before, values);
  if (name !== undefined) body.name = name;
  if (values.destinationMode === "edit") {
    const conf = formatHttpDestination(destinationOf(values, destination));
    if (conf !== job.destination_conf) body.destination_conf = conf;
  }
  const other = otherChanges(before.otherSettings, values.otherSettings);
  const output = changedOutputOptions(values, before, stored, other);
  if (output) body.output_options = output;
  return { ...body, ...changed, ...other.job };
}

type OutputChanges = Pick<ReturnType<typeof otherChanges>, "output" | "removedOutput">;

function changedOutputOptions(
  values: JobFormValues,
  before: JobFormValues,
  { job }: StoredJob,
  other: OutputChanges,
): JsonObject | undefined {
  const { output_options: stored } = job;
  const isSame = JSON.stringify(toOutputOptions(values)) === JSON.stringify(toOutputOptions(before));
  const isOtherSame = Object.keys(other.output).length + other.removedOutput.length === 0;
  if (isSame && isOtherSame && !(values.convertsLegacy && !stored)) return undefined;
  const own = stored ? patchOutputOptions(asJsonObject(stored), before, values) : toOutputOptions(values);
  const kept = Object.fromEntries(Object.entries(own).filter(([key]) => !other.removedOutput.includes(key)));
  return { ...kept, ...other.output };
}

/** On an update, an omitted key keeps its value, so a cleared setting is sent as what clears it. */
function changedAttributes(before: JobFormValues, after: JobFormValues): JsonObject {
  const [old, now] = [wireOf(jobFields, before), wireOf(jobFields, after)];
  const changed = jobFields
    .map((field) => attributes[field])
    .filter(({ key, isFixed }) => !isFixed && old[key] !== now[key])
    .map(({ key, cleared = null }): [string, Json] => [key, now[key] ?? cleared]);
  return Object.fromEntries(changed);
}

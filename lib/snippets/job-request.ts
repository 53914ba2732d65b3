import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { type JobRef, type JsonObject, scopePath } from "#lib/logpush/job/job.ts";
import { toCreateBody, toUpdateBody } from "#lib/logpush/job/to-request.ts";
import type { StoredJob } from "#lib/logpush/views.ts";

export type JobAction = "create" | "validate" | "save" | "switch" | "delete";

/** One request to the API, the input of every snippet. */
export type JobRequest = {
  action: JobAction;
  method: "POST" | "PUT" | "DELETE";
  scope: { kind: "zones" | "accounts"; id: string };
  jobId?: number;
  /** The path after the base address. */
  path: string;
  body?: JsonObject;
  /** Whose destination the body holds: the body's own text may be masked. */
  values: JobFormValues;
};

/** The saved job that is edited. Its destination is masked in the browser. */
export type SavedJob = { ref: JobRef; stored: StoredJob };

/** The request of an action; undefined if there is no change to save. */
export function requestOf(action: JobAction, values: JobFormValues, saved?: SavedJob): JobRequest | undefined {
  if (action === "validate") return validateRequest(values, saved?.ref);
  if (!saved) return createRequest(values);
  if (action === "delete") return jobRequest("delete", values, saved.ref);
  if (action === "switch") {
    return { ...jobRequest("switch", values, saved.ref), body: { enabled: saved.stored.job.enabled !== true } };
  }
  const body = toUpdateBody(values, saved.stored);
  return Object.keys(body).length === 0 ? undefined : saveRequest({ values, ref: saved.ref, body });
}

/** POST `{scope}/logpush/jobs`. */
export function createRequest(values: JobFormValues): JobRequest {
  const path = `/${values.scope}/logpush/jobs`;
  return { action: "create", method: "POST", scope: scopeOf(values.scope), path, body: toCreateBody(values), values };
}

/** PUT `{scope}/logpush/jobs/{job_id}` with a body of `toUpdateBody`. */
export function saveRequest(save: { values: JobFormValues; ref: JobRef; body: JsonObject }): JobRequest {
  return { ...jobRequest("save", save.values, save.ref), body: save.body };
}

/** POST `{scope}/logpush/validate/destination`: Cloudflare tests the destination and creates no job. */
function validateRequest(values: JobFormValues, ref?: JobRef): JobRequest {
  const scope = ref ? scopePath(ref) : values.scope;
  const { destination_conf = "" } = toCreateBody(values);
  return {
    action: "validate",
    method: "POST",
    scope: scopeOf(scope),
    path: `/${scope}/logpush/validate/destination`,
    body: { destination_conf },
    values,
  };
}

function jobRequest(action: "save" | "switch" | "delete", values: JobFormValues, ref: JobRef): JobRequest {
  return {
    action,
    method: action === "delete" ? "DELETE" : "PUT",
    scope: { kind: ref.scopeKind, id: ref.scopeId },
    jobId: ref.jobId,
    path: `/${scopePath(ref)}/logpush/jobs/${ref.jobId}`,
    values,
  };
}

/** The form's "Zone or account", which may still be a placeholder. */
export function scopeOf(path: string): JobRequest["scope"] {
  const slash = path.indexOf("/");
  return { kind: path.slice(0, slash) === "accounts" ? "accounts" : "zones", id: path.slice(slash + 1) };
}

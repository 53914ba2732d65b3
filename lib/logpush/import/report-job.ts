import { catalogueDatasets, findCatalogueDataset } from "../datasets/catalogue.ts";
import { defaultFieldsOf } from "../datasets/default-fields.ts";
import { noteDestination } from "../destination/notes.ts";
import { appError } from "../errors/app-error.ts";
import { checkJobForm } from "../job/check-form.ts";
import { destinationOf } from "../job/destination-of.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import type { JsonObject } from "../job/job.ts";
import { fieldLabels } from "../job/labels.ts";
import { newJobValues } from "../job/new-job.ts";
import { toCreateBody } from "../job/to-request.ts";
import { type AppError, inSentences } from "../result.ts";
import type { FoundJob, LeftOver } from "./found-job.ts";
import type { ImportReport } from "./import-report.ts";
import { importJob, scopeOf } from "./to-form.ts";

/** An error of a job: its code, its form field ("" for none), and what to do, in sentences. */
export type ReportedError = { code: string; at: string; message: string };

/** A job of a pasted text without a form: the body to send, and a record of every part of the text. */
export type JobReport = {
  label: string;
  /** `zones/{id}` or `accounts/{id}`; null if the text names none, or a placeholder. */
  scope: string | null;
  /** The body to send; null while it cannot be sent. */
  body: JsonObject | null;
  valid: boolean;
  errors: ReportedError[];
  taken: { what: string; value: string }[];
  ignored: LeftOver[];
  unread: LeftOver[];
  assumed: { what: string; value: string }[];
};

const scopePattern = /^(?:zones|accounts)\/[0-9a-f]{32}$/;
const scopeEntries: ReadonlySet<string> = new Set(["scope", "zone_id", "account_id"]);

/**
 * Reads a found job as the form of a new job would, with the bundled list of datasets instead of the API's. Any zone or
 * account that the text names by its id is accepted, because Cloudflare is not asked.
 */
export function reportJob(found: FoundJob): JobReport {
  const scopes = scopesNamedBy(found).map((path) => ({ path, name: path }));
  const current = emptyForm();
  const report = importJob(found, { current, scopes, datasets: catalogueDatasets });
  const values = withFields(report.values);
  // The zone or account is not part of the body, so it is not checked here.
  const errors = [...checkJobForm(values).filter(({ at }) => at !== "scope"), ...listEncodedTwice(values)];
  const isDecided = report.unread.every(({ what }) => scopeEntries.has(what));
  const valid = errors.length === 0 && isDecided;
  return {
    label: found.label,
    scope: scopePattern.test(values.scope) ? values.scope : null,
    body: valid ? toCreateBody(values) : null,
    valid,
    errors: errors.map((error) => ({ code: error.code, at: error.at ?? "", message: inSentences(error) })),
    taken: report.taken.map(({ what, value }) => ({ what, value })),
    ignored: report.ignored,
    unread: report.unread,
    assumed: [...report.assumed, ...(found.isWhole ? [] : assumedOf(current, report))].map(({ label, value }) => ({
      what: label,
      value,
    })),
  };
}

/** In the form this is advice beside the value. Here nobody can be asked, so the job is blocked. */
function listEncodedTwice(values: JobFormValues): AppError[] {
  return noteDestination(destinationOf(values))
    .filter(({ code }) => code === "looks-encoded")
    .map(({ at }) => appError("E_DEST_ENCODED", { at }));
}

/** The initial form of a new job. */
function emptyForm(): JobFormValues {
  const dataset = "http_requests";
  return { ...newJobValues({ scope: "", scopeName: "", dataset, fieldNames: [] }), name: "" };
}

/** A text that is only a part of a job keeps the form's values for what it does not name. */
function assumedOf({ dataset, timestampFormat, enabled }: JobFormValues, { taken, values }: ImportReport) {
  const open = new Set(values.unresolved?.map(({ field }) => field));
  const defaults = [
    { field: "dataset", value: dataset },
    { field: "fieldNames", value: "the dataset's defaults" },
    { field: "timestampFormat", value: timestampFormat },
    { field: "enabled", value: enabled ? "on" : "off" },
  ] as const;
  return defaults
    .filter(({ field }) => !open.has(field) && !taken.some(({ label }) => label === fieldLabels[field]))
    .map(({ field, value }) => ({ label: fieldLabels[field], value }));
}

function scopesNamedBy(found: FoundJob): string[] {
  const path = scopeOf(found)?.path;
  return path !== undefined && scopePattern.test(path) ? [path] : [];
}

/** The form loads the dataset's default fields if a job names none. */
function withFields(values: JobFormValues): JobFormValues {
  if (values.fieldNames.length > 0) return values;
  const ofZone = findCatalogueDataset("zone", values.dataset);
  const ofAccount = findCatalogueDataset("account", values.dataset);
  const dataset = values.scope.startsWith("accounts/") ? (ofAccount ?? ofZone) : (ofZone ?? ofAccount);
  return { ...values, fieldNames: defaultFieldsOf(values.dataset, dataset?.fields ?? []) };
}

import { isJsonObject, type Json, type JsonObject } from "../job/job.ts";
import { parseJsonWithGaps } from "../json/parse-json.ts";
import { ok, type Result } from "../result.ts";
import { findJobs } from "./find-jobs.ts";
import { type FoundJob, type LeftOver, labelOf } from "./found-job.ts";
import { fromTerraform } from "./from-terraform.ts";
import { importError } from "./import-error.ts";
import { listJsonPieces } from "./json-pieces.ts";
import { jobRules } from "./rules.ts";

/** Why an entry of a list is left out. */
export const notAJob = "It is not a Logpush job.";

const compositeKeys: ReadonlySet<string> = new Set(["destination_conf", "output_options", "logpull_options"]);

/**
 * Reads a request's body, a job, an answer of the API with a job or a list of them, Terraform's JSON, state or plan,
 * and anything else that contains a job, also if the JSON is only a part of the text.
 */
export function readJson(text: string): Result<FoundJob[]> {
  const parsed = parseJsonWithGaps(text);
  if (parsed.ok) return readValue(parsed.value);
  const inPieces = readPieces(text);
  return inPieces.length > 0 ? ok(inPieces) : importError("E_IMPORT_JSON", parsed.fault);
}

/** The jobs in the first candidate that contains any. */
function readPieces(text: string): FoundJob[] {
  for (const { pieces, ...note } of listJsonPieces(text)) {
    const jobs = pieces.flatMap((piece) => {
      const parsed = parseJsonWithGaps(piece);
      const found = parsed.ok ? readValue(parsed.value) : undefined;
      return found?.ok ? found.value : [];
    });
    if (jobs.length > 0) {
      return jobs.map((job, place) => ({
        ...job,
        label: pieces.length > 1 ? labelOf(job.body, place + 1) : job.label,
        ignored: [...job.ignored, note],
      }));
    }
  }
  return [];
}

function readValue(value: Json): Result<FoundJob[]> {
  const found = readTop(value);
  const isWhole = found.ok && found.value.some(({ body }) => "destination_conf" in body);
  if (isWhole || (!found.ok && found.error.code === "E_IMPORT_API_ERROR")) return found;
  const inside = findJobs(value);
  return inside.length > 0 ? ok(inside) : found;
}

function readTop(value: Json): Result<FoundJob[]> {
  if (!isJsonObject(value)) return jobsOf(value, []);
  if (isJsonObject(value.resource)) return fromTerraform({ config: value, expressions: {} });
  if (!("result" in value)) return jobsOf([value], []);
  const { result, ...envelope } = value;
  if (envelope.success === false || result === null) return importError("E_IMPORT_API_ERROR");
  const ignored = Object.keys(envelope).map((what) => ({ what, why: "Part of the API response envelope." }));
  return jobsOf(Array.isArray(result) ? result : [result ?? null], ignored);
}

/** The jobs of a list. An entry that is not a job is reported with the first job. */
function jobsOf(list: Json, ignored: LeftOver[]): Result<FoundJob[]> {
  const items = Array.isArray(list) ? list : [list];
  const jobs = items.filter(isJob);
  const strangers = items.flatMap((item, place) => (isJob(item) ? [] : [{ what: `entry ${place + 1}`, why: notAJob }]));
  if (jobs.length === 0) return importError("E_IMPORT_NO_JOB");
  return ok(
    jobs.map((body, place) => ({
      label: labelOf(body, place + 1),
      body,
      isWhole: "destination_conf" in body,
      ignored: [...ignored, ...strangers],
      unread: [],
    })),
  );
}

function isJob(value: Json): value is JsonObject {
  return isJsonObject(value) && Object.keys(value).some((key) => jobRules.has(key) || compositeKeys.has(key));
}

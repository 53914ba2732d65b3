import { checkPair } from "../destination/check.ts";
import { checkEndpointForSending } from "../destination/endpoint.ts";
import { findDuplicateHeader } from "../destination/header.ts";
import { formatHttpDestination, parseHttpDestination } from "../destination/http.ts";
import { byteLength, isWellFormed } from "../destination/percent.ts";
import { maxDestinationBytes, maxNameLength } from "../limits.ts";
import { type AppError, appError } from "../result.ts";
import { destinationOf, isKept, pairOf } from "./destination-of.ts";
import type { JobFormValues } from "./form-schema.ts";
import { parseScopePath } from "./job.ts";
import { checkLimit, readSampleRate } from "./units.ts";

/** All offences of the form, each with the path of its field in `at`. */
export function checkJobForm(values: JobFormValues): AppError[] {
  return [...checkTarget(values), ...checkDestination(values), ...checkOutput(values), ...checkBatching(values)];
}

function checkTarget({ scope, dataset, name }: JobFormValues): AppError[] {
  const errors: AppError[] = [];
  if (!parseScopePath(scope)) errors.push(appError("E_SCOPE", { at: "scope" }));
  if (!/^[a-z0-9_]{1,100}$/.test(dataset)) errors.push(appError("E_DATASET", { at: "dataset" }));
  if (name.length > maxNameLength) {
    errors.push(appError("E_NAME_LONG", { at: "name", params: { length: name.length, limit: maxNameLength } }));
  }
  if (!isWellFormed(name)) errors.push(appError("E_TEXT_ILL_FORMED", { at: "name" }));
  return errors;
}

function checkDestination(values: JobFormValues): AppError[] {
  if (values.destinationMode === "keep") return [];
  const errors: AppError[] = [];
  if (values.destinationString !== "") errors.push(checkString(values.destinationString));
  const endpointError = values.isEndpointKept ? undefined : checkEndpointForSending(values.endpoint);
  if (endpointError) errors.push({ ...endpointError, at: "endpoint" });
  for (const [index, row] of values.query.entries()) {
    const pair = pairOf(row);
    if (isKept(row) || pair.raw !== undefined) continue;
    const nonAsciiHeaderValues = row.isNonAsciiAccepted ? "allow" : "refuse";
    const error = checkPair(pair, `query.${index}`, { nonAsciiHeaderValues });
    if (error) errors.push(error);
    else if (row.kind === "header" && row.value === "") {
      errors.push(appError("E_HEADER_VALUE_EMPTY", { at: `query.${index}.value` }));
    }
  }
  const duplicate = findDuplicateHeader(values.query);
  if (duplicate && !errors.some((error) => error.at === duplicate.at)) errors.push(duplicate);
  const conf = formatHttpDestination(destinationOf(values));
  const bytes = byteLength(conf);
  if (bytes > maxDestinationBytes) {
    errors.push(
      appError("E_DEST_TOO_LONG", { at: "destinationString", params: { bytes, limit: maxDestinationBytes } }),
    );
  }
  // Each piece may be right by itself and the whole still be read differently; kept pieces are checked by the server.
  const isWhole = !values.isEndpointKept && !values.query.some(isKept);
  if (errors.length === 0 && isWhole) {
    const reread = parseHttpDestination(conf);
    if (!reread.ok) errors.push({ ...reread.error, at: "destinationString" });
  }
  return errors;
}

function checkString(text: string): AppError {
  const parsed = parseHttpDestination(text);
  const error = parsed.ok ? appError("E_DEST_UNREAD") : parsed.error;
  return { ...error, at: "destinationString" };
}

function checkOutput({ fieldNames, isFieldListOptional, sampleRate }: JobFormValues): AppError[] {
  const errors: AppError[] = [];
  if (fieldNames.length === 0 && !isFieldListOptional) errors.push(appError("E_FIELDS_EMPTY", { at: "fieldNames" }));
  const rate = readSampleRate(sampleRate);
  if (rate === undefined || !(rate > 0 && rate <= 1)) errors.push(appError("E_SAMPLE_RATE", { at: "sampleRate" }));
  return errors;
}

function checkBatching(values: JobFormValues): AppError[] {
  return [
    checkLimit(values.maxUploadBytes, "max_upload_bytes", "maxUploadBytes"),
    checkLimit(values.maxUploadRecords, "max_upload_records", "maxUploadRecords"),
    checkLimit(values.maxUploadInterval, "max_upload_interval_seconds", "maxUploadInterval"),
  ].filter((error) => error !== undefined);
}

import { listOffences, parseHttpDestination } from "../destination/http.ts";
import { isWellFormed } from "../destination/percent.ts";
import { findEndpointPlaceholders } from "../destination/placeholder-text.ts";
import { appError } from "../errors/app-error.ts";
import { checkFilterText } from "../filter/check-filter-text.ts";
import { attackTrafficDatasets, maxNameLength } from "../limits.ts";
import { readEscapes } from "../output/escapes.ts";
import { parseTemplate } from "../output/template.ts";
import { type AppError, inSentences } from "../result.ts";
import { fieldsWith, jobAttributes } from "./attributes.ts";
import { checkOtherChanges, readOtherSettings } from "./check-other-settings.ts";
import { atFormRow, destinationOf, isKept, isPlusOpen, sentRows } from "./destination-of.ts";
import { hasOwnDestination } from "./diff.ts";
import { type JobFormValues, jobFormShape, type QueryRow } from "./form-schema.ts";
import { parseScopePath } from "./job.ts";
import { hasReference, listRefusedCharacters, repairJobName } from "./job-name.ts";
import { escapedTextFields } from "./output-options.ts";
import { placeholdersOf } from "./row-placeholders.ts";
import { checkLimit, readSampleRate } from "./units.ts";
import { checkUnresolved } from "./unresolved.ts";

/**
 * All errors of the form, each with the path of its field in `at`. On an edit, values that are as stored are not
 * checked: old limits and names must not prevent other changes.
 */
export function checkJobForm(values: JobFormValues, stored?: JobFormValues): AppError[] {
  const isTouched = ({ at }: AppError) => !stored || !isSame(values, stored, at ?? "");
  const unresolved = checkUnresolved(values);
  const places = new Set(unresolved.map(({ at }) => at));
  // Further errors of a field follow from its reference, and whether settings fit an unresolved dataset is unknown.
  const isKnown = ({ at, code }: AppError) => !places.has(at) && !(places.has("dataset") && dependsOnDataset.has(code));
  return [
    ...unresolved,
    ...[
      ...checkTarget(values).filter(isTouched),
      ...(!stored || hasOwnDestination(stored, values) ? checkDestination(values) : []),
      ...[
        ...checkOutput(values),
        ...checkFormat(values),
        ...checkBatching(values),
        ...checkRest(values, stored),
      ].filter(isTouched),
    ].filter(isKnown),
  ];
}

const dependsOnDataset: ReadonlySet<AppError["code"]> = new Set([
  "E_KIND_DATASET",
  "E_ATTACK_DATASET",
  "E_MERGE_DATASET",
]);

function isSame(values: JobFormValues, stored: JobFormValues, key: string): boolean {
  const settingOf = (form: JobFormValues) => JSON.stringify(new Map<string, unknown>(Object.entries(form)).get(key));
  return settingOf(values) === settingOf(stored);
}

function checkTarget({ scope, dataset, name }: JobFormValues): AppError[] {
  const errors: AppError[] = [];
  if (!parseScopePath(scope)) errors.push(appError("E_SCOPE", { at: "scope" }));
  if (dataset === "") errors.push(appError("E_DATASET", { at: "dataset" }));
  else if (!/^[a-z0-9_]{1,100}$/.test(dataset)) {
    errors.push(appError("E_DATASET_ID", { at: "dataset", params: { id: dataset } }));
  }
  return [...errors, ...checkJobName(name)];
}

/** What prevents a new name. */
export function checkJobName(name: string): AppError[] {
  const errors: AppError[] = [];
  if (name.length > maxNameLength) {
    errors.push(appError("E_NAME_LONG", { at: "name", params: { length: name.length, limit: maxNameLength } }));
  }
  if (name !== "" && name.trim() === "") errors.push(appError("E_NAME_BLANK", { at: "name" }));
  else if (!isWellFormed(name)) errors.push(appError("E_TEXT_ILL_FORMED", { at: "name" }));
  else if (listRefusedCharacters(name) !== "") errors.push(refusedName(name));
  return errors;
}

function refusedName(name: string): AppError {
  const repaired = hasReference(name) ? "" : repairJobName(name);
  const advice =
    repaired === "" ? "Enter another name, or leave the field empty." : `Use “${repaired}”, or enter another name.`;
  return appError("E_NAME_CHARACTERS", { at: "name", params: { characters: listRefusedCharacters(name), advice } });
}

function checkDestination(values: JobFormValues): AppError[] {
  if (values.destinationMode === "keep") return [];
  const { query, isEndpointKept, destinationString } = values;
  const sent = sentRows(query);
  const row = (place: number): QueryRow | undefined => sent[place]?.row;
  const offences = listOffences(destinationOf(values), {
    isEndpointKept,
    isPairKept: (place) => isKept(row(place)),
    isNonAsciiAccepted: (place) => row(place)?.isNonAsciiAccepted === true,
  });
  const empty = sent.flatMap(({ row: pair, place }) =>
    pair.kind === "header" && pair.value === "" && !isKept(pair)
      ? [appError("E_HEADER_VALUE_EMPTY", { at: `query.${place}.value` })]
      : [],
  );
  const undecided = sent.flatMap(({ row: pair, place }) =>
    isPlusOpen(pair) ? [appError("E_DEST_PLUS", { at: `query.${place}.value` })] : [],
  );
  // Kept parts cannot be checked here without their values. The server does it.
  const isWhole = !isEndpointKept && !query.some(isKept);
  const placeholders = checkPlaceholders(values);
  const isReplaced = ({ at }: AppError) => placeholders.some((error) => error.at === at);
  return [
    ...(destinationString === "" ? [] : [checkString(destinationString)]),
    ...placeholders,
    ...offences
      .filter(({ at }) => isWhole || at !== "destinationString")
      .map((error) => atFormRow(error, query))
      .filter((error) => !isReplaced(error)),
    ...empty,
    ...undecided,
  ];
}

/** A placeholder from documentation. In a row, a person can confirm that it is the value. */
function checkPlaceholders({ endpoint, isEndpointKept, query }: JobFormValues): AppError[] {
  const [inEndpoint] = isEndpointKept ? [] : findEndpointPlaceholders(endpoint);
  const rows = sentRows(query).flatMap(({ row, place }) => {
    if (isKept(row) || row.isPlaceholderAccepted) return [];
    const [placeholder] = placeholdersOf(row);
    const params = { placeholder: placeholder ?? "", step: "Enter the value, or select “This is the value”." };
    return placeholder === undefined ? [] : [appError("E_PLACEHOLDER", { at: `query.${place}.value`, params })];
  });
  if (inEndpoint === undefined) return rows;
  const params = { placeholder: inEndpoint, step: "Enter the actual value. Write %24 for a $ in the path." };
  return [appError("E_PLACEHOLDER", { at: "endpoint", params }), ...rows];
}

function checkString(text: string): AppError {
  const parsed = parseHttpDestination(text);
  const [placeholder] = parsed.ok ? [] : findEndpointPlaceholders(text);
  if (placeholder !== undefined) {
    const params = { placeholder, step: "Enter the actual value." };
    return appError("E_PLACEHOLDER", { at: "destinationString", params });
  }
  const error = parsed.ok ? appError("E_DEST_UNREAD") : parsed.error;
  return { ...error, at: "destinationString" };
}

function checkOutput({ fieldNames, sampleRate }: JobFormValues): AppError[] {
  const errors: AppError[] = [];
  if (fieldNames.length === 0) errors.push(appError("E_FIELDS_EMPTY", { at: "fieldNames" }));
  const rate = readSampleRate(sampleRate);
  if (rate === undefined || !(rate > 0 && rate <= 1)) errors.push(appError("E_SAMPLE_RATE", { at: "sampleRate" }));
  return errors;
}

/** Texts with a wrong escape, templates that cannot be parsed, and flags that the dataset does not have. */
function checkFormat(values: JobFormValues): AppError[] {
  const errors: AppError[] = escapedTextFields.flatMap((at) => {
    const read = readEscapes(values[at] ?? "");
    return read.ok ? [] : [{ ...read.error, at }];
  });
  const template = parseTemplate(values.recordTemplate ?? "");
  if (!template.ok) errors.push(template.error);
  const isMergeable = values.dataset === "http_requests" && values.scope.startsWith("zones/");
  if (values.mergeSubrequests && !isMergeable) errors.push(appError("E_MERGE_DATASET", { at: "mergeSubrequests" }));
  return errors;
}

function checkRest(values: JobFormValues, stored: JobFormValues | undefined): AppError[] {
  const { kind, dataset, filter, filterAttackTraffic, otherSettings } = values;
  const errors: AppError[] = [];
  if (kind === "edge" && dataset !== "http_requests") errors.push(appError("E_KIND_DATASET", { at: "kind" }));
  if (filterAttackTraffic !== "" && !attackTrafficDatasets.includes(dataset)) {
    errors.push(appError("E_ATTACK_DATASET", { at: "filterAttackTraffic", params: { dataset } }));
  }
  const filterError = checkFilterText(filter);
  if (filterError) errors.push(filterError);
  const other = readOtherSettings(otherSettings);
  const offence = other.ok ? checkOtherChanges(stored?.otherSettings ?? "", otherSettings) : other.error;
  return offence ? [...errors, offence] : errors;
}

function checkBatching(values: JobFormValues): AppError[] {
  return fieldsWith({ type: "limit" }).flatMap((at) => checkLimit(values[at], jobAttributes[at].key, at) ?? []);
}

/**
 * The form's schema for a new job, in the browser and on the server. Each issue's message says what is wrong and what
 * to do.
 */
export const jobFormSchema = jobFormSchemaOver(undefined);

/** The schema for an edit. It checks only what differs from the stored job. */
export function jobFormSchemaOver(stored: JobFormValues | undefined) {
  return jobFormShape.check((context) => {
    for (const error of checkJobForm(context.value, stored)) {
      context.issues.push({
        code: "custom",
        message: inSentences(error),
        path: pathOf(error.at ?? ""),
        input: context.value,
      });
    }
  });
}

function pathOf(at: string): (string | number)[] {
  return at.split(".").map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

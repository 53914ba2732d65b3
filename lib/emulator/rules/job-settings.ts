import { invalidRequest, notAllowed } from "../api/failure.ts";
import { type Dataset, findDataset, type ScopeKind } from "../datasets.ts";
import { isJsonObject, type JsonObject } from "../json.ts";
import { parseHttpsDestination } from "../push/destination.ts";
import { parseOtherDestination, schemeOf } from "../push/schemes.ts";
import type { Scope, StoredJob } from "../state/model.ts";
import { SEED_TRANSFORMERS } from "../state/transformers.data.ts";
import { checkFilter } from "./filter.ts";
import { checkLogpullOptions } from "./logpull-options.ts";
import { refuseOutputOptions } from "./output-options.ts";

const UPLOAD_RANGES: { [key: string]: [minimum: number, maximum: number] } = {
  max_upload_bytes: [5_000_000, 1_000_000_000],
  max_upload_records: [1000, 1_000_000],
  max_upload_interval_seconds: [30, 300],
};
/** Documented for IBM Cloud Logs, below the general minimum. */
const IBM_MINIMUM_BYTES = 2_000_000;
const ATTACK_FILTER_DATASETS = ["http_requests", "firewall_events", "network_analytics_logs"];
const MAX_NAME_LENGTH = 512;
/** The pattern of `logpush_name` in Cloudflare's OpenAPI document. */
const NAME = /^[a-zA-Z0-9._-]*$/;

/** The dataset of a create request in its scope; `http_requests` by default. */
export function requireDataset(id: unknown, scope: Scope): Dataset {
  const name = id === undefined || id === null ? "http_requests" : id;
  if (typeof name !== "string") throw invalidRequest("dataset must be a string");
  const dataset = findDataset(scope.kind, name);
  if (dataset) return dataset;
  const other = findDataset(scope.kind === "zones" ? "accounts" : "zones", name);
  throw invalidRequest(
    other
      ? `dataset "${name}" is not available for ${scope.kind === "zones" ? "a zone" : "an account"}`
      : `unknown dataset "${name}"`,
  );
}

/** The scope of a job and its account, which decides about its transformer. */
export type JobPlace = { dataset: Dataset; scopeKind: ScopeKind; accountId: string | undefined };

/** Checks a whole job (a create body, or a stored job with an update merged in); throws the first refusal. */
export function requireSettings(settings: JsonObject, { dataset, scopeKind, accountId }: JobPlace): void {
  const refusal =
    refuseOutputOptions(settings.output_options, dataset, scopeKind) ??
    refuseLogpull(settings, dataset) ??
    refuseFilter(settings.filter, dataset) ??
    refuseRanges(settings) ??
    refuseScalars(settings, dataset) ??
    refuseDestination(settings.destination_conf) ??
    refuseTransformer(settings, dataset, accountId);
  if (refusal) throw invalidRequest(refusal);
}

/** 403 if a zone's plan has no Bot Management and the job selects its fields. */
export function requirePlan(settings: JsonObject, dataset: Dataset, hasBotManagement: boolean): void {
  if (hasBotManagement || dataset.id !== "http_requests") return;
  const asked = JSON.stringify([settings.output_options, settings.logpull_options]);
  if (!/\bBot(Score|Tags|Detection)/.test(asked)) return;
  throw notAllowed("creating a new job is not allowed: Bot Management fields are not allowed");
}

/** A bucket needs an ownership challenge, unless a job of the scope already pushes to it. */
export function requireOwnership(conf: string, challenge: unknown, jobsOfScope: StoredJob[]): void {
  const parsed = parseOtherDestination(conf);
  if (!parsed.ok || !parsed.value.needsChallenge) return;
  const isProven = jobsOfScope.some((job) => {
    const other = parseOtherDestination(job.settings.destination_conf);
    return other.ok && other.value.container === parsed.value.container;
  });
  if (!isProven && !isAcceptedChallenge(challenge)) {
    throw invalidRequest("error validating destination: ownership challenge is missing or does not match");
  }
}

/** The emulator has no bucket to read a token from, so it accepts any text except one that begins with "invalid". */
export function isAcceptedChallenge(challenge: unknown): boolean {
  return typeof challenge === "string" && challenge.trim() !== "" && !challenge.startsWith("invalid");
}

/** The reason why a destination of any scheme is refused, or undefined. */
export function refuseDestination(conf: unknown): string | undefined {
  if (typeof conf !== "string" || conf === "") return "destination_conf is required";
  const parsed = schemeOf(conf) === "https" ? parseHttpsDestination(conf) : parseOtherDestination(conf);
  return parsed.ok ? undefined : `error parsing destination_conf: ${parsed.message}`;
}

function refuseLogpull({ logpull_options: text, output_options: options }: JsonObject, dataset: Dataset) {
  if (options !== undefined && options !== null) return undefined;
  const check = checkLogpullOptions(text, dataset);
  return check.ok ? undefined : check.message;
}

function refuseFilter(filter: unknown, dataset: Dataset): string | undefined {
  const check = checkFilter(filter, dataset);
  return check.ok ? undefined : check.message;
}

function refuseRanges(settings: JsonObject): string | undefined {
  const isIbm = typeof settings.destination_conf === "string" && schemeOf(settings.destination_conf) === "ibmcl";
  for (const [key, [minimum, maximum]] of Object.entries(UPLOAD_RANGES)) {
    const value = settings[key];
    const floor = isIbm && key === "max_upload_bytes" ? IBM_MINIMUM_BYTES : minimum;
    if (value === undefined || value === null || value === 0) continue;
    if (typeof value !== "number" || !Number.isInteger(value)) return `${key} must be an integer`;
    if (value < floor || value > maximum) return `${key} must be 0 or between ${floor} and ${maximum}`;
  }
  return undefined;
}

function refuseScalars(settings: JsonObject, dataset: Dataset): string | undefined {
  const { enabled, kind, frequency, filter_attack_traffic: attack } = settings;
  if (typeof enabled !== "boolean") return "enabled must be a boolean";
  if (!isOneOf(kind, ["", "edge"])) return 'kind must be "" or "edge"';
  if (kind === "edge" && dataset.id !== "http_requests") return "kind edge is only supported for http_requests";
  if (!isOneOf(frequency, ["", "high", "low"])) return "frequency must be high or low";
  if (!isOneOf(attack, [true, false])) return "filter_attack_traffic must be a boolean";
  if (attack === true && !ATTACK_FILTER_DATASETS.includes(dataset.id)) {
    return `filter_attack_traffic is not supported for dataset ${dataset.id}`;
  }
  return undefined;
}

/** A transformer belongs to an account and reads one dataset; it writes NDJSON only. */
function refuseTransformer(
  { transformer_id: id, output_options: options }: JsonObject,
  dataset: Dataset,
  accountId: string | undefined,
): string | undefined {
  if (id === undefined || id === null || id === 0) return undefined;
  const transformer = SEED_TRANSFORMERS.find((known) => known.id === id && known.accountId === accountId);
  if (!transformer) return `transformer ${String(id)} not found for this account`;
  if (transformer.dataset !== dataset.id) {
    return `transformer ${transformer.id} dataset "${transformer.dataset}" does not match job dataset "${dataset.id}"`;
  }
  const isCsv = isJsonObject(options) && options.output_type === "csv";
  return isCsv ? "transformers support output_type ndjson only" : undefined;
}

/** The refusal of a name that a client sends; a stored older name stays as it is. */
export function requireName(name: unknown): void {
  if (name === undefined || name === null) return;
  if (typeof name !== "string") throw invalidRequest("name must be a string");
  if (name.length > MAX_NAME_LENGTH) throw invalidRequest(`name is longer than ${MAX_NAME_LENGTH} characters`);
  if (!NAME.test(name)) throw invalidRequest(`invalid name: must match ${NAME.source}`);
}

function isOneOf(value: unknown, allowed: unknown[]): boolean {
  return value === undefined || value === null || allowed.includes(value);
}

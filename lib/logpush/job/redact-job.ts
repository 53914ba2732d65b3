import { formatHttpDestination } from "../destination/http.ts";
import { mask, type RedactedDestination } from "../destination/redact.ts";
import { createRedactor } from "../destination/redact-text.ts";
import { isJsonObject, type Json, type JsonObject } from "./job.ts";
import { maskedDestination } from "./masked-job.ts";
import { fieldOfKey, fieldOfOutputKey } from "./owned-keys.ts";

type Redactor = (text: string) => string;

/**
 * A whole job for display: the destination and the challenge are masked, and so are their values elsewhere. Settings
 * that have a field stay as they are: a filter on the host that a parameter also names is not a secret, and a mask in
 * it would be mistaken for its value.
 */
export function redactJob(raw: JsonObject, destination: RedactedDestination): JsonObject {
  const redact = createRedactor(typeof raw.destination_conf === "string" ? raw.destination_conf : "");
  const { output_options: output } = raw;
  return {
    ...redactOthers(raw, fieldOfKey, redact),
    ...(isJsonObject(output) ? { output_options: redactOthers(output, fieldOfOutputKey, redact) } : {}),
    ...("destination_conf" in raw ? { destination_conf: redactedConf(destination) } : {}),
    ...("ownership_challenge" in raw ? { ownership_challenge: mask } : {}),
  };
}

/** Without the sign that a value holds a `+`: readers of the job take a text with it for a value. */
function redactedConf(destination: RedactedDestination): string {
  const pairs = destination.pairs.map(({ hasPlus: _, ...pair }) => pair);
  return formatHttpDestination(maskedDestination({ ...destination, pairs }));
}

function redactOthers(object: JsonObject, known: object, redact: Redactor): JsonObject {
  const entries = Object.entries(object).map(([key, item]): [string, Json] => [
    key,
    Object.hasOwn(known, key) ? item : redactValue(item, redact),
  ]);
  return Object.fromEntries(entries);
}

function redactValue(value: Json, redact: Redactor): Json {
  if (typeof value === "string") return redact(value);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, redact));
  return isJsonObject(value) ? redactOthers(value, {}, redact) : value;
}

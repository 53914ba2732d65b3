import { mask, type RedactedDestination, redactedEndpoint } from "../destination/redact.ts";
import { redactText } from "../destination/redact-text.ts";
import type { Json, JsonObject } from "./job.ts";

/** A whole job for eyes: the destination and the challenge masked, their values masked wherever else they stand. */
export function redactJob(raw: JsonObject, destination: RedactedDestination): JsonObject {
  const conf = typeof raw.destination_conf === "string" ? raw.destination_conf : "";
  const safe = redactStrings(raw, conf);
  return {
    ...safe,
    ...("destination_conf" in raw ? { destination_conf: redactedConf(destination) } : {}),
    ...("ownership_challenge" in raw ? { ownership_challenge: mask } : {}),
  };
}

/** The destination with the mask in place of each value. */
function redactedConf(destination: RedactedDestination): string {
  const pairs = destination.pairs.map(({ kind, name }) => `${kind === "header" ? "header_" : ""}${name}=${mask}`);
  return pairs.length === 0 ? redactedEndpoint(destination) : `${redactedEndpoint(destination)}?${pairs.join("&")}`;
}

function redactStrings(value: JsonObject, conf: string): JsonObject {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, redactValue(item, conf)]));
}

function redactValue(value: Json, conf: string): Json {
  if (typeof value === "string") return redactText(value, conf);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, conf));
  return value !== null && typeof value === "object" ? redactStrings(value, conf) : value;
}

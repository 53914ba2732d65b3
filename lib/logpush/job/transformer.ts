import { plainJson } from "../json/plain-json.ts";
import { scanJson } from "../json/scan-json.ts";
import { isJsonObject, type JsonObject } from "./job.ts";
import { writeOtherSettings } from "./other-settings.ts";

const key = "transformer_id";

/**
 * The job's transformer in the text of the other settings: its id, a reference, or "" for none. Undefined for a text
 * that is not a JSON object.
 */
export function transformerIn(text: string): string | undefined {
  const settings = settingsOf(text);
  const { [key]: id } = settings ?? {};
  return (
    settings && (id === undefined || id === null || id === 0 ? "" : typeof id === "object" ? undefined : String(id))
  );
}

/** The text with this transformer, or without one. A text that is not a JSON object stays as it is. */
export function withTransformer(text: string, id: number | undefined): string {
  const settings = settingsOf(text);
  if (!settings) return text;
  const { [key]: _, ...others } = settings;
  return writeOtherSettings(id === undefined ? others : { ...others, [key]: id });
}

/** A typed id; undefined for what cannot be one. */
export function readTransformerId(text: string): number | undefined {
  return /^[1-9]\d{0,14}$/.test(text.trim()) ? Number(text) : undefined;
}

function settingsOf(text: string): JsonObject | undefined {
  if (text.trim() === "") return {};
  const scan = scanJson(text);
  const settings = scan.ok ? plainJson(scan.value) : undefined;
  return isJsonObject(settings) ? settings : undefined;
}

import { timestampFormats } from "../limits.ts";
import type { LogpullOptions, LogpullPart } from "./logpull-options.ts";
import { readSample } from "./output-of-logpull.ts";

/**
 * What a conversion to `output_options` does with one part of the old string. "stated": a default is written out or
 * stays one, the records do not change. "dropped": left out without effect. "check": the records may change.
 */
export type ConversionNote = { code: string; effect: "stated" | "dropped" | "check"; message: string };

/** What the conversion of a job's `logpull_options` changes, in the order of the settings. */
export function noteConversion(options: LogpullOptions): ConversionNote[] {
  return [
    ...noteFields(options),
    ...noteTimestamps(options),
    ...noteSample(options),
    ...noteRedaction(options),
    ...noteOthers(options.parts),
  ];
}

/** Whether the records stay as they are, as far as the documentation says. */
export function keepsRecords(notes: ConversionNote[]): boolean {
  return notes.every(({ effect }) => effect !== "check");
}

function noteFields({ fieldNames }: LogpullOptions): ConversionNote[] {
  if (fieldNames === undefined || fieldNames.length === 0) {
    const message = "No fields are named, and none will be: the dataset’s default fields stay.";
    return [{ code: "default-fields", effect: "stated", message }];
  }
  const odd = fieldNames.find((name) => /[^A-Za-z0-9_]/.test(name));
  if (odd === undefined) return [];
  return [check("field-name", `“${odd}” is an odd name for a field. Correct it if Cloudflare refuses it.`)];
}

function noteTimestamps({ timestampFormat: format }: LogpullOptions): ConversionNote[] {
  if (format === undefined) {
    const message = "timestamp_format is written out as unixnano, the default of both forms.";
    return [{ code: "default-timestamps", effect: "stated", message }];
  }
  if (timestampFormats.some((known) => known === format)) return [];
  return [check("timestamps", `“${format}” is no known timestamp format. Choose one before you save.`)];
}

function noteSample({ sampleRate }: LogpullOptions): ConversionNote[] {
  if (sampleRate === undefined) {
    return [{ code: "default-sample", effect: "stated", message: "sample_rate is left out: every record, as before." }];
  }
  if (readSample(sampleRate) !== undefined) return [];
  return [check("sample", `“${sampleRate}” is no sample rate (more than 0, at most 1), so every record is sent.`)];
}

function noteRedaction({ cveRedaction }: LogpullOptions): ConversionNote[] {
  if (cveRedaction === undefined || cveRedaction === "true" || cveRedaction === "false") return [];
  const message = `CVE-2021-44228 is “${cveRedaction}”; only true is documented, so it is taken for off.`;
  return [check("redaction", message)];
}

function noteOthers(parts: LogpullPart[]): ConversionNote[] {
  const keysOf = (role: LogpullPart["role"]) =>
    Array.from(new Set(parts.filter((part) => part.role === role).map(({ key }) => key || "(no name)"))).join(", ");
  const [meaningless, unknown, repeated] = [keysOf("meaningless"), keysOf("unknown"), keysOf("repeated")];
  const notes: ConversionNote[] = [];
  if (meaningless !== "") {
    const message = `Left out: ${meaningless}. A job sets the times of its records by itself.`;
    notes.push({ code: "meaningless", effect: "dropped", message });
  }
  if (unknown !== "") notes.push(check("unknown", `Left out, for output_options has no such setting: ${unknown}.`));
  if (repeated !== "") notes.push(check("repeated", `There more than once, the first one counts here: ${repeated}.`));
  if (parts.some(({ isDecoded }) => !isDecoded)) {
    notes.push(check("escape", "A % in the string is not a valid escape, so that part is taken as it is written."));
  }
  if (parts.some(({ hasPlus }) => hasPlus)) {
    notes.push(check("plus", "A + in the string is taken for a +; some decoders read a space."));
  }
  return notes;
}

function check(code: string, message: string): ConversionNote {
  return { code, effect: "check", message };
}

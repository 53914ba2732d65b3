import { checkPart } from "./check-part.ts";
import type { LogpullOptions, LogpullPart } from "./logpull-options.ts";
import { readSample } from "./output-of-logpull.ts";

/**
 * The effect of a conversion to `output_options` on one part of the old string. "stated": a default is written out or
 * stays; the records do not change. "dropped": left out without effect. "check": the records may change.
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

/** Whether the records stay unchanged, as far as the documentation says. */
export function keepsRecords(notes: ConversionNote[]): boolean {
  return notes.every(({ effect }) => effect !== "check");
}

function noteFields({ fieldNames, parts }: LogpullOptions): ConversionNote[] {
  if (fieldNames === undefined || fieldNames.length === 0) {
    const message = "No fields are set. The dataset’s default fields stay.";
    return [{ code: "default-fields", effect: "stated", message }];
  }
  return noteValue(parts, "fields", "field-name", "Fix it if Cloudflare refuses it.");
}

function noteTimestamps({ timestampFormat: format, parts }: LogpullOptions): ConversionNote[] {
  if (format === undefined) {
    const message = "timestamp_format is set to unixnano, the default of both.";
    return [{ code: "default-timestamps", effect: "stated", message }];
  }
  return noteValue(parts, "timestamps", "timestamps", "Choose a format before you save.");
}

function noteSample({ sampleRate, parts }: LogpullOptions): ConversionNote[] {
  if (sampleRate === undefined) {
    return [{ code: "default-sample", effect: "stated", message: "sample_rate is omitted: every record, as before." }];
  }
  return noteValue(parts, "sample", "sample", readSample(sampleRate) === undefined ? "Every record is sent." : "");
}

function noteRedaction({ cveRedaction, parts }: LogpullOptions): ConversionNote[] {
  if (cveRedaction === undefined) return [];
  return noteValue(parts, "CVE-2021-44228", "redaction", "The redaction is off.");
}

/** What is wrong with the value of a setting, and the consequence for the job. */
function noteValue(parts: LogpullPart[], key: string, code: string, consequence: string): ConversionNote[] {
  const part = parts.find((each) => each.key === key && each.role === "setting");
  const fault = part && checkPart(part);
  return fault ? [check(code, `${fault.why} ${consequence}`.trim())] : [];
}

function noteOthers(parts: LogpullPart[]): ConversionNote[] {
  const keysOf = (role: LogpullPart["role"]) =>
    Array.from(new Set(parts.filter((part) => part.role === role).map(({ key }) => key || "(no name)"))).join(", ");
  const [meaningless, unknown, repeated] = [keysOf("meaningless"), keysOf("unknown"), keysOf("repeated")];
  const notes: ConversionNote[] = [];
  if (meaningless !== "") {
    const message = `Omitted: ${meaningless}. Jobs set the time range themselves.`;
    notes.push({ code: "meaningless", effect: "dropped", message });
  }
  if (unknown !== "") {
    const meant = parts.flatMap((part) => (part.role === "unknown" ? (checkPart(part)?.meant ?? []) : []));
    const hint = meant.length === 0 ? "" : ` Probably meant: ${Array.from(new Set(meant)).join(", ")}.`;
    notes.push(check("unknown", `Omitted, not a setting of output_options: ${unknown}.${hint}`));
  }
  if (repeated !== "") notes.push(check("repeated", `Occurs more than once, the first one applies: ${repeated}.`));
  if (parts.some(({ isDecoded }) => !isDecoded)) {
    notes.push(check("escape", "A % in the string is not a valid escape sequence, so that part is used as written."));
  }
  if (parts.some(({ hasPlus }) => hasPlus)) {
    notes.push(check("plus", "A + in the string is read as a +. Some decoders read a space."));
  }
  return notes;
}

function check(code: string, message: string): ConversionNote {
  return { code, effect: "check", message };
}

import { type AppError, inSentences } from "../result.ts";
import type { FoundJob } from "./found-job.ts";

/** A destination string in a text, and its line, from 1. */
type Destination = { text: string; line: number };

const address = "[a-z][a-z0-9+.-]{0,20}:\\/\\/[^\\s\"'`\\\\<>|]{1,4096}";
const keyed = new RegExp(`destination_?conf["'\`\\\\]{0,6}\\s{0,8}[:=>]{1,3}\\s{0,8}["'\`\\\\]{0,6}(${address})`, "i");
/** Without the key, only a string with headers or the scheme of a storage service is certainly one. */
const sure =
  /https:\/\/[^\s"'`\\<>|?]{1,2048}\?[^\s"'`\\<>|]{0,2048}header_[^\s"'`\\<>|]{1,4096}|\b(?:s3|r2|gs|azure|datadog|splunk|sumo|newrelic|bigquery|clickhouse):\/\/[^\s"'`\\<>|]{1,4096}/i;

export function findDestination(text: string): Destination | undefined {
  const found = keyed.exec(text) ?? sure.exec(text);
  if (!found) return undefined;
  const [whole, value = whole] = found;
  const line = text.slice(0, found.index + whole.length).split("\n").length;
  return { text: value.replace(/[,;)\]}]{1,3}$/, ""), line };
}

/**
 * Adds to the error where the text's destination string is, because that can be pasted alone. The string may contain
 * secrets.
 */
export function withDestinationHint(error: AppError, text: string): AppError {
  const found = findDestination(text);
  if (!found) return error;
  const way = `Or paste only the destination string, which is in line ${found.line}.`;
  return { ...error, nextStep: error.nextStep === undefined ? way : `${error.nextStep} ${way}` };
}

/** The destination string of a text in an unknown format. It changes no other field of the form. */
export function destinationAlone(text: string, error: AppError): FoundJob | undefined {
  const found = findDestination(text);
  if (!found?.text.startsWith("https://")) return undefined;
  return {
    label: "The destination string in the text",
    body: { destination_conf: found.text },
    isWhole: false,
    ignored: [],
    unread: [
      {
        what: "rest of the text",
        why: `${inSentences(error)} Only the destination string in line ${found.line} is read.`,
      },
    ],
  };
}

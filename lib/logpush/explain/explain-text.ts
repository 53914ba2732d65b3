import { describeDecoded } from "../decode/decode.ts";
import { type ExplainedError, explainError } from "../decode/explain-error.ts";
import { findReferences, referenceEnd } from "../destination/references.ts";
import { undoEscapes } from "../destination/undo-escapes.ts";
import { appError } from "../errors/app-error.ts";
import { explainDestination } from "./explain-destination.ts";
import { fixDestination } from "./fix-destination.ts";
import { readPasted } from "./pasted-text.ts";
import { schemes } from "./scheme-facts.ts";

export type ExplainedProblem = { code: string; message: string };

/** The explanation of a text, for a program. Only `fixed` contains secrets of a destination. */
export type ExplainedText =
  | {
      kind: "destination";
      /**
       * `scheme` is empty if the string has none. `fixed` is null if the text alone is not enough to correct the
       * string.
       */
      destination: { scheme: string; problems: ExplainedProblem[]; fixed: string | null };
      error: null;
    }
  | {
      kind: "error";
      destination: null;
      error: ExplainedError;
    };

/** Explains a text that contains a destination or an error; its content decides which. Pure and total. */
export function explainText(text: string): ExplainedText {
  return isError(text)
    ? { kind: "error", destination: null, error: explainError(text) ?? unknownError() }
    : { kind: "destination", destination: explainConf(text), error: null };
}

/** For a text about a failure whose cause is unknown. */
function unknownError(): ExplainedError {
  const { message, nextStep } = describeDecoded({ code: "E_CAUSE_UNKNOWN", params: {} });
  return { code: "E_CAUSE_UNKNOWN", certainty: null, message, nextStep };
}

function explainConf(text: string) {
  const { before, after, text: conf } = readPasted(text);
  if (conf === "") {
    const { code, message } = appError("E_DEST_EMPTY");
    return { scheme: "", problems: [{ code, message }], fixed: null };
  }
  const isInside = /\w/.test(before + after);
  const problems = explainDestination(text)
    .findings.filter(({ code, severity }) => severity !== "info" && !(isInside && code === "escaped-paste"))
    .map(({ code, message }) => ({ code, message }));
  return { scheme: schemeOf(conf), problems, fixed: fixedOf(text) };
}

function schemeOf(conf: string): string {
  return /^([a-z][a-z0-9+.-]*):\/\//i.exec(conf)?.[1]?.toLowerCase() ?? "";
}

/** Applies every fix that needs no decision. Null if the string would still be refused. */
function fixedOf(text: string): string | null {
  const { fixed } = fixDestination(text, ["add-scheme", "join-lines"]);
  if (schemeOf(fixed) === "" && !startsWithReference(fixed)) return null;
  const isRefused = explainDestination(fixed).findings.some(
    ({ code, severity }) => severity === "danger" && code.startsWith("E_"),
  );
  return isRefused ? null : fixed;
}

/** Members of an answer, of a job or of a log line that exist only after a failure. */
const failure =
  /"errors\\{0,31}"\s*:\s*\[\s*[^\s\]]|"success\\{0,31}"\s*:\s*false|error_message\\{0,31}"?\s*[:=]\s*(?:\\{0,31}"[^"\\]|[^\s"\\,}n])/;
const failureWord =
  /\b(?:errors?|failed|failure|refused|denied|forbidden|unauthorized|timeout|timed out|not allowed|x509|invalid|unexpected status)\b/i;
const knownAddress = new RegExp(`^(?:${schemes.join("|")}|http)://`, "i");

function isError(original: string): boolean {
  const text = undoEscapes(original).text.trim();
  if (text === "") return false;
  if (failure.test(original) || /^\W*(?:error|fatal|failed)\b/i.test(text)) return true;
  const { text: conf } = readPasted(original);
  const isAddress = knownAddress.test(conf) || schemeOf(conf) !== "" || startsWithReference(conf);
  if (isAddress && /destination[_-]?conf/i.test(text)) return false;
  if (isAddress) return failureWord.test(outsideReferences(text.replace(/^\S+/, "").replace(conf, "")));
  if (/(?:^|[?&\s])header_[^\s=]*=/i.test(text)) return false;
  return !/^["'`]?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?::\d+)?(?:[/?]\S*)?$/i.test(text);
}

function startsWithReference(text: string): boolean {
  return referenceEnd(text, 0) !== undefined;
}

function outsideReferences(text: string): string {
  const references = findReferences(text);
  const pieces = references.map(({ start }, place) => text.slice(references[place - 1]?.end ?? 0, start));
  return [...pieces, text.slice(references.at(-1)?.end ?? 0)].join("");
}

import { expect, test } from "vitest";
import { readQuantity, readShare } from "./batching/quantity.ts";
import { readFieldSets } from "./datasets/field-sets.ts";
import { readPastedList } from "./datasets/paste-list.ts";
import { decodeAnswer, describeDeliveryError } from "./decode/decode.ts";
import { readPasted } from "./decode/read-pasted.ts";
import { checkPair } from "./destination/check-pair.ts";
import { checkEndpointForSending } from "./destination/endpoint.ts";
import { parseHeaderLines } from "./destination/header-lines.ts";
import { parseHttpDestination } from "./destination/http.ts";
import { noteDestination } from "./destination/notes.ts";
import { parsePair } from "./destination/pair.ts";
import { encodeStrict, looksEncoded } from "./destination/percent.ts";
import { looksRandom, redactDestination } from "./destination/redact.ts";
import { redactText } from "./destination/redact-text.ts";
import { segmentDestination } from "./destination/segments.ts";
import { explainDestination } from "./explain/explain-destination.ts";
import { fixDestination } from "./explain/fix-destination.ts";
import { checkFilter } from "./filter/check-filter.ts";
import { checkFilterText } from "./filter/check-filter-text.ts";
import { describeFilter } from "./filter/filter-words.ts";
import { noteFilter } from "./filter/note-filter.ts";
import { parseFilter } from "./filter/parse-filter.ts";
import { tryFilter } from "./filter/try-filter.ts";
import { cleanPaste, undoMarkup } from "./import/clean-text.ts";
import { findDestination } from "./import/destination-hint.ts";
import { readDestinationConf } from "./import/destination-values.ts";
import { detectImport } from "./import/detect.ts";
import { readLogpull } from "./import/from-logpull.ts";
import { readCode } from "./import/read-code.ts";
import { readCurl } from "./import/read-curl.ts";
import { readJson } from "./import/read-json.ts";
import { isPlan, normalizePlan } from "./import/terraform-plan.ts";
import { scopeOf } from "./import/terraform-scope.ts";
import { resolveValue } from "./import/terraform-text.ts";
import { importJob } from "./import/to-form.ts";
import { checkJobForm } from "./job/check-form.ts";
import { readOtherSettings } from "./job/check-other-settings.ts";
import { formValuesOf } from "./job/from-wire.ts";
import { timeOrNull } from "./job/health.ts";
import { isJsonObject, parseScopePath } from "./job/job.ts";
import { readLimit, readSampleRate } from "./job/units.ts";
import { parseJson } from "./json/parse-json.ts";
import { noteConversion } from "./legacy/conversion-notes.ts";
import { parseLogpullOptions } from "./legacy/logpull-options.ts";
import { noteContentType } from "./output/content-type.ts";
import { betterHeaderRow, layoutValues } from "./output/layouts.ts";
import { parseTemplate } from "./output/template.ts";
import { judgeBody } from "./output/verdict.ts";
import { exampleValues, header, param } from "./testing/form-values.ts";

/** Each makes a regular expression or loop backtrack if it can. */
const hostile: Record<string, (size: number) => string> = {
  letters: (size) => "a".repeat(size),
  digits: (size) => `1${"1".repeat(size)}x`,
  "spaces between": (size) => `1${" ".repeat(size)}!`,
  escapes: (size) => "%41".repeat(size / 3),
  "open escapes": (size) => "%".repeat(size),
  dashes: (size) => `${"a-".repeat(size / 2)}!`,
  colons: (size) => ":".repeat(size),
  ampersands: (size) => `https://h.example?${"&".repeat(size)}`,
  slashes: (size) => `https://h.example${"/".repeat(size)}`,
  brackets: (size) => `https://${"[".repeat(size)}`,
  lookups: (size) => "lookup ".repeat(size / 7),
  quotes: (size) => `-H '${"'\\''".repeat(size / 4)}`,
  options: (size) => "-H ".repeat(size / 3),
  backslashes: (size) => `-H "${"\\".repeat(size)}`,
  lines: (size) => "a:b\n".repeat(size / 4),
  groups: (size) => `1${",111".repeat(size / 4)}!`,
  "open brackets": (size) => '{"where":'.repeat(size / 9),
  "open lists": (size) => "[".repeat(size),
  "open quotes": (size) => `{"${"\\".repeat(size)}`,
  "open objects": (size) => '{"a":['.repeat(size / 6),
  braces: (size) => "{{".repeat(size / 2),
  comments: (size) => `{{/*${"*".repeat(size)}`,
  constants: (size) => `{{"${"\\n".repeat(size / 2)}`,
  actions: (size) => "{{.A}}".repeat(size / 6),
  commas: (size) => ",".repeat(size),
  "line feeds": (size) => "\n".repeat(size),
  bullets: (size) => `${"•".repeat(size)}x`,
  "escaped signs": (size) => "\\u0026".repeat(size / 6),
  assignments: (size) => `destination_conf="`.repeat(size / 18),
  parameters: (size) => `https://h.example?${"a=b&".repeat(size / 4)}`,
  "line breaks": (size) => `https://h.example?a=${" \n".repeat(size / 2)}b`,
  "open braces": (size) => "$\u007b".repeat(size / 2),
  commands: (size) => "curl a; ".repeat(size / 8),
  "commands with a job": (size) => "curl a/zones/b/logpush/jobs -d '{}'\n".repeat(size / 36),
  "open substitutions": (size) => `curl ${"$(".repeat(size / 2)}`,
  "open comments": (size) => "/*".repeat(size / 2),
  keys: (size) => `{${Array.from({ length: size / 20 }, (_, place) => `"key number ${place}":1`).join()}}`,
  gaps: (size) => "\ufdd0".repeat(size),
  "half characters": (size) => "\ud800".repeat(size),
};

const validators: Record<string, (text: string) => unknown> = {
  parseHttpDestination,
  parsePair: (text) => parsePair(text),
  checkPair: (text) => [checkPair(header(text, text), ""), checkPair(param(text, text), "")],
  checkEndpointForSending,
  parseHeaderLines,
  noteDestination: (text) => noteDestination({ endpoint: text, query: [param(text, text)] }),
  encodeStrict,
  looksEncoded,
  looksRandom,
  redactDestination: (text) => redactDestination(text, () => ""),
  redactText: (text) => redactText(text, `https://h.example?a=${text}`),
  segmentDestination: (text) => segmentDestination(exampleValues({ endpoint: text, query: [header(text, text)] })),
  checkJobForm: (text) =>
    checkJobForm(exampleValues({ scope: text, name: text, endpoint: text, query: [param(text, text)] })),
  checkFilterText,
  checkFilter: (text) => checkFilter(text),
  parseFilter: (text) => {
    const filter = parseFilter(
      `{"where":{"and":[${condition(text)}${`,${condition("a")}`.repeat(text.length / 50)}]}}`,
    );
    return filter.ok && filter.value ? [describeFilter(filter.value), noteFilter(filter.value)] : [];
  },
  tryFilter: (text) => tryFilter(undefined, text, 500),
  explainDestination,
  fixDestination: (text) =>
    fixDestination(text, ["add-scheme", "join-lines", "encode-hash", "userinfo-to-header", "decode-once"]),
  describeDeliveryError: (text) => describeDeliveryError(text),
  decodeAnswer: (text) => decodeAnswer(500, text),
  readPasted,
  "readPasted of an answer": (text) =>
    readPasted(JSON.stringify({ errors: [{ code: 1002, message: text }], result: [{ error_message: text }, text] })),
  formValuesOf: (text) => formValuesOf({ id: 1, logpull_options: text }),
  detectImport,
  "detectImport of blank lines": (text) => detectImport(`${"\n".repeat(text.length)}x`),
  parseJson,
  readJson,
  readCurl,
  "readCurl of a body": (text) => readCurl(`curl h/zones/a/logpush/jobs -d '${text}'`),
  "readCurl of lines": (text) => readCurl(text.replaceAll("\n", " \\\n -H ")),
  "readJson of members": (text) => readJson(`"result": ${text}`),
  "readJson of a text": (text) => readJson(JSON.stringify({ a: `{"destination_conf":${text}` })),
  "readCode of JavaScript": (text) => readCode(`x = { destination_conf: ${text}`, "javascript"),
  "readCode of Python": (text) => readCode(`f(destination_conf=${text})`, "python"),
  "readCode of Go": (text) => readCode(text, "go"),
  "readCode of PowerShell": (text) => readCode(`@{ destination_conf = ${text} }`, "powershell"),
  cleanPaste,
  undoMarkup,
  findDestination,
  normalizePlan: (text) => [isPlan(text), normalizePlan(`resource "cloudflare_logpush_job" "a" {\n${text}`)],
  readLogpull,
  readDestinationConf: (text) => readDestinationConf(`https://h.example?${text}`),
  resolveValue: (text) => resolveValue(text, scopeOf({}, {})),
  importJob: (text) => {
    const parsed = parseJson(text);
    const body = parsed.ok && isJsonObject(parsed.value) ? parsed.value : { [text]: text, destination_conf: text };
    const found = { label: "", body, isWhole: true, ignored: [], unread: [] };
    return importJob(found, { current: exampleValues(), scopes: [], datasets: [] });
  },
  timeOrNull,
  parseScopePath,
  readFieldSets,
  readLimit,
  readPastedList: (text) => [readPastedList(text, ["RayID"]), readPastedList(`field_names=[${text}`, [])],
  readSampleRate,
  readOtherSettings: (text) => [readOtherSettings(text), readOtherSettings(`{"a":"${text}`)],
  noteConversion: (text) => noteConversion(parseLogpullOptions(text)),
  readQuantity,
  readShare,
  parseTemplate,
  judgeBody: (text) => [true, false].map((isCsv) => judgeBody(text, { isCsv, delimiter: "," })),
  noteContentType: (text) => noteContentType(text, "ndjson"),
  betterHeaderRow: (text) =>
    betterHeaderRow({ ...layoutValues("CSV with header row", []), batchPrefix: `${text}\\n` }, ["A"]),
};

function condition(value: string): string {
  return `{"key":"a","operator":"eq","value":${JSON.stringify(value)}}`;
}

/** In milliseconds of CPU time, so that other load on the machine counts little. */
function timeOf(work: () => unknown): number {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/**
 * Under 50 ms for 40 kB passes; above that, twice the text must not take four times as long. Only texts of these
 * sizes are compared, because small ones are too fast to measure. Garbage collection can distort one comparison, but
 * hardly five in a row.
 */
function isSlow(validate: (text: string) => unknown, make: (size: number) => string): boolean {
  const [half, whole] = [make(20_000), make(40_000)];
  const seemsSlow = () => {
    const wholeMs = timeOf(() => validate(whole));
    return wholeMs >= 50 && wholeMs > 3.2 * timeOf(() => validate(half));
  };
  return Array.from({ length: 5 }).every(seemsSlow);
}

test.each(Object.entries(validators))("%s reads 40 kB of hostile input in linear time", (_name, validate) => {
  const slow = Object.entries(hostile).filter(([, make]) => isSlow(validate, make));
  expect(slow.map(([name]) => name)).toEqual([]);
});

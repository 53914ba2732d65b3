import { inOneLine } from "./clean-message.ts";
import { decodeHealthStatus } from "./decode.ts";
import { decodeFacts } from "./decode-facts.ts";
import type { Facts } from "./facts.ts";
import { findLooseJson, type Loose, type LooseFind } from "./loose-json.ts";
import { deliveryPart, readWords, statusIn } from "./read-words.ts";
import type { Reading } from "./reading.ts";

type LooseObject = { [key: string]: Loose };
type ApiError = { code: number; message: string };

const maxReadings = 20;
/** The limit on nodes that are read in the objects of a text. */
const maxNodes = 20_000;
/** A log line may hold an answer as text inside JSON, which may hold another. */
const maxNesting = 3;

/** Reads every failure in the objects of a text, each once. The words around an object show whose answer it is. */
export function readFound(text: string, outer?: Facts, nesting = 0): Reading[] {
  const finds = findLooseJson(text).filter((find) => !isEndpointsBody(text, find));
  if (finds.length === 0) return [];
  const words = readWords(inOneLine(outside(text, finds)));
  const context = outer ? joinFacts(words, outer) : words;
  const readings = new Map<string, Reading>();
  const strings: { text: string; status: number | undefined }[] = [];
  let nodes = 0;
  for (const { value } of finds) {
    const rest: { value: Loose; status: number | undefined; key: string }[] = [{ value, status: undefined, key: "" }];
    for (const { value: node, status: inherited, key } of rest) {
      nodes += 1;
      if (nodes > maxNodes || readings.size >= maxReadings) break;
      if (typeof node === "string" && node.length > 8) strings.push({ text: node, status: inherited });
      if (typeof node !== "object" || node === null || key === "messages") continue;
      const status = Array.isArray(node) ? inherited : (statusOf(node) ?? inherited);
      const found = Array.isArray(node) ? readList(node, key, status, context) : readObject(node, key, status, context);
      for (const reading of found) readings.set(`${reading.from} ${reading.text}`, reading);
      const isErrors = found.length > 0 && Array.isArray(node);
      if (!isErrors)
        rest.push(
          ...Object.entries(node)
            .slice(0, maxNodes)
            .map(([name, child]) => ({ value: child, status, key: Array.isArray(node) ? key : name })),
        );
    }
  }
  if (readings.size > 0 || nesting >= maxNesting) return [...readings.values()];
  return readStrings(strings, context, nesting);
}

/** Whether an object is an endpoint's answer inside the text of a delivery, so its members are not the API's. */
function isEndpointsBody(text: string, { start }: LooseFind): boolean {
  const before = text.slice(Math.max(0, start - 2000), start);
  return deliveryPart(before.slice(before.lastIndexOf("\n") + 1)) !== undefined;
}

function outside(text: string, finds: LooseFind[]): string {
  const parts = finds.map(({ start }, index) => text.slice(finds[index - 1]?.end ?? 0, start));
  return [...parts, text.slice(finds.at(-1)?.end ?? 0)].join(" ");
}

/** Reads texts inside JSON: a program's log line, or a plain message. */
function readStrings(
  strings: { text: string; status: number | undefined }[],
  outer: Facts,
  nesting: number,
): Reading[] {
  for (const { text, status } of strings) {
    const context = { ...outer, ...(status !== undefined && { apiStatus: status }) };
    const found = readFound(text, context, nesting + 1);
    if (found.length > 0) return found;
    const decoded = decodeFacts(joinFacts(readWords(inOneLine(text)), context));
    if (decoded.code !== "E_CAUSE_UNKNOWN") return [{ text, from: "text", decoded }];
  }
  return [];
}

function joinFacts(facts: Facts, context: Facts): Facts {
  const { apiStatus = context.apiStatus, route = context.route, retryAfter = context.retryAfter } = facts;
  return {
    ...facts,
    isApi: facts.isApi || context.isApi,
    ...(apiStatus !== undefined && { apiStatus }),
    ...(route && { route }),
    ...(retryAfter !== undefined && { retryAfter }),
  };
}

/** The status that a program printed beside an answer. In a row of Logpush health it means something else. */
function statusOf(node: LooseObject): number | undefined {
  if ("jobId" in node || "destinationType" in node) return undefined;
  const status = Number(node.status ?? node.statusCode ?? node.status_code);
  return Number.isInteger(status) && status >= 400 && status < 600 ? status : undefined;
}

/** A list of errors, under any name, is one answer of the API. */
function readList(items: Loose[], key: string, status: number | undefined, context: Facts): Reading[] {
  const errors = items.flatMap((item) => errorsOf(item, key === "errors"));
  return errors.length > 0 ? [readErrors(errors, status, context)] : [];
}

/** Reads one object: an error, a job's error message, a refused check, or a health status. */
function readObject(node: LooseObject, key: string, status: number | undefined, context: Facts): Reading[] {
  const found: Reading[] = [];
  const errors = errorsOf(node, key === "errors" || key === "error");
  if (errors.length > 0 && node.valid !== false) found.push(readErrors(errors, status, context));
  for (const text of [node.error_message, node.valid === false ? node.message : undefined]) {
    if (typeof text !== "string" || text === "") continue;
    found.push({ text, from: "text", decoded: decodeFacts(readWords(inOneLine(text))) });
  }
  const isHealth = "jobId" in node || "destinationType" in node;
  if (isHealth && typeof node.status === "number") {
    found.push({ text: String(node.status), from: "health", decoded: decodeHealthStatus(node.status) });
  }
  return found;
}

function readErrors(errors: ApiError[], status: number | undefined, context: Facts): Reading {
  const text = errors.map(({ code, message }) => (code === 0 ? message : `${code}: ${message}`)).join("\n");
  const words = errors.map(({ message }) => message).join(" ");
  const apiStatus = context.apiStatus ?? status ?? statusIn(context.text, true);
  const facts = {
    ...context,
    text: inOneLine(words),
    apiCodes: errors.flatMap(({ code }) => (code === 0 ? [] : [code])),
    isApi: true,
    ...(apiStatus !== undefined && { apiStatus }),
  };
  return { text, from: "api", decoded: decodeFacts(facts) };
}

/** An API error with the chain behind it. Within `errors` a message is enough. */
function errorsOf(item: Loose, isNamed: boolean): ApiError[] {
  if (typeof item === "string") return isNamed && item !== "" ? [{ code: 0, message: item }] : [];
  if (typeof item !== "object" || item === null || Array.isArray(item)) return [];
  const code = /^\d{3,5}$/.test(String(item.code)) ? Number(item.code) : 0;
  const message = typeof item.message === "string" ? item.message : "";
  const chain = Array.isArray(item.error_chain) ? item.error_chain.flatMap((link) => errorsOf(link, true)) : [];
  const isError = isNamed ? code !== 0 || message !== "" : code > 900;
  return isError ? [{ code, message }, ...chain] : [];
}

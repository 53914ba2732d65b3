import type { UpstreamError } from "../result.ts";
import { type Decoded, decodeApiError, decodeHealthStatus, decodeText, isDeliveryText } from "./decode.ts";

/** One thing that was found in a pasted text. `decoded` is undefined where nothing failed. */
export type Reading = {
  /** Word for word, as it came. */
  text: string;
  from: "text" | "api" | "health";
  decoded?: Decoded;
};

export type Pasted = { readings: Reading[]; cfRay?: string };

const maxReadings = 20;
/** What a JSON text may have in it before the rest is left alone. */
const maxNodes = 20_000;

/**
 * Reads any text that tells of a failure: an error message, an answer of Cloudflare's API (with its headers or without),
 * a job, an answer of GraphQL, or a status of Logpush health alone. Total and pure; undefined for an empty text.
 */
export function readPasted(pasted: string): Pasted | undefined {
  const text = pasted.trim();
  if (text === "") return undefined;
  const cfRay = /\bcf-ray:?\s{0,20}([0-9a-f]{16}(?:-[A-Z]{3})?)\b/i.exec(text)?.[1];
  return { readings: readAll(text), ...(cfRay && { cfRay }) };
}

function readAll(text: string): Reading[] {
  const status = /^(?:status(?: code)?\s*[:=]?\s*)?(\d{3,5})$/i.exec(text)?.[1];
  if (status !== undefined) return [readHealth(Number(status))];
  const json = parseLoosely(text);
  if (typeof json === "string") return [readWords(json)];
  const found = json === undefined ? [] : readJson(json, httpStatusIn(text));
  return found.length > 0 ? found : [readWords(text)];
}

function readHealth(status: number): Reading {
  return { text: String(status), from: "health", decoded: decodeHealthStatus(status) };
}

/** A text on its own. Programs print the API's code around it: `9109: …`, `… (1004)`. */
function readWords(text: string): Reading {
  if (isDeliveryText(text)) return { text, from: "text", decoded: decodeText(text) };
  const status = httpStatusIn(text);
  const code = /\b(\d{4,5}): |\((\d{4,5})\)/.exec(text);
  const errors = [{ code: Number(code?.[1] ?? code?.[2] ?? 0), message: text }];
  const refused = decodeApiError({ status, errors });
  if (refused) return { text, from: "api", decoded: refused };
  return {
    text,
    from: "text",
    decoded: status === undefined ? decodeText(text) : { code: "E_CAUSE_UNKNOWN", params: {} },
  };
}

/** The first line of an answer, or what a client library prints of it. */
function httpStatusIn(text: string): number | undefined {
  const status = /\bHTTP(?:\/[\d.]{1,3})?(?: status)?:? ([45]\d\d)\b/i.exec(text)?.[1];
  return status === undefined ? undefined : Number(status);
}

/** JSON that stands alone, after headers or a command, or as a member that was copied without its braces. */
function parseLoosely(text: string): unknown {
  const first = text.indexOf("{");
  const candidates = [text, text.slice(first, text.lastIndexOf("}") + 1), `{${text.replace(/,$/, "")}}`];
  for (const candidate of candidates) {
    try {
      return JSON.parse(candidate);
    } catch {
      // The next one may be JSON.
    }
  }
  return undefined;
}

/** Everything in a JSON value that tells of a failure, each once. */
function readJson(json: unknown, status: number | undefined): Reading[] {
  const readings = new Map<string, Reading>();
  const rest: unknown[] = [json];
  let nodes = 0;
  for (const value of rest) {
    nodes += 1;
    if (nodes > maxNodes || readings.size >= maxReadings) break;
    if (typeof value !== "object" || value === null) continue;
    for (const reading of readObject(value, status)) readings.set(`${reading.from} ${reading.text}`, reading);
    rest.push(...Object.values(value).slice(0, maxNodes));
  }
  return [...readings.values()];
}

/** What one object says by itself: a list of errors, a job's error message, a refused check, a status of health. */
function readObject(value: object, http: number | undefined): Reading[] {
  const member = (key: string): unknown => Object.entries(value).find(([name]) => name === key)?.[1];
  const found: Reading[] = [];
  const errors = errorsOf(member("errors"));
  if (errors.length > 0) found.push(readErrors(errors, http));
  const message = member("error_message");
  if (typeof message === "string" && message !== "") found.push(readWords(message));
  const reason = member("message");
  if (member("valid") === false && typeof reason === "string" && reason !== "") found.push(readWords(reason));
  const status = member("status");
  const isHealth = "jobId" in value || "destinationType" in value;
  if (isHealth && typeof status === "number") found.push(readHealth(status));
  return found;
}

function readErrors(errors: UpstreamError[], status: number | undefined): Reading {
  const text = errors.map(({ code, message }) => (code === 0 ? message : `${code}: ${message}`)).join("\n");
  const decoded = decodeApiError({ status, errors }) ?? { code: "E_CAUSE_UNKNOWN", params: {} };
  return { text, from: "api", decoded };
}

function errorsOf(items: unknown): UpstreamError[] {
  if (!Array.isArray(items)) return [];
  return items.flatMap((item: unknown) => {
    if (typeof item !== "object" || item === null) return [];
    const code = "code" in item && typeof item.code === "number" ? item.code : 0;
    const message = "message" in item && typeof item.message === "string" ? item.message : "";
    return code === 0 && message === "" ? [] : [{ code, message }];
  });
}

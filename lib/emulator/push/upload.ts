import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { HttpsDestination } from "./destination.ts";

export type UploadKind = "probe" | "batch";

/** One POST to a destination, as sent over the wire. */
export type Upload = {
  host: string;
  port: number;
  target: string;
  headers: [name: string, value: string][];
  body: Buffer;
  kind: UploadKind;
  records: number;
  jobId?: number;
};

export type UploadOutcome = { ok: true; status: number } | { ok: false; status?: number; detail: string };

/** Sends an upload: to the built-in receiver or over the network. Never rejects. */
export type Sender = (upload: Upload, signal: AbortSignal) => Promise<UploadOutcome>;

const gzipAsync = promisify(gzip);

// Go's HTTP client sets these itself, whatever the header map says; how the service behaves is not known.
const CLIENT_OWNED = new Set([
  "host",
  "content-length",
  "transfer-encoding",
  "trailer",
  "te",
  "connection",
  "keep-alive",
  "proxy-connection",
  "upgrade",
]);

/** Builds the POST: gzip body and the service's own headers, overridden by the job's decoded headers. */
export async function buildUpload(
  destination: HttpsDestination,
  text: string,
  about: { kind: UploadKind; records: number; jobId?: number },
): Promise<Upload> {
  const body = await compress(text);
  const host = destination.host.includes(":") ? `[${destination.host}]` : destination.host;
  const custom = destination.headers.filter(([name]) => !CLIENT_OWNED.has(name.toLowerCase()));
  const overridden = new Set(custom.map(([name]) => name.toLowerCase()));
  const own: [string, string][] = [
    ["Host", destination.port === 443 ? host : `${host}:${destination.port}`],
    ["User-Agent", "Go-http-client/2.0"],
    ["Content-Length", String(body.length)],
    ["Content-Encoding", "gzip"],
  ];
  const headers = [...own.filter(([name]) => !overridden.has(name.toLowerCase())), ...custom];
  return { host: destination.host, port: destination.port, target: destination.target, headers, body, ...about };
}

/** A body as it is sent. */
export function compress(text: string): Promise<Buffer> {
  return gzipAsync(Buffer.from(text, "utf8"));
}

/** The outcome of an HTTP answer, in the words observed on real jobs. */
export function outcomeOf(status: number, body: string): UploadOutcome {
  if (status >= 200 && status < 300) return { ok: true, status };
  const shown = body
    .replace(/[\u0000-\u001f\u007f]+/g, " ")
    .trim()
    .slice(0, 512);
  return { ok: false, status, detail: shown === "" ? `status:${status}` : `${status} ${shown}` };
}

/** `error_message` of a job whose batch was refused. */
export function deliveryErrorText(outcome: { status?: number; detail: string }): string {
  const text = `error pushing: error uploading to https: ${outcome.detail}`;
  return outcome.status === undefined ? text : `error ${outcome.status}: ${text}`;
}

/**
 * The status that the health data show for an `error_message`: the endpoint's answer, or one of the service's own codes
 * (1105 the name did not resolve, 1102 no connection in time, 1106 no answer in time; the others are not explained).
 */
export function statusOfText(message: string): number {
  const status = /^error (\d{3}):/.exec(message)?.[1];
  if (status !== undefined) return Number(status);
  if (/DNSError/.test(message)) return 1105;
  if (/dial tcp [^\n]*timeout|handshake timeout/.test(message)) return 1102;
  return /timeout|no progress/i.test(message) ? 1106 : 1101;
}

/** The error of a create or update whose test upload was refused. */
export function probeErrorText(outcome: { detail: string }): string {
  return `error validating destination: error writing object: error uploading: ${outcome.detail}`;
}

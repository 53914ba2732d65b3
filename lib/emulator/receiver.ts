import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { dnsErrorText, timeoutText } from "./push/network.ts";
import { outcomeOf, type Sender, type Upload } from "./push/upload.ts";

export type ReceivedRequest = {
  id: string;
  /** RFC 3339 */
  receivedAt: string;
  host: string;
  method: string;
  /** Path and query as sent. */
  target: string;
  headers: [name: string, value: string][];
  kind: "probe" | "batch" | "other";
  compressedBytes: number;
  /** Decompressed text, cut at 64 kB. */
  body: string;
  bodyTruncated: boolean;
  records: number;
  status: number;
  jobId?: number;
};

/** What a receiver says to a request; without a status it said nothing, for the reason in `detail`. */
export type Reply = { status: number; contentType: string | null; body: string } | { status: null; detail: string };

export type Inbox = {
  list(): ReceivedRequest[];
  clear(): void;
  /** Takes a request in, as if it had come over the network. Undefined: the host is not one of the receiver's. */
  post(request: PostedRequest, signal: AbortSignal): Promise<Reply> | undefined;
};

/** A POST of somebody else than the emulator's own jobs; the body is gzip-compressed. */
export type PostedRequest = Pick<Upload, "host" | "port" | "target" | "headers" | "body" | "records"> & {
  kind: "probe" | "batch";
};

type Behaviour = { status: number; body: string } | "hang" | "close";

const MAX_REQUESTS = 200;
const MAX_BODY_CHARACTERS = 64 * 1024;
/** So many of the newest requests outside /seed/ stay, however busy the seed jobs are. */
const PROTECTED_REQUESTS = 50;
const SEED_PATH = "/seed/";
const gunzipAsync = promisify(gunzip);

/** RFC 2606 and 6761 names that never belong to anybody; `.invalid` is one too, and must not resolve. */
export function isReceiverHost(host: string): boolean {
  return /(^|\.)(test|example|example\.(com|net|org))$/.test(host);
}

export function isUnresolvableHost(host: string): boolean {
  return /(^|\.)invalid$/.test(host);
}

/** The receiver that answers for reserved names inside the process and keeps what it got. */
export function createReceiver(options: { now: () => number; hangMs: number }): Inbox & { send: Sender } {
  let requests: ReceivedRequest[] = [];

  async function take(upload: Upload, signal: AbortSignal): Promise<Reply> {
    if (isUnresolvableHost(upload.host)) return { status: null, detail: dnsErrorText(upload.host) };
    const behaviour = behaviourOf(upload);
    const status = typeof behaviour === "string" ? 0 : behaviour.status;
    requests = evict([await record(upload, status, options.now()), ...requests]);
    return answer(behaviour, options.hangMs, signal);
  }

  const send: Sender = async (upload, signal) => {
    const reply = await take(upload, signal);
    return reply.status === null ? { ok: false, detail: reply.detail } : outcomeOf(reply.status, reply.body);
  };

  return {
    send,
    post: (request, signal) =>
      isReceiverHost(request.host) || isUnresolvableHost(request.host) ? take(request, signal) : undefined,
    list: () => [...requests],
    clear: () => {
      requests = [];
    },
  };
}

async function answer(behaviour: Behaviour, hangMs: number, signal: AbortSignal): Promise<Reply> {
  if (behaviour === "close") return { status: null, detail: "EOF" };
  if (behaviour !== "hang") {
    const contentType = behaviour.body === "" ? null : "application/json";
    return { status: behaviour.status, contentType, body: behaviour.body };
  }
  await wait(hangMs, undefined, { signal, ref: false }).catch(() => undefined);
  return { status: null, detail: timeoutText };
}

/** The first path segment picks the behaviour, below /seed/ as well; any other path is a plain 200. */
function behaviourOf(upload: Upload): Behaviour {
  const path = upload.target.split("?", 1)[0] ?? "/";
  const [first = "", second = ""] = path
    .replace(/^\/seed\//, "/")
    .slice(1)
    .split("/");
  const code = /^[1-5]\d\d$/.exec(first === "status" ? second : first)?.[0];
  if (code !== undefined) return { status: Number(code), body: STATUS_BODIES[code] ?? "" };
  if (first === "hang" || first === "close") return first;
  if (first === "require-json" && !/^application\/json\b/i.test(headerOf(upload, "content-type"))) {
    return { status: 415, body: STATUS_BODIES["415"] ?? "" };
  }
  if (first === "require-auth" && headerOf(upload, "authorization") === "") {
    return { status: 401, body: STATUS_BODIES["401"] ?? "" };
  }
  return { status: 200, body: "" };
}

const STATUS_BODIES: { [status: string]: string } = {
  "401": '{"error":"unauthorized"}',
  "403": '{"error":"forbidden"}',
  "404": '{"error":"not found"}',
  "413": '{"error":"payload too large"}',
  "415": '{"error":"unsupported media type"}',
};

function headerOf(upload: Upload, name: string): string {
  return upload.headers.find(([header]) => header.toLowerCase() === name)?.[1] ?? "";
}

async function record(upload: Upload, status: number, nowMs: number): Promise<ReceivedRequest> {
  const text = await decompress(upload.body);
  return {
    id: randomUUID(),
    receivedAt: new Date(nowMs).toISOString(),
    host: upload.host,
    method: "POST",
    target: upload.target,
    headers: upload.headers.map(([name, value]) => [name, readBytes(value)]),
    kind: upload.kind,
    compressedBytes: upload.body.length,
    body: text.slice(0, MAX_BODY_CHARACTERS),
    bodyTruncated: text.length > MAX_BODY_CHARACTERS,
    records: upload.records,
    status,
    ...(upload.jobId === undefined ? {} : { jobId: upload.jobId }),
  };
}

async function decompress(body: Buffer): Promise<string> {
  return (await gunzipAsync(body)).toString("utf8");
}

/** Header values travel one byte per character; shown as UTF-8 when they are that. */
function readBytes(value: string): string {
  const text = Buffer.from(value, "latin1").toString("utf8");
  return text.includes("\ufffd") ? value : text;
}

function evict(requests: ReceivedRequest[]): ReceivedRequest[] {
  if (requests.length <= MAX_REQUESTS) return requests;
  const isSeed = (request: ReceivedRequest) => request.target.startsWith(SEED_PATH);
  const kept = new Set(requests.filter((request) => !isSeed(request)).slice(0, PROTECTED_REQUESTS));
  const victim = requests.findLastIndex((request) => !kept.has(request));
  return requests.toSpliced(victim, 1);
}

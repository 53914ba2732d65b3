import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { Upload } from "../push/upload.ts";
import type { Behavior, Header } from "./behavior.ts";

export type ReceivedRequest = {
  id: string;
  /** RFC 3339 */
  receivedAt: string;
  host: string;
  method: string;
  /** Path and query as sent. */
  target: string;
  headers: Header[];
  kind: PostedRequest["kind"];
  compressedBytes: number;
  /** The actual format of the body on the wire; the headers may claim another. */
  encoding: "gzip" | "broken-gzip" | "none";
  /** Bytes of the body after decompression. */
  textBytes: number;
  /** Decompressed text, truncated at a million characters. */
  body: string;
  bodyTruncated: boolean;
  records: number;
  /** 0 if it got no answer. */
  status: number;
  /** The answer, with its media type among the headers. */
  answer: { headers: Header[]; body: string; isSlow: boolean };
  jobId?: number;
};

/** A POST of a job or of another sender; its body may be compressed. */
export type PostedRequest = Pick<Upload, "host" | "port" | "target" | "headers" | "body" | "records"> & {
  kind: "probe" | "batch" | "alert";
  jobId?: number;
};

const MAX_BODY_CHARACTERS = 1_000_000;
/** No real request comes near it; a small body that decompresses to more is shown as broken. */
const MAX_TEXT_BYTES = 256_000_000;
const gunzipAsync = promisify(gunzip);

/** A request as the inbox stores it. */
export async function toReceived(request: PostedRequest, behavior: Behavior, nowMs: number): Promise<ReceivedRequest> {
  const { encoding, bytes } = await unpack(request.body);
  const text = bytes.toString("utf8");
  const spoken = typeof behavior === "string" ? undefined : behavior;
  return {
    id: randomUUID(),
    receivedAt: new Date(nowMs).toISOString(),
    host: request.host,
    method: "POST",
    target: request.target,
    headers: request.headers.map(([name, value]) => [name, readBytes(value)]),
    kind: request.kind,
    compressedBytes: request.body.length,
    encoding,
    textBytes: bytes.length,
    body: text.slice(0, MAX_BODY_CHARACTERS),
    bodyTruncated: text.length > MAX_BODY_CHARACTERS,
    records: request.records,
    status: spoken?.status ?? 0,
    answer: { headers: spoken?.headers ?? [], body: spoken?.body ?? "", isSlow: spoken?.isSlow ?? false },
    ...(request.jobId === undefined ? {} : { jobId: request.jobId }),
  };
}

/** Whether it begins with gzip's magic bytes (RFC 1952, 2.3.1). */
export function isGzip(body: Buffer): boolean {
  return body[0] === 0x1f && body[1] === 0x8b;
}

async function unpack(body: Buffer): Promise<{ encoding: ReceivedRequest["encoding"]; bytes: Buffer }> {
  if (!isGzip(body)) return { encoding: "none", bytes: body };
  try {
    return { encoding: "gzip", bytes: await gunzipAsync(body, { maxOutputLength: MAX_TEXT_BYTES }) };
  } catch {
    return { encoding: "broken-gzip", bytes: body };
  }
}

/** Header values have one byte per character; shown as UTF-8 if they are valid UTF-8. */
function readBytes(value: string): string {
  const text = Buffer.from(value, "latin1").toString("utf8");
  return text.includes("\ufffd") ? value : text;
}

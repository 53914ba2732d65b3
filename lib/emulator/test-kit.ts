import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { createServer } from "node:https";
import type { Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { DEMO_TOKEN } from "./demo-token.ts";
import { createEmulator, type Emulator, type EmulatorOptions } from "./emulator.ts";
import { isJsonObject, type JsonObject } from "./json.ts";

export const ZONE_ID = "b206d08237cf5041bd16ec7d4a733d72";
export const ACCOUNT_ID = "9495f78c4f619da2c1ea2fb6b11d8eae";
export const ZONE_JOBS = `/zones/${ZONE_ID}/logpush/jobs`;

export type Answer = {
  status: number;
  headers: Headers;
  body: JsonObject;
  result: JsonObject;
  code: unknown;
  message: string;
};
export type Api = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

export function temporaryFolder(): { path: string; remove: () => void } {
  const path = mkdtempSync(join(tmpdir(), "headgate-emulator-"));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** An emulator on its own folder, which is deleted after the callback. */
export async function withEmulator(
  run: (context: { emulator: Emulator; api: Api }) => Promise<void>,
  options: Partial<EmulatorOptions> = {},
): Promise<void> {
  const folder = temporaryFolder();
  const emulator = createEmulator({ dataDir: folder.path, ...options });
  try {
    await run({ emulator, api: apiOf((request) => emulator.fetch(request)) });
  } finally {
    await emulator.stop();
    folder.remove();
  }
}

/** A small client: sends the demo token and JSON, and unwraps the envelope. */
export function apiOf(fetch: (request: Request) => Promise<Response>, origin = "http://emulator.local"): Api {
  return async (method, path, body, headers = { authorization: `Bearer ${DEMO_TOKEN}` }) => {
    const init = { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
    const response = await fetch(new Request(`${origin}/client/v4${path}`, init));
    const parsed: unknown = await response.json();
    const envelope = isJsonObject(parsed) ? parsed : {};
    const errors: unknown[] = Array.isArray(envelope.errors) ? envelope.errors : [];
    const first = isJsonObject(errors[0]) ? errors[0] : {};
    return {
      status: response.status,
      headers: response.headers,
      body: envelope,
      result: isJsonObject(envelope.result) ? envelope.result : {},
      code: first.code,
      message: typeof first.message === "string" ? first.message : "",
    };
  };
}

export type TlsRequest = {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  rawHeaders: string[];
  text: string;
};
export type TlsReceiver = { origin: string; port: number; requests: TlsRequest[]; close: () => Promise<void> };

/** A real https receiver on loopback with a self-signed certificate made for the test. */
export async function startTlsReceiver(
  answer: (response: ServerResponse, request: TlsRequest) => void,
): Promise<TlsReceiver> {
  const requests: TlsRequest[] = [];
  const server = createServer(makeCertificate(), (incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
    incoming.on("end", () => {
      const { method = "", url = "", headers, rawHeaders } = incoming;
      const request = { method, url, headers, rawHeaders, text: gunzipSync(Buffer.concat(chunks)).toString("utf8") };
      requests.push(request);
      answer(response, request);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const port = portOf(server);
  const close = async () => {
    server.closeAllConnections();
    server.close();
  };
  return { origin: `https://127.0.0.1:${port}`, port, requests, close };
}

/** The port that a listening server was given. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not listening on a port");
  return address.port;
}

let certificate: { key: Buffer; cert: Buffer } | undefined;

function makeCertificate(): { key: Buffer; cert: Buffer } {
  if (certificate) return certificate;
  const folder = temporaryFolder();
  const [key, cert] = [join(folder.path, "key.pem"), join(folder.path, "cert.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
  const args = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
  execFileSync("openssl", [...args, "-keyout", key, "-out", cert, ...subject], { stdio: "ignore" });
  certificate = { key: readFileSync(key), cert: readFileSync(cert) };
  folder.remove();
  return certificate;
}

/** Polls until the claim holds; for what the delivery loop does asynchronously. */
export async function eventually(claim: () => Promise<boolean> | boolean, withinMs = 5000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await claim())) {
    if (Date.now() > deadline) throw new Error("did not happen in time");
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

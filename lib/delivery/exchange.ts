import "server-only";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import type { TLSSocket } from "node:tls";
import type { ReceiverAnswer } from "#lib/logpush/delivery/trace.ts";
import { failureOf } from "./failure.ts";
import type { Stages } from "./stages.ts";

type Exchange = {
  url: URL;
  headers: [string, string][];
  body: Buffer;
  limits: { idle: number };
};

const maxExcerptBytes = 1024;

/** Sends the request over the connection and reads the start of the answer. Redirects are reported, not followed. */
export async function exchange(socket: TLSSocket, stages: Stages, sent: Exchange): Promise<ReceiverAnswer> {
  const { url, headers, body, limits } = sent;
  stages.begin("send", limits.idle);
  const outgoing = request({
    method: "POST",
    host: url.hostname,
    path: `${url.pathname}${url.search}`,
    // A raw list keeps the case and order of names; Node adds only `Connection: close`.
    headers: headers.flat(),
    createConnection: () => socket,
  });
  socket.on("data", stages.progress);
  socket.on("drain", stages.progress);
  // An endpoint may answer and hang up before it has read the whole body: the answer counts, not the broken pipe.
  const answered = once(outgoing, "response");
  outgoing.once("finish", () => {
    if (stages.phase() === "send") stages.begin("wait", limits.idle);
  });
  outgoing.end(body);
  try {
    const [incoming] = await stages.race<IncomingMessage[]>(answered);
    if (!incoming) throw new Error("no response");
    outgoing.on("error", () => undefined);
    stages.begin("read", limits.idle);
    return toAnswer(incoming, url, await stages.race(readStart(incoming)));
  } catch (error) {
    outgoing.on("error", () => undefined);
    throw failureOf(error, "reset");
  } finally {
    outgoing.destroy();
    socket.destroy();
  }
}

function toAnswer(incoming: IncomingMessage, url: URL, start: Buffer): ReceiverAnswer {
  const excerpt = incoming.headers["content-encoding"] === undefined ? textOf(start) : undefined;
  return {
    status: incoming.statusCode ?? 0,
    contentType: incoming.headers["content-type"]?.slice(0, 200) ?? null,
    location: locationOf(incoming.headers.location, url),
    ...(excerpt === undefined || excerpt === "" ? {} : { excerpt }),
  };
}

/** Query and user information may hold secrets, so only scheme, host and path are reported. */
function locationOf(location: string | undefined, base: URL): string | null {
  if (location === undefined || !URL.canParse(location, base)) return null;
  const target = new URL(location, base);
  return /^https?:$/.test(target.protocol) ? `${target.origin}${target.pathname}`.slice(0, 2048) : null;
}

async function readStart(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of incoming) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= maxExcerptBytes) break;
    }
  } catch {
    // A body that breaks off does not change the status that was already received.
  }
  return Buffer.concat(chunks).subarray(0, maxExcerptBytes);
}

/** The bytes as text, or undefined if they are not text. A character that is cut off at the end is dropped. */
function textOf(bytes: Buffer): string | undefined {
  const text = new TextDecoder().decode(bytes, { stream: true });
  const odd = text.match(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/g)?.length ?? 0;
  return odd * 10 > text.length ? undefined : text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g, "\ufffd");
}

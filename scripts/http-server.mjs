// Limits for the HTTP server that Next creates, and a graceful stop. Next has no settings for either, so `createServer`
// is wrapped before Next loads.
import http from "node:http";

/** More than people and probes need; each connection costs a file descriptor and a few kilobytes. */
const maxConnections = 2000;
const timeouts = {
  headersTimeout: 15_000,
  /** For a whole request; the largest body is 256 kB. */
  requestTimeout: 60_000,
  /** How often Node checks for connections that exceed these times. */
  connectionsCheckingInterval: 5000,
};

/** How long a stop waits: for changes, and for everything else. Supervisors should allow 30 s before they kill. */
const drainMs = { writes: 25_000, reads: 3000 };

const servers = new Set();
const open = new Map();
let isStopping = false;

/** Call this before Next is loaded. */
export function boundServers() {
  const create = http.createServer;
  http.createServer = (...args) => {
    const [options, listener] = typeof args[0] === "function" ? [{}, args[0]] : args;
    const server = create({ ...timeouts, ...options }, listener);
    server.maxConnections = maxConnections;
    servers.add(server.prependListener("request", trackRequest));
    logDrops(server);
    return server;
  };
}

/** Lets this module decide how the process ends: Next would wait for every open connection, or for nothing. */
export function stopOnSignals() {
  process.env.NEXT_MANUAL_SIG_HANDLE = "true";
  let firstAt = 0;
  const codes = { SIGINT: 130, SIGTERM: 143 };
  for (const [signal, code] of Object.entries(codes)) {
    process.on(signal, () => {
      firstAt ||= Date.now();
      // On one Ctrl+C both the terminal and npm send the signal, so a repetition counts only after a second.
      if (Date.now() - firstAt > 1000) process.exit(code);
      void stop();
    });
  }
}

/** Accepts no more requests, lets open changes finish, then exits with 0. */
export async function stop() {
  if (isStopping) return;
  isStopping = true;
  const begunAt = Date.now();
  for (const server of servers) server.close();
  const ended = endBackgroundWork();
  for (const response of open.keys()) endAfterAnswer(response);
  while (isBusy(Date.now() - begunAt)) {
    for (const server of servers) server.closeIdleConnections();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await ended;
  const left = countWrites();
  if (left > 0)
    console.error(`headgate: stopped with ${left} unfinished changes. The next start determines their outcome.`);
  process.exit(0);
}

/** What lib/server/base/at-stop.ts has collected. A database that does not answer must not hold up the stop. */
async function endBackgroundWork() {
  const endings = [...(globalThis[Symbol.for("headgate.atStop")] ?? [])];
  const ended = Promise.allSettled(endings.map((end) => end()));
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, drainMs.reads).unref())]);
}

function trackRequest(request, response) {
  // The peer address of the socket, for the sign-in limits: a client must not be able to set it.
  request.headers["x-headgate-peer"] = request.socket.remoteAddress ?? "";
  open.set(response, request);
  response.once("close", () => open.delete(response));
  if (isStopping) endAfterAnswer(response);
}

/** An event stream ends only with its browser tab; the browser reconnects to the next process. */
function endAfterAnswer(response) {
  if (String(response.getHeader("content-type")).startsWith("text/event-stream")) response.destroy();
  else if (!response.headersSent) response.setHeader("Connection", "close");
}

function isBusy(waitedMs) {
  const limit = [...open].some(isWriting) || countWrites() > 0 ? drainMs.writes : drainMs.reads;
  // The response to a change that has just ended must still be sent.
  return (open.size > 0 || countWrites() > 0) && waitedMs < limit;
}

/** A request that was fully received and may change something. */
function isWriting([, request]) {
  return request.complete && request.method !== "GET" && request.method !== "HEAD";
}

/** Changes in progress, as lib/server/base/open-work.ts counts them: they continue after the browser has left. */
function countWrites() {
  return globalThis[Symbol.for("headgate.openWork")]?.size ?? 0;
}

function logDrops(server) {
  let loggedAt = 0;
  server.on("drop", () => {
    if (Date.now() - loggedAt < 60_000) return;
    loggedAt = Date.now();
    console.error(`headgate: more than ${maxConnections} connections are open; new ones are refused.`);
  });
}

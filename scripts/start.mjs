// Starts the built app. Next runs inside this process: a child process would outlive a killed `npm start`. The server
// itself says where it is once it can answer.
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { boundServers, stop, stopOnSignals } from "./http-server.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
process.env.NODE_ENV = "production";
process.env.NEXT_TELEMETRY_DISABLED = "1";

// PORT and HOST may be in .env too, which Next reads only later; reading it twice changes nothing.
const require = createRequire(import.meta.url);
createRequire(require.resolve("next/package.json"))("@next/env").loadEnvConfig(root, false);

const host = process.env.HOST?.trim().replace(/^\[|\]$/g, "") || "127.0.0.1";
const port = process.env.PORT?.trim() || "3000";
process.env.HOST = host;
process.env.PORT = port;

if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
  refuse(78, `PORT is "${port}"; it must be a number from 1 to 65535.`);
}
if (!existsSync("server.js") && !existsSync(join(".next", "BUILD_ID"))) {
  refuse(78, "no build found. Run npm run build, or npm start, which builds.");
}
const portError = await tryPort();
if (portError === "EADDRINUSE") {
  refuse(1, `port ${port} is in use. Stop the other program, or use another port: PORT=${Number(port) + 1} npm start`);
}
if (portError !== undefined) refuse(78, `cannot listen on HOST=${host}, PORT=${port} (${portError}).`);

// The reader of the log may go away. Next would log the failed write, which fails again, without end.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
boundServers();
stopOnSignals();
shortenWarnings();
if (process.env.HEADGATE_DETACHED !== "1") leaveWithParent();
if (existsSync("server.js")) {
  // In a container: the server that the build created, with only the files that it needs.
  process.env.HOSTNAME = host;
  await import(join(root, "server.js"));
} else {
  process.argv = [process.argv[0], "next", "start", "-H", host, "-p", port];
  await import("next/dist/bin/next");
}

/** Next logs a stack for an action that this build does not have, which a page of an older build may send. */
function shortenWarnings() {
  const { warn } = console;
  console.warn = (...parts) =>
    warn(...parts.map((part) => (part instanceof Error ? part.message.split("\n", 1)[0] : part)));
}

/** Next's own message for a port in use is a stack trace. */
function tryPort() {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", (error) => resolve(error.code));
    probe.listen(Number(port), host, () => probe.close(() => resolve(undefined)));
  });
}

/** A killed parent (a closed terminal, a stopped test run) sends no signal, but the process then gets a new parent. */
function leaveWithParent() {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) void stop();
  }, 500).unref();
}

function refuse(code, line) {
  console.error(`headgate: ${line}`);
  process.exit(code);
}

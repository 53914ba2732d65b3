import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cleanEnv } from "./clean-env.mjs";

/** Starts the built app on the emulator, lets `work` use it, and stops it. */
export async function withApp(work, settings = {}) {
  const app = await startApp(settings);
  try {
    return await work(app.origin, app.pid);
  } finally {
    await app.stop();
  }
}

/**
 * Starts the built app with the given settings and without any credential of this machine. Unless the settings name
 * them, it uses a free port and its own data folder, which is removed when it stops. `root` is another folder that
 * contains the built app; `output()` is everything that it has printed so far; `closeLog()` stops reading it; `stop(signal)` ends it and waits.
 */
export async function startApp(settings, { root = "." } = {}) {
  const port = settings.PORT ?? (await freePort());
  const data = settings.HEADGATE_DATA ?? (await mkdtemp(join(tmpdir(), "headgate-")));
  const env = cleanEnv({ ...settings, HEADGATE_DATA: data, PORT: String(port) });
  const server = spawn(process.execPath, [join(root, "scripts", "start.mjs")], {
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk) => (output += chunk));
  const stop = async (signal = "SIGTERM") => {
    if (server.exitCode === null && server.signalCode === null) {
      const closed = once(server, "close");
      server.kill(signal);
      await closed;
    }
    if (data !== settings.HEADGATE_DATA) await rm(data, { recursive: true, force: true });
  };
  const closeLog = () => {
    for (const stream of [server.stdout, server.stderr]) stream.destroy();
  };
  const origin = `http://127.0.0.1:${port}`;
  try {
    await untilReady(`${origin}/healthz`, server, () => output);
  } catch (error) {
    await stop();
    throw error;
  }
  return { origin, pid: server.pid, output: () => output, closeLog, stop };
}

async function untilReady(url, server, output) {
  const deadline = Date.now() + 60_000;
  while (server.exitCode === null && Date.now() < deadline) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok) return;
    await sleep(100);
  }
  throw new Error(`The app did not start.\n${output()}`);
}

/** A free port on the loopback address. */
export async function freePort() {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address();
  probe.close();
  await once(probe, "close");
  return port;
}

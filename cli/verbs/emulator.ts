import { serve } from "@hono/node-server";
import { DEMO_TOKEN } from "#lib/emulator/demo-token.ts";
import { createEmulator, type EmulatorOptions } from "#lib/emulator/emulator.ts";
import { CliError, type Run, toJson, type Values } from "../verb.ts";

/** Longer than any client waits. */
const MAX_LATENCY_MS = 60_000;
const loopbackHosts = ["127.0.0.1", "localhost", "::1"];

export const runEmulator: Run = async (_args, values, { print }) => {
  const port = readPort(values.port);
  const host = typeof values.host === "string" ? values.host : "127.0.0.1";
  const settings = readSettings(values);
  const usualFolder = settings.fleet ? ".data/emulator-fleet" : ".data/emulator-standalone";
  const data = typeof values.data === "string" ? values.data : usualFolder;
  if (!loopbackHosts.includes(host)) {
    // It sends requests to any address that its jobs name.
    throw new CliError(`the emulator listens on loopback only: --host ${loopbackHosts.join(", ")}.`, 78);
  }
  const server = await listen(openEmulator({ dataDir: data, ...settings }), port, host);
  const url = `http://${host.includes(":") ? `[${host}]` : host}:${server.port}/client/v4`;
  print(values.json ? toJson({ url, token: DEMO_TOKEN }) : `Emulator: ${url} (token ${DEMO_TOKEN})`);
  await server.closed;
  return 0;
};

function readPort(typed: string | boolean | undefined): number {
  const port = Number(typed);
  if (typeof typed === "string" && typed !== "" && Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new CliError("--port must be a number from 0 to 65535.", 78);
}

type Settings = Pick<EmulatorOptions, "fleet" | "latencyMs" | "maxJobsPerScope">;

/** The fleet checks its own size. */
function readSettings({ zones, jobs, latency, quota }: Values): Settings {
  if (zones === undefined && jobs !== undefined) throw new CliError("--jobs needs --zones.", 78);
  return {
    ...(zones === undefined
      ? {}
      : { fleet: { zones: readCount("--zones", zones), jobs: readCount("--jobs", jobs ?? "2") } }),
    ...(latency === undefined ? {} : { latencyMs: readCount("--latency", latency, MAX_LATENCY_MS) }),
    ...(quota === undefined ? {} : { maxJobsPerScope: readCount("--quota", quota) }),
  };
}

function readCount(option: string, typed: string | boolean | undefined, most = 1_000_000): number {
  if (typeof typed === "string" && /^\d{1,7}$/.test(typed) && Number(typed) <= most) return Number(typed);
  throw new CliError(`${option} must be a whole number from 0 to ${most}.`, 78);
}

function openEmulator(options: EmulatorOptions) {
  try {
    return createEmulator(options);
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error), 78);
  }
}

/** Serves until SIGTERM or SIGINT; `closed` resolves after that. */
async function listen(emulator: ReturnType<typeof createEmulator>, port: number, host: string) {
  async function answer(request: Request, env: unknown): Promise<Response> {
    // A web page whose name was rebound to 127.0.0.1 still sends its own host name.
    if (!loopbackHosts.includes(new URL(request.url).hostname.replace(/^\[|\]$/g, ""))) {
      return new Response("Misdirected Request", { status: 421 });
    }
    try {
      return await emulator.fetch(request);
    } catch {
      return dropConnection(env);
    }
  }

  const taken = await new Promise<{ port: number; server: ReturnType<typeof serve> }>((resolve, reject) => {
    const server = serve({ fetch: answer, port, hostname: host }, (address) => resolve({ port: address.port, server }));
    server.on("error", (error) => reject(new CliError(error.message, 78)));
  });
  emulator.start();
  const closed = new Promise<void>((resolve) => {
    async function stop(): Promise<void> {
      taken.server.close();
      if ("closeAllConnections" in taken.server) taken.server.closeAllConnections();
      await emulator.stop();
      resolve();
    }
    process.once("SIGTERM", stop);
    process.once("SIGINT", stop);
  });
  return { port: taken.port, closed };
}

/** A dropped answer is a closed socket, not a status. */
function dropConnection(env: unknown): Response {
  const hasSocket = typeof env === "object" && env !== null && "incoming" in env;
  if (hasSocket && isDestroyable(env.incoming)) env.incoming.destroy();
  return new Response(null, { status: 500 });
}

function isDestroyable(value: unknown): value is { destroy(): void } {
  return typeof value === "object" && value !== null && "destroy" in value && typeof value.destroy === "function";
}

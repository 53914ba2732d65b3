import { parseArgs } from "node:util";
import { serve } from "@hono/node-server";
import { DEMO_TOKEN } from "#lib/emulator/demo-token.ts";
import { createEmulator } from "#lib/emulator/emulator.ts";

const LOOPBACK_HOSTS = ["127.0.0.1", "localhost", "::1"];
const USAGE = "usage: emulator.ts --port N [--host 127.0.0.1] [--data DIR]";

main();

/** Serves the emulator alone, on loopback only: it dials whatever its jobs name. */
function main(): void {
  const { values } = parseArgs({
    options: {
      port: { type: "string" },
      host: { type: "string", default: "127.0.0.1" },
      data: { type: "string", default: ".data/emulator-standalone" },
    },
  });
  const port = Number(values.port);
  if (!values.port || !Number.isInteger(port) || port < 0 || port > 65535) refuse(USAGE);
  if (!LOOPBACK_HOSTS.includes(values.host)) refuse(`The emulator listens on loopback only. ${USAGE}`);

  const emulator = openEmulator(values.data);
  const server = serve({ fetch: answer, port, hostname: values.host }, (address) => {
    const host = values.host.includes(":") ? `[${values.host}]` : values.host;
    console.log(`Emulator: http://${host}:${address.port}/client/v4 (token ${DEMO_TOKEN})`);
  });
  server.on("error", (error) => refuse(error.message));
  emulator.start();

  async function answer(request: Request, env: unknown): Promise<Response> {
    // A page on the web whose name was rebound to 127.0.0.1 still sends its own name.
    if (!LOOPBACK_HOSTS.includes(new URL(request.url).hostname.replace(/^\[|\]$/g, ""))) {
      return new Response("Misdirected Request", { status: 421 });
    }
    try {
      return await emulator.fetch(request);
    } catch {
      return dropConnection(env);
    }
  }

  async function stop(): Promise<void> {
    server.close();
    if ("closeAllConnections" in server) server.closeAllConnections();
    await emulator.stop();
    process.exit(0);
  }
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}

function openEmulator(dataDir: string) {
  try {
    return createEmulator({ dataDir });
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
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

function refuse(message: string): never {
  console.error(message);
  process.exit(78);
}

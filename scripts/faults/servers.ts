import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort, startApp } from "../serve.mjs";

type App = Awaited<ReturnType<typeof startApp>>;

/** A server of the built app that can be killed and started again with the same settings. */
export type Server = {
  name: string;
  origin: string;
  port: number;
  /** Everything that it has printed, over all of its starts. */
  output(): string;
  isRunning(): boolean;
  start(): Promise<void>;
  stop(signal: "SIGKILL" | "SIGTERM"): Promise<void>;
};

/** Prepares a server with a data folder and a port of its own below `data`. */
export async function createServer(name: string, data: string, settings: Record<string, string>): Promise<Server> {
  const port = await freePort();
  let app: App | undefined;
  let earlier = "";
  return {
    name,
    port,
    origin: `http://127.0.0.1:${port}`,
    output: () => earlier + (app?.output() ?? ""),
    isRunning: () => app !== undefined,
    async start() {
      app = await startApp({ ...settings, HEADGATE_DATA: join(data, name), PORT: String(port) });
    },
    async stop(signal) {
      const stopping = app;
      app = undefined;
      await stopping?.stop(signal);
      earlier += stopping?.output() ?? "";
    },
  };
}

/** Waits until the servers that run can work, and returns how long that took. */
export async function untilAllReady(servers: Server[], longestMs = 60_000): Promise<number> {
  const begun = performance.now();
  for (const server of servers.filter((each) => each.isRunning())) {
    while (!(await isReady(server))) {
      if (performance.now() - begun > longestMs) throw new Error(`${server.name} is not ready:\n${server.output()}`);
      await sleep(250);
    }
  }
  return performance.now() - begun;
}

async function isReady({ origin }: Server): Promise<boolean> {
  const answer = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(5000) }).catch(() => undefined);
  return answer?.ok === true;
}

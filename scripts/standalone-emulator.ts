import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { LoggedCall } from "#lib/emulator/call-log.ts";
import { DEMO_TOKEN } from "#lib/emulator/demo-token.ts";
import { cleanEnv } from "./clean-env.mjs";

export type UpstreamJob = { id: number; name: string; enabled: boolean; destination_conf: string; last_error: unknown };

/** Cloudflare's API for a run: the emulator in a process of its own, over HTTP, with its test routes. */
export type StandaloneEmulator = {
  baseUrl: string;
  zones(): Promise<{ id: string; name: string }[]>;
  jobs(zone: string): Promise<UpstreamJob[]>;
  createJob(zone: string, body: object): Promise<UpstreamJob>;
  /** All calls of other credentials than the one that this uses. */
  calls(): Promise<LoggedCall[]>;
  stop(): void;
};

/** What the run itself calls with; the emulator counts each credential alone. The log has these calls with it. */
const ownPrefix = "/run";

/** Starts it with `options` of its command line, and its state below `data`. */
export async function startEmulator(data: string, options: string[] = []): Promise<StandaloneEmulator> {
  const program = ["--conditions", "react-server", "--import", "tsx", "cli/headgate.ts", "emulator"];
  const server = spawn(
    process.execPath,
    [...program, "--port", "0", "--data", join(data, "emulator"), "--json", ...options],
    { env: cleanEnv({ HEADGATE_EMULATOR_FAULTS: "1" }), stdio: ["ignore", "pipe", "inherit"] },
  );
  const [line] = await once(server.stdout.setEncoding("utf8"), "data");
  const { url: baseUrl }: { url: string } = JSON.parse(line);
  const ownUrl = baseUrl.replace("/client/v4", `${ownPrefix}/client/v4`);

  async function call<T>(path: string, init: RequestInit = {}): Promise<T> {
    const headers = { authorization: `Bearer ${DEMO_TOKEN}`, "content-type": "application/json" };
    const response = await fetch(`${ownUrl}${path}`, { ...init, headers });
    const envelope: { success: boolean; result: T; errors: unknown } = await response.json();
    if (!envelope.success) throw new Error(`${path}: ${JSON.stringify(envelope.errors)}`);
    return envelope.result;
  }

  return {
    baseUrl,
    zones: () => call("/zones?per_page=50"),
    jobs: (zone) => call(`/zones/${zone}/logpush/jobs`),
    createJob: (zone, body) => call(`/zones/${zone}/logpush/jobs`, { method: "POST", body: JSON.stringify(body) }),
    calls: async () => {
      const calls = await call<LoggedCall[]>("/__emulator/calls");
      return calls.filter(({ path }) => !path.startsWith(`${ownPrefix}/`));
    },
    stop: () => server.kill(),
  };
}

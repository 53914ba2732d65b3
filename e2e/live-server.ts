import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { cleanEnv } from "../scripts/clean-env.mjs";

/** Another server with Cloudflare's API: the standalone emulator over HTTP, with its state below `data`. */
export async function startUpstream(data: string) {
  const args = [
    "--conditions",
    "react-server",
    "--import",
    "tsx",
    "cli/headgate.ts",
    "emulator",
    "--port",
    "0",
    "--data",
    join(data, "upstream"),
  ];
  const server = spawn(process.execPath, args, { env: cleanEnv(), stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(server.stdout.setEncoding("utf8"), "data");
  const baseUrl = /http:\/\/\S+\/client\/v4/.exec(line)?.[0];
  if (!baseUrl) throw new Error(`No address: ${line}`);
  return { baseUrl, stop: () => server.kill() };
}

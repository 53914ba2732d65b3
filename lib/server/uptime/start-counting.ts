import "server-only";
import { serverCaller } from "../base/caller.ts";
import { getContext } from "../context/context.ts";
import { readEnv } from "../env/env.ts";
import { runAsLeader } from "../env/leader.ts";
import { runCounting } from "./count-uptime.ts";

/** Counts uptime while this server leads, where it reads in the background. Elsewhere pages count what they show. */
export function startCounting(): void {
  const env = readEnv();
  if (env.reader === "off" || (env.mode === "live" && !env.credential)) return;
  runAsLeader("uptime", (signal) => runCounting(getContext(serverCaller), signal));
}

import "server-only";
import { headers } from "next/headers";
import { officialBaseUrl } from "#lib/cloudflare/official-base-url.ts";
import { type Caller, mayAct } from "./base/caller.ts";
import { emulatorToken } from "./calls/upstream.ts";
import { type Env, readEnv } from "./env/env.ts";
import { isOwnHost } from "./http/check-request.ts";

/** Where a person's own commands go, and what the form may suggest. */
export type Connection = {
  mode: "emulator" | "live";
  apiBase: string;
  /** The token for commands to the emulator, for callers who may change jobs. */
  demoToken?: string;
  suggestedEndpoint?: string;
};

/** On the emulator, commands go to this server, at the address at which the page was opened. */
export async function readConnection(caller: Caller): Promise<Connection> {
  const env = readEnv();
  if (env.mode === "live") return { mode: "live", apiBase: officialBaseUrl };
  return {
    mode: "emulator",
    apiBase: `${addressOf(env, (await headers()).get("host"))}/emulator/client/v4`,
    ...(mayAct(caller, "admin") ? { demoToken: emulatorToken() } : {}),
    suggestedEndpoint: "https://receiver.headgate.test/",
  };
}

function addressOf({ site }: Env, host: string | null): string {
  const isLocal = isOwnHost(host, { port: site.port });
  return isLocal ? `http://${host}` : (site.origin ?? `http://localhost:${site.port}`);
}

/** The server in Cloudflare's place, if CLOUDFLARE_BASE_URL names one. */
export function findTestHost(): string | undefined {
  const env = readEnv();
  return env.mode === "live" && env.baseUrl !== officialBaseUrl ? new URL(env.baseUrl).host : undefined;
}

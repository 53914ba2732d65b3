import "server-only";
import { headers } from "next/headers";
import { officialBaseUrl } from "#lib/cloudflare/client.ts";
import { isOwnHost } from "./check-request.ts";
import { readEnv } from "./env.ts";
import { demoToken } from "./upstream.ts";

/** Where a person's own commands go, and what the form may suggest. */
export type Connection = {
  mode: "emulator" | "live";
  apiBase: string;
  demoToken?: string;
  suggestedEndpoint?: string;
};

/** On the emulator, commands go to this very server, at the address under which the page was opened. */
export async function readConnection(): Promise<Connection> {
  const env = readEnv();
  if (env.mode === "live") return { mode: "live", apiBase: officialBaseUrl };
  const received = (await headers()).get("host");
  const host = isOwnHost(received, env.port) ? received : `localhost:${env.port}`;
  return {
    mode: "emulator",
    apiBase: `http://${host}/emulator/client/v4`,
    demoToken,
    suggestedEndpoint: "https://receiver.headgate.test/",
  };
}

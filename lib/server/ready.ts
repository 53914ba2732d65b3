import "server-only";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { readEnv } from "./env.ts";

/** Whether requests can be served: settings accepted, data folder writable. Cloudflare is not asked. */
export async function isReady(): Promise<boolean> {
  try {
    await access(readEnv().dataDir, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

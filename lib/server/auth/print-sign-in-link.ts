import "server-only";
import { readEnv } from "../env/env.ts";
import { getGate } from "./gate.ts";

/** Tells the person at this machine how to get in, where that is how it is done. */
export function printSignInLink(): void {
  const { auth, site } = readEnv();
  if (auth.kind !== "link") return;
  const key = getGate().link.current();
  process.stdout.write(`Sign in with this link, which works once: http://localhost:${site.port}/login#key=${key}\n`);
}

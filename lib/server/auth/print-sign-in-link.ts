import "server-only";
import { readEnv } from "../env/env.ts";
import { getGate } from "./gate.ts";

/** Prints the link to sign in for the person at this machine, if that is how people sign in. */
export function printSignInLink(): void {
  const { auth, site } = readEnv();
  if (auth.kind !== "link") return;
  const key = getGate().link.current();
  process.stdout.write(`Sign in with this link, which works once: http://localhost:${site.port}/login#key=${key}\n`);
}

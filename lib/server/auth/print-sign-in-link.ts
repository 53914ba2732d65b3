import "server-only";
import { isStoreError } from "#lib/store/store-error.ts";
import { log } from "../base/log.ts";
import { readEnv } from "../env/env.ts";
import { getGate } from "./gate.ts";

/** Prints the link to sign in for the person at this machine, if that is how people sign in. Never rejects for the store. */
export async function printSignInLink(): Promise<void> {
  const { auth, site } = readEnv();
  if (auth.kind !== "link") return;
  await logStoreError(async () => {
    const key = await getGate().link.issue();
    process.stdout.write(`Sign in with this link, which works once: http://localhost:${site.port}/login#key=${key}\n`);
  });
}

/** Prints the next link unless the last one still works. */
export async function printNextSignInLink(): Promise<void> {
  await logStoreError(async () => {
    if (!(await getGate().link.isOpen())) await printSignInLink();
  });
}

async function logStoreError(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!isStoreError(error)) throw error;
    log({ level: "error", event: `no sign-in link was printed: the store is ${error.trouble} (${error.detail})` });
  }
}

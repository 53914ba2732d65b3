import "server-only";
import { networkInterfaces } from "node:os";
import { startReconciling } from "./activity/start-reconciling.ts";
import { startWatching } from "./alerts/start-watching.ts";
import { printSignInLink } from "./auth/print-sign-in-link.ts";
import { log } from "./base/log.ts";
import { findEmulator } from "./calls/upstream.ts";
import { readEnv } from "./env/env.ts";
import { configExitCode, StartupError } from "./env/rules.ts";
import { readKey } from "./env/secret.ts";

/** Checks the settings before the first request and starts the emulator's deliveries. Otherwise ends the process. */
export function startServer(): void {
  try {
    const { mode, dataDir } = readEnv();
    openData(dataDir);
    checkOwnAddresses();
    findEmulator()?.start();
    startReconciling();
    startWatching();
    printSignInLink();
    log({ level: "info", event: `started ${mode}` });
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    process.stderr.write(`headgate: ${error.message}\n`);
    process.exit(configExitCode);
  }
}

/** Creates the installation's key and opens the emulator's state. Both need the data folder. */
function openData(dataDir: string): void {
  try {
    readKey(readEnv());
    findEmulator();
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const cause = error instanceof Error ? error.message.replace(/\.$/, "") : "unknown error";
    throw new StartupError(
      "HEADGATE_DATA",
      `(${dataDir}) cannot be used: ${cause}`,
      "Set it to a folder that this process may write and no other uses.",
    );
  }
}

/**
 * Deliveries must not reach this machine's own addresses, so a sandbox that hides them would stop every delivery later.
 */
function checkOwnAddresses(): void {
  try {
    networkInterfaces();
  } catch {
    throw new StartupError(
      "The sandbox of this process",
      "hides the machine's network addresses, which deliveries are checked against",
      "Allow it netlink sockets: AF_NETLINK in RestrictAddressFamilies of a systemd unit.",
    );
  }
}

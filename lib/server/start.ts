import "server-only";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { networkInterfaces } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { officialBaseUrl } from "#lib/cloudflare/official-base-url.ts";
import { releaseAllLeases } from "#lib/store/leases.ts";
import { isStoreError, type StoreTrouble } from "#lib/store/store-error.ts";
import { startReconciling } from "./activity/start-reconciling.ts";
import { resealChannels } from "./alerts/channels.ts";
import { startWatching } from "./alerts/start-watching.ts";
import { printSignInLink } from "./auth/print-sign-in-link.ts";
import { atStop } from "./base/at-stop.ts";
import { log } from "./base/log.ts";
import { findEmulator, openEmulator } from "./calls/upstream.ts";
import { lockDataFolder } from "./env/data-folder.ts";
import { type Env, readEnv } from "./env/env.ts";
import { getStore, storeState } from "./env/process-store.ts";
import { configExitCode, StartupError } from "./env/rules.ts";
import { readKey } from "./env/secret.ts";
import { databaseFile } from "./env/store-options.ts";
import { startRuns } from "./fleet/start-runs.ts";
import { startListening } from "./inventory/changes-stream.ts";
import { hideFromNewCredential, startReading } from "./inventory/start-reading.ts";
import { startUpkeep } from "./inventory/start-upkeep.ts";
import { startReadingFields } from "./scopes/start-reading-fields.ts";
import { takeOverFiles } from "./take-over.ts";
import { startCounting } from "./uptime/start-counting.ts";

/**
 * Checks the settings before the first request, opens the store, and starts what runs in the background. Otherwise ends
 * the process.
 */
export async function startServer(): Promise<void> {
  try {
    const { mode, dataDir } = readEnv();
    await openData(dataDir);
    checkOwnAddresses();
    if (await prepareStore()) await startWork();
    else void keepPreparing();
    log({ level: "info", event: `started ${mode}` });
    announce();
  } catch (error) {
    if (!(error instanceof StartupError)) throw error;
    end(error);
  }
}

/** Only settings that cannot work end with a code that says "do not start again". */
function end(error: unknown): void {
  const isSettings = error instanceof StartupError;
  const name = error instanceof Error ? error.name : "unknown";
  process.stderr.write(`headgate: ${isSettings ? error.message : `The start failed (${name}).`}\n`);
  process.exit(isSettings ? configExitCode : 1);
}

async function startWork(): Promise<void> {
  await printSignInLink();
  void firstAnswer().then(startBackground);
}

function startBackground(): void {
  findEmulator()?.start();
  void startListening();
  startReading();
  startReadingFields();
  startCounting();
  startUpkeep([resealChannels]);
  startReconciling();
  startWatching();
  startRuns();
}

/** The background must not hold up the page that somebody waits for: it starts after an answer, or when nobody asks. */
function firstAnswer(): Promise<void> {
  return new Promise((resolve) => {
    const end = (isStopping = false) => {
      clearTimeout(timer);
      unsubscribe(answers, answered);
      if (!isStopping) resolve();
    };
    const answered = () => end();
    const timer = setTimeout(answered, longestQuietMs).unref();
    subscribe(answers, answered);
    atStop(async () => end(true));
  });
}

const answers = "http.server.response.finish";
const longestQuietMs = 1000;

/** Says where Headgate is. `next dev` says so itself. */
function announce(): void {
  if (process.env.NODE_ENV !== "production") return;
  const env = readEnv();
  const isHere = ["127.0.0.1", "0.0.0.0", "::"].includes(env.host);
  const host = isHere ? "localhost" : env.host.includes(":") ? `[${env.host}]` : env.host;
  process.stdout.write(`Headgate is on ${env.site.origin ?? `http://${host}:${env.site.port}`}, ${wordsOf(env)}.\n`);
}

function wordsOf(env: Env): string {
  if (env.mode === "emulator") return "on the embedded emulator";
  return env.baseUrl === officialBaseUrl ? "on real Cloudflare credentials (LIVE)" : `LIVE on ${env.baseUrl}`;
}

/**
 * Brings the tables up to date and takes over the files of an older version. False while the database does not answer
 * or is locked; throws `StartupError` where another attempt would not help.
 */
async function prepareStore(): Promise<boolean> {
  const { dataDir } = readEnv();
  const store = getStore();
  try {
    await store.migrate();
    // The folder's lock is ours, so no other server holds one.
    if (store.kind === "sqlite") await releaseAllLeases(store.db);
    await takeOverFiles({ store, dataDir, now: Date.now });
    await hideFromNewCredential();
    storeState().isPrepared = true;
    return true;
  } catch (error) {
    if (!isStoreError(error)) throw error;
    const isPostgres = store.kind === "postgres";
    if (error.trouble === "busy" || (error.trouble === "unavailable" && isPostgres)) {
      const what = error.trouble === "busy" ? "is locked by another program" : "does not answer";
      log({ level: "error", event: `the database ${what} (${error.detail})` });
      return false;
    }
    throw new StartupError(
      isPostgres ? "HEADGATE_DATABASE" : "HEADGATE_DATA",
      isPostgres
        ? `cannot be used (${error.detail})`
        : `holds a database that ${words[error.trouble]} (${error.detail})`,
      isPostgres
        ? "Check that the database exists and that its user can create tables."
        : `Restore a backup with npm run --silent headgate -- restore FILE, or move ${databaseFile} away to start with an empty database.`,
    );
  }
}

const words: Record<Exclude<StoreTrouble, "busy">, string> = {
  unwritable: "cannot be written",
  unavailable: "cannot be opened",
  damaged: "is damaged",
  other: "does not match this version",
};

const againAfterMs = 2000;

/**
 * The database may start later than this server, which answers "not ready" until then. A server that can never become
 * ready ends.
 */
async function keepPreparing(): Promise<void> {
  try {
    do await sleep(againAfterMs);
    while (!(await prepareStore()));
    log({ level: "info", event: "the database answers" });
    await startWork();
  } catch (error) {
    end(error);
  }
}

/** Locks the data folder, creates the installation's key and opens the emulator's state. All need the data folder. */
async function openData(dataDir: string): Promise<void> {
  try {
    const lock = lockDataFolder(dataDir);
    process.once("exit", lock.release);
    readKey(readEnv());
    await openEmulator();
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const cause = error instanceof Error ? error.message.replace(/\.$/, "") : "unknown error";
    throw new StartupError(
      "HEADGATE_DATA",
      `(${dataDir}) cannot be used: ${cause}`,
      "Set it to a folder that this process can write to and no other process uses.",
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
      "hides the machine's network addresses, which Headgate needs to check deliveries",
      "Allow netlink sockets: add AF_NETLINK to RestrictAddressFamilies in the systemd unit.",
    );
  }
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openStore } from "#lib/store/open-store.ts";
import { cheapHash } from "../../e2e/sign-in.ts";
import { actionHeaders, findBuiltAction } from "../built-actions.ts";
import { startEmulator } from "../standalone-emulator.ts";
import {
  bePerson,
  keyOf,
  newJournal,
  newStop,
  type OwnedJob,
  outcomeOf,
  send,
  signInAll,
  untilAnswered,
} from "./people.ts";
import { callsInWindow, none, report } from "./report.ts";
import { createServer, type Server, untilAllReady } from "./servers.ts";
import { checkAudit, compareWrites, untilSettled } from "./settle.ts";
import type { Site } from "./sign-in.ts";

const password = "a password for the kills";
/** So long a server lives at most under load. */
const longestLifeMs = 6000;
/** Each costs one of the 1,000 calls in five minutes. */
const thresholdPauseMs = 3000;

/** The threshold of a job, which only the store has: the last confirmed one, and those since whose outcome is unknown. */
type Threshold = { confirmed: number | null; unknown: number[] };

/** One server on SQLite with people who change things, killed again and again. True if nothing confirmed was lost. */
export async function runSingle({ kills, users }: { kills: number; users: number }): Promise<boolean> {
  const data = mkdtempSync(join(tmpdir(), "headgate-single-"));
  const emulator = await startEmulator(data);
  const settings = {
    HEADGATE_AUTH: "password",
    HEADGATE_PASSWORD_HASH: cheapHash(password),
    CLOUDFLARE_API_TOKEN: "single-token-0123456789",
    CLOUDFLARE_BASE_URL: emulator.baseUrl,
  };
  const server = await createServer("app", data, settings);
  const site = { address: server.origin, origin: server.origin };
  const journal = newJournal();
  const thresholds = new Map<string, Threshold>();
  const failedStarts: string[] = [];
  const begun = Date.now();
  try {
    await server.start();
    const jobs: OwnedJob[] = [];
    const [zone] = await emulator.zones();
    for (let number = 0; number < users; number += 1) {
      const body = {
        name: `owned-${number}`,
        dataset: "http_requests",
        destination_conf: `https://receiver.headgate.test/owned-${number}`,
      };
      const { id } = await emulator.createJob(zone?.id ?? "", body);
      jobs.push({ zone: zone?.id ?? "", id, enabled: false });
    }
    const cookies = await signInAll(site, password, users);
    const stopping = newStop();
    const people = cookies.flatMap((cookie, index) => {
      const job = jobs[index];
      if (!job) return [];
      const person = { site, cookie, job, journal };
      return [
        bePerson(person, { pauseMs: 1000, changes: 1 / 3 }, stopping.signal),
        setThresholds({ site, cookie, job, thresholds }, stopping.signal),
      ];
    });
    for (let kill = 1; kill <= kills && failedStarts.length === 0; kill += 1) {
      await sleep(500 + Math.random() * longestLifeMs);
      await killAndStart(server).catch((error: unknown) => failedStarts.push(`kill ${kill}: ${String(error)}`));
      if (kill % 10 === 0) console.log(`${kill} kills, ${Math.round((Date.now() - begun) / 1000)} s`);
    }
    stopping.abort();
    await Promise.all(people);
    const database = { kind: "sqlite", file: join(data, "app", "headgate.db") } as const;
    const open = await untilSettled(database);
    await server.stop("SIGTERM");
    const lost = await findLostThresholds(database.file, thresholds);
    const written = [...thresholds.values()].filter(({ confirmed }) => confirmed !== null).length;
    return report(`One server on SQLite, killed ${kills} times, ${Math.round((Date.now() - begun) / 1000)} s`, [
      none("starts that failed after a kill", failedStarts),
      none("sessions that were refused", journal.signedOut),
      ...(await compareWrites(journal.attempts, emulator, new Set(jobs.map(keyOf)))),
      none(`thresholds of ${written} jobs that were lost`, lost),
      { what: "changes without an outcome", measured: String(open), bar: "0", isFine: open === 0 },
      ...(await checkAudit(journal.attempts, { ...settings, HEADGATE_DATA: join(data, "app") })),
      callsInWindow((await emulator.calls()).map(({ at }) => at)),
      { what: "changes that were not confirmed, by code", measured: JSON.stringify(journal.codes), bar: "a report" },
    ]);
  } finally {
    await server.stop("SIGTERM");
    emulator.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

async function killAndStart(server: Server): Promise<void> {
  await server.stop("SIGKILL");
  await server.start();
  await untilAllReady([server]);
}

/** Writes another threshold again and again until `signal` aborts. */
async function setThresholds(
  { site, cookie, job, thresholds }: { site: Site; cookie: string; job: OwnedJob; thresholds: Map<string, Threshold> },
  signal: AbortSignal,
): Promise<void> {
  const headers = { cookie, origin: site.origin, ...actionHeaders(findBuiltAction("setStaleAfter")) };
  const ref = { scopeKind: "zones", scopeId: job.zone, jobId: job.id };
  const threshold: Threshold = { confirmed: null, unknown: [] };
  thresholds.set(keyOf(job), threshold);
  for (let minutes = 1; !signal.aborted; minutes = (minutes % 40_000) + 1) {
    const { status, text } = await send(site, "/", {
      method: "POST",
      headers,
      body: JSON.stringify([{ ref, minutes }]),
    });
    const outcome = outcomeOf(status, text);
    if (outcome === "confirmed") {
      threshold.confirmed = minutes;
      threshold.unknown = [];
    } else if (outcome === "unknown") threshold.unknown.push(minutes);
    if (status === 0) await untilAnswered(site, signal);
    await sleep(thresholdPauseMs, undefined, { signal }).catch(() => undefined);
  }
}

async function findLostThresholds(file: string, thresholds: ReadonlyMap<string, Threshold>): Promise<string[]> {
  const store = openStore({ kind: "sqlite", file });
  const rows = await store.db.selectFrom("job_note").select(["job_key", "stale_after_min"]).execute();
  await store.close();
  const stored = new Map(rows.map((row) => [row.job_key.replace(/\/(\d+)$/, "/jobs/$1"), row.stale_after_min]));
  return [...thresholds].flatMap(([job, { confirmed, unknown }]) => {
    const now = stored.get(job) ?? null;
    const isKept = now === confirmed || (now !== null && unknown.includes(now));
    return isKept ? [] : [`${job}: ${now} in place of ${confirmed}`];
  });
}

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { openStore, type Store } from "#lib/store/open-store.ts";
import { startPostgres, type TestPostgres } from "#lib/store/testing/postgres.ts";
import { cheapHash } from "../../e2e/sign-in.ts";
import { type StandaloneEmulator, startEmulator } from "../standalone-emulator.ts";
import { startBalancer } from "./balancer.ts";
import { findRepeatedAlerts } from "./checks.ts";
import { bePerson, type Journal, keyOf, newJournal, newStop, type OwnedJob, signInAll } from "./people.ts";
import { type Receiver, startReceiver } from "./receiver.ts";
import { callsInWindow, type Finding, none, report } from "./report.ts";
import { keepRunning, runFindings } from "./runner.ts";
import { createServer, type Server, untilAllReady } from "./servers.ts";
import { checkAudit, compareWrites, untilSettled } from "./settle.ts";
import { type Site, signIn } from "./sign-in.ts";

const zones = 14;
const password = "a password for the replicas";
const host = "headgate.example";
/** Jobs that begin to fail during the run. */
const troubled = 4;
const databaseDownMs = 20_000;
/** That runs change, and no person. */
const runJobs = 24;

type Scene = {
  servers: Server[];
  postgres: TestPostgres;
  receiver: Receiver;
  site: Site;
  store: Store;
  failedSignIns: string[];
  say(what: string): void;
};

/**
 * Three servers in LIVE mode on one PostgreSQL behind a balancer, with many people. Servers, leaders and the database are
 * killed. True if nothing was lost, doubled or refused that must not be.
 */
export async function runReplicas({ seconds, users }: { seconds: number; users: number }): Promise<boolean> {
  const postgres = await startPostgres();
  if (!postgres) {
    console.log("skipped: there is no PostgreSQL on this machine. See CONTRIBUTING.md.");
    return true;
  }
  const data = mkdtempSync(join(tmpdir(), "headgate-replicas-"));
  const emulator = await startEmulator(data, ["--zones", String(zones), "--jobs", "10", "--latency", "20"]);
  const receiver = await startReceiver(data);
  const settings = {
    HEADGATE_DATABASE: postgres.url,
    HEADGATE_SECRET: "a key that all of the replicas share",
    HEADGATE_AUTH: "password",
    HEADGATE_PASSWORD_HASH: cheapHash(password),
    HEADGATE_ORIGIN: `https://${host}`,
    ...receiver.settings,
    HEADGATE_ALERT_URL: `${receiver.publicOrigin}/alerts`,
    HEADGATE_ALERT_SECRET: `whsec_${Buffer.alloc(32, 7).toString("base64")}`,
    CLOUDFLARE_API_TOKEN: "replicas-token-0123456789",
    CLOUDFLARE_BASE_URL: emulator.baseUrl,
  };
  const servers = await Promise.all(["one", "two", "three"].map((name) => createServer(name, data, settings)));
  const balancer = await startBalancer(
    servers.map(({ port }) => port),
    host,
  );
  const store = openStore({ kind: "postgres", url: postgres.url });
  const journal = newJournal();
  const begun = Date.now();
  const say = (what: string) => console.log(`${((Date.now() - begun) / 1000).toFixed(0).padStart(5)} s  ${what}`);
  const site = { address: balancer.address, origin: `https://${host}` };
  const scene: Scene = { servers, postgres, receiver, site, store, failedSignIns: [], say };
  try {
    for (const server of servers) await server.start();
    say(`three servers behind ${balancer.name}`);
    const found = await findOwned(emulator, users + runJobs);
    const [jobs, ofRuns] = [found.slice(0, users), found.slice(users)];
    const [runner = "", ...cookies] = await signInAll(site, password, users + 1);
    say(`${users} people are signed in`);
    const stopping = newStop();
    const people = cookies.map((cookie, index) => {
      const job = jobs[index % jobs.length];
      if (!job) throw new Error("The fleet has too few jobs.");
      return bePerson({ site, cookie, job, journal }, { pauseMs: 4000, changes: 1 / 12 }, stopping.signal);
    });
    const running = keepRunning({ site, cookie: runner, store, jobs: ofRuns }, stopping.signal);
    const happened = await breakThings(scene, emulator);
    await sleep(Math.max(0, begun + seconds * 1000 - Date.now()));
    stopping.abort();
    await Promise.all(people);
    const runs = await running;
    const attempts = [...journal.attempts, ...runs.attempts];
    await untilAllReady(servers);
    const open = await untilSettled({ kind: "postgres", url: postgres.url });
    say("everybody has gone");
    return report(`Three servers, ${users} people, ${Math.round((Date.now() - begun) / 1000)} s`, [
      ...happened,
      none("failed sign-ins after a recovery", scene.failedSignIns),
      none("sessions that were refused", journal.signedOut),
      ...runFindings(runs),
      ...(await compareWrites(attempts, emulator, new Set(found.map(keyOf)))),
      { what: "changes without an outcome", measured: String(open), bar: "0", isFine: open === 0 },
      ...(await checkAudit(attempts, { ...settings, HEADGATE_DATA: join(data, "one") })),
      callsInWindow((await emulator.calls()).map(({ at }) => at)),
      ...summarize(journal),
    ]);
  } finally {
    await store.close();
    await Promise.all(servers.map((server) => server.stop("SIGTERM")));
    balancer.stop();
    receiver.stop();
    emulator.stop();
    await postgres.stop();
    rmSync(data, { recursive: true, force: true });
  }
}

/** A job for each person: one that delivers to an https destination, so that a change of it is accepted. */
async function findOwned(emulator: StandaloneEmulator, people: number): Promise<OwnedJob[]> {
  const jobs: OwnedJob[] = [];
  for (const { id: zone } of await emulator.zones()) {
    for (const job of await emulator.jobs(zone)) {
      const isFine = job.last_error === null && /^https:\/\/[^/]+\/(?!\d|seed)/.test(job.destination_conf);
      if (isFine) jobs.push({ zone, id: job.id, enabled: job.enabled });
    }
  }
  if (jobs.length < people) throw new Error(`The fleet has ${jobs.length} jobs for ${people} people.`);
  return jobs.slice(0, people);
}

/** The faults, one after the other, each followed by a recovery. */
async function breakThings(scene: Scene, emulator: StandaloneEmulator): Promise<Finding[]> {
  const { servers, postgres, receiver, store, say } = scene;
  const [zone] = await emulator.zones();
  for (let number = 0; number < troubled; number += 1) {
    const destination_conf = `${receiver.origin}/job-${number}`;
    const body = { name: `troubled-${number}`, dataset: "http_requests", destination_conf, enabled: true };
    await emulator.createJob(zone?.id ?? "", body);
  }
  await until(async () => (await store.db.selectFrom("alert_state").select("job_key").execute()).length > 0, 120_000);
  say("the watcher has read the jobs once");
  receiver.setTrouble(true);

  const reader = await leaderOf(scene, "reader");
  const follower = servers.find((server) => server !== reader);
  if (follower) await killAndRestart(scene, follower, "a follower");

  await postgres.kill("SIGKILL");
  say("the database is killed");
  await sleep(databaseDownMs);
  await postgres.restart();
  say("the database is started again");
  await recover(scene, "the database");

  const isAlerted = receiver.alerts.length > 0 || (await within(receiver.nextAlert(), 300_000));
  if (isAlerted) {
    await killAndRestart(scene, await leaderOf(scene, "watcher"), "the leader that sends alerts, while it sends");
  }
  receiver.setTrouble(false);

  const next = await leaderOf(scene, "reader");
  await next.stop("SIGTERM");
  say(`${next.name} is stopped properly`);
  await next.start();
  await recover(scene, next.name);

  await killAndRestart(scene, await leaderOf(scene, "reader"), "the leader that reads");
  for (const which of ["a run", "another run"]) {
    await until(() => isItemRunning(scene), 120_000);
    await killAndRestart(scene, await leaderOf(scene, "runs"), `the leader that applies ${which}`);
  }
  return alertFindings(scene, isAlerted);
}

async function isItemRunning({ store }: Scene): Promise<boolean> {
  const running = store.db.selectFrom("run_item").select("n").where("state", "=", "running");
  return (await running.executeTakeFirst()) !== undefined;
}

async function alertFindings({ receiver, store, say }: Scene, isAlerted: boolean): Promise<Finding[]> {
  // The message that was interrupted is due again two minutes after its attempt began.
  const waiting = () => store.db.selectFrom("alert_outbox").select("id").where("outcome", "=", "waiting").execute();
  if (isAlerted) await until(async () => (await waiting()).length === 0, 300_000);
  say(`${receiver.alerts.length} alerts arrived`);
  const left = await waiting();
  const ids = new Set(receiver.alerts.map(({ id }) => id));
  const again = receiver.alerts.length - ids.size;
  return [
    {
      what: "alerts, and how many were sent again with the same id",
      measured: `${ids.size}, ${again}`,
      bar: "at least 1",
      isFine: isAlerted && ids.size > 0,
    },
    none(
      "alerts that were never sent",
      left.map(({ id }) => id),
    ),
    none("changes of a state with more than one alert", findRepeatedAlerts(receiver.alerts)),
  ];
}

async function killAndRestart(scene: Scene, server: Server, what: string): Promise<void> {
  await server.stop("SIGKILL");
  scene.say(`${server.name}, ${what}, is killed`);
  await sleep(5000);
  await server.start();
  await recover(scene, server.name);
}

/** Waits until all servers are ready; then people must be able to sign in on each. */
async function recover({ servers, site, failedSignIns, say }: Scene, after: string): Promise<void> {
  const ms = await untilAllReady(servers);
  say(`all are ready again ${(ms / 1000).toFixed(1)} s after ${after} was started`);
  // Each server gets one, and the balancer's address too.
  for (const { origin } of servers) await trySignIn({ address: origin, origin });
  await trySignIn(site);

  async function trySignIn(at: Site): Promise<void> {
    await signIn(at, password).catch((error: unknown) => failedSignIns.push(`${at.address}: ${String(error)}`));
  }
}

/** The server that holds a lease, which says in its log under which name. Another may have to take it over first. */
async function leaderOf({ servers, store }: Scene, lease: string): Promise<Server> {
  let leader: Server | undefined;
  const isFound = await until(async () => {
    const row = await store.db
      .selectFrom("lease")
      .select("holder")
      .where("name", "=", lease)
      .where("until", ">", Date.now())
      .executeTakeFirst();
    leader = servers.find(
      (server) => row && server.isRunning() && server.output().includes(`leads ${lease} as ${row.holder}`),
    );
    return leader !== undefined;
  }, 60_000);
  if (!isFound || !leader) throw new Error(`Nobody leads ${lease}.`);
  return leader;
}

async function until(check: () => Promise<boolean>, longestMs: number): Promise<boolean> {
  const end = Date.now() + longestMs;
  while (Date.now() < end) {
    if (await check().catch(() => false)) return true;
    await sleep(500);
  }
  return false;
}

function within(event: Promise<void>, ms: number): Promise<boolean> {
  return Promise.race([event.then(() => true), sleep(ms, false, { ref: false })]);
}

function summarize({ statuses, codes }: Journal): Finding[] {
  return [
    { what: "answers by status (0: the connection broke)", measured: JSON.stringify(statuses), bar: "a report" },
    { what: "changes that were not confirmed, by code", measured: JSON.stringify(codes), bar: "a report" },
  ];
}

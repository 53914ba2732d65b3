import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "kysely";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { putJob, removeJob } from "#lib/cloudflare/jobs.ts";
import { createEmulator } from "#lib/emulator/emulator.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import { releaseAllLeases } from "#lib/store/leases.ts";
import { openStore, type StoreOptions } from "#lib/store/open-store.ts";
import { findRun, listItems } from "#lib/store/runs.ts";
import { startPostgres } from "#lib/store/testing/postgres.ts";
import { findPostgres } from "../../../scripts/find-postgres.mjs";
import { findOutcomeAtCloudflare, reconcileAfterMs, reconcileIntents } from "../activity/reconcile-intents.ts";
import type { Context } from "../context/context.ts";
import { openJobNotes } from "../context/job-notes.ts";
import { createSeal } from "../env/seal.ts";
import { createDigests } from "../env/secret.ts";
import { listJobs } from "../inventory/list-jobs.ts";
import { recordDeleted } from "../inventory/record.ts";
import { impatientUpstream } from "../testing/dying.ts";
import { auditOf } from "../testing/test-audit.ts";
import { openEmulated } from "../testing/test-context.ts";
import { applyRun, retryRun } from "./change-run.ts";
import { createRun } from "./create-run.ts";
import { driveRun } from "./drive-run.ts";

/** Where the server dies that applies the run. `late`: the API goes on with the write after that. */
const points = [
  "before the claim",
  "after the claim",
  "read received",
  "before the intent",
  "half of the intent",
  "after the intent",
  "write received",
  "write in progress, late",
  "write applied",
  "half of the answer",
  "after the answer",
  "before the outcome",
  "after the outcome",
  "before the result",
];

/** `npm run faults -- runs` takes many more. */
const rounds = Number(process.env.KILL_ROUNDS ?? 1);
const zones = Number(process.env.KILL_ZONES ?? 9);
const key = "a test key of 32 characters or more";
const folder = mkdtempSync(join(tmpdir(), "headgate-run-kill-"));
// Inside the project, where the program finds the packages that it imports.
const bundle = ".cache/dying-run";

beforeAll(async () => {
  await build({
    configFile: false,
    logLevel: "error",
    resolve: { alias: { "server-only": join(process.cwd(), "node_modules/server-only/empty.js") } },
    build: { ssr: "lib/server/testing/dying-run.ts", outDir: bundle, emptyOutDir: true, target: "node20" },
    ssr: { noExternal: true, external: ["write-file-atomic", "@photostructure/sqlite", "pg"] },
  });
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.concurrent.each(points)(
  "a server killed %s doubles no write and loses none",
  async (point) => {
    for (let round = 0; round < rounds; round += 1) await killOnce({ point, round, openStore: openFile });
  },
  1_800_000,
);

// With two servers on one database nobody knows that the other one is dead: its locks and changes run out.
describe.skipIf(rounds === 1 || findPostgres() === undefined)("on PostgreSQL", () => {
  test.concurrent.each(points)(
    "a leader killed %s doubles no write and loses none",
    async (point) => {
      for (let round = 0; round < rounds; round += 1) await killOnce({ point, round, openStore: openDatabase });
    },
    1_800_000,
  );
});

type Place = StoreOptions & { isShared: boolean };

async function openFile(name: string): Promise<Place> {
  mkdirSync(join(folder, name));
  return { kind: "sqlite", file: join(folder, name, "headgate.db"), isShared: false };
}

let postgres: Promise<string> | undefined;
let databases = 0;

async function openDatabase(): Promise<Place> {
  postgres ??= startPostgres().then((server) => {
    server?.endWithProcess();
    return server?.url ?? "";
  });
  const url = await postgres;
  databases += 1;
  const name = `kill_${databases}`;
  const admin = openStore({ kind: "postgres", url });
  await sql`create database ${sql.id(name)}`.execute(admin.db);
  await admin.close();
  return { kind: "postgres", url: url.replace(/[^/]*$/, name), isShared: true };
}

type Kill = { point: string; round: number; openStore: (name: string) => Promise<Place> };

/** A run over all zones, whose server dies once, and what the next one makes of it. */
async function killOnce({ point, round, openStore: open }: Kill): Promise<void> {
  const fleet = await startFleet(point, 1 + ((round * 7 + 3) % (zones - 2)));
  const place = await open(`${point.replaceAll(/\W+/g, "-")}-${round}`);
  try {
    const { id } = await fleet.withContext(place, 0, planAll);
    await fleet.applyAndDie(place, id);
    if (place.isShared) await fleet.settled();
    const items = await fleet.withContext(place, place.isShared ? reconcileAfterMs + 1000 : 0, async (context) => {
      let found = await resume(context, id, fleet.settled);
      // On a machine that is too busy, what was read may time out. That is a failure like others.
      for (let tries = 0; tries < 3 && found.some(({ state }) => state !== "done"); tries += 1) {
        await retryRun(context, { id });
        found = await resume(context, id, fleet.settled);
      }
      return found;
    });
    const trouble = items.filter(({ state }) => state !== "done");
    expect(
      trouble.map(({ n, plan, state, error }) => ({ n, plan, state, code: error && JSON.parse(error).code })),
    ).toEqual([]);
    expect(items).toHaveLength(zones);
    // Each write reached the API once, whatever happened to its sender.
    expect(fleet.applied.size).toBe(zones);
    expect([...fleet.applied.values()].filter((count) => count !== 1)).toEqual([]);
  } finally {
    await fleet.stop();
  }
}

const refOf = (scope: string, jobId: number): JobRef => ({
  scopeKind: "zones",
  scopeId: scope.replace("zones/", ""),
  jobId,
});

/** A third of the jobs is changed, a third is deleted, and a third was deleted and is created again. */
async function planAll(context: Context): Promise<{ id: string }> {
  await listJobs({ ...context, isReadInBackground: false });
  const rows = await context.store.db.selectFrom("job").select(["scope", "job_id"]).orderBy("scope").execute();
  const jobs = rows.map(({ scope, job_id: jobId }, n) => ({ ref: refOf(scope, jobId), to: n % 3 === 2 ? null : 1, n }));
  for (const { ref, n } of jobs) {
    const change = { max_upload_records: 4321 };
    if (n % 3 === 0) await context.upstream.write((client) => putJob(client, ref, change));
    if (n % 3 !== 1) continue;
    await context.upstream.write((client) => removeJob(client, ref));
    await recordDeleted(context, ref);
  }
  await listJobs({ ...context, isReadInBackground: false });
  const run = await createRun(context, { kind: "restore", jobs: jobs.map(({ ref, to }) => ({ ref, to })) });
  await applyRun(context, { ...run, stopAfter: null });
  return run;
}

/**
 * What the next server does: it settles what was interrupted, and goes on with the run. The only server that starts ends
 * what another one held; one of several waits a minute for that.
 */
async function resume(context: Context, id: string, settled: () => Promise<unknown>) {
  if (context.store.kind === "sqlite") {
    await releaseAllLeases(context.store.db);
    await context.audit.releaseOthers();
  }
  const over = new AbortController();
  const driving = driveRun(context, id, over.signal).finally(() => over.abort());
  await reconcileIntents(context, findOutcomeAtCloudflare(context));
  // As it is a minute later, when nothing can be in progress any more.
  const later = { ...context, now: () => context.now() + reconcileAfterMs };
  while (!over.signal.aborted) {
    await settled();
    await reconcileIntents(later, findOutcomeAtCloudflare(later));
    await sleep(200);
  }
  await driving;
  expect((await findRun(context.store.db, { id, realm: context.realm }))?.state).toBe("finished");
  return listItems(context.store.db, { run: id, realm: context.realm }, { limit: 1000, offset: 0 });
}

/** A fleet of its own, over HTTP for the process that dies, which the server kills at the points on its side. */
async function startFleet(point: string, nth: number) {
  const rateLimit = { requests: 1_000_000, windowSeconds: 300 };
  const emulated = openEmulated(({ dataDir }) =>
    createEmulator({ dataDir, rateLimit, fleet: { zones, jobs: 1 }, maxJobsPerScope: 25 }),
  );
  /** How often each write was applied, by its method and zone. */
  const applied = new Map<string, number>();
  // What reads the same realm shares its readings.
  const realm = `kill ${randomUUID()}`;
  let isCounted = false;
  let left = nth;
  let child: ReturnType<typeof spawn> | undefined;
  /** Requests that the API works on, also those of a process that is gone. */
  const atWork = new Set<Promise<unknown>>();

  function pass(request: Request): Promise<Response> {
    const work = passCounted(request).finally(() => atWork.delete(work));
    atWork.add(work);
    return work;
  }

  async function passCounted(request: Request): Promise<Response> {
    const { method, url } = request;
    const answer = await emulated.emulator.fetch(request);
    if (isCounted && method !== "GET" && answer.ok) {
      const write = `${method} ${new URL(url).pathname}`;
      applied.set(write, (applied.get(write) ?? 0) + 1);
    }
    return answer;
  }

  async function kill(): Promise<void> {
    const exit = child && once(child, "exit");
    child?.kill("SIGKILL");
    await exit;
  }

  async function answer(received: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of received) chunks.push(chunk);
    const { method = "GET", url = "", headers } = received;
    const isWrite = method !== "GET";
    const request = new Request(`https://api.cloudflare.com${url}`, {
      method,
      headers: headers as Record<string, string>,
      ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
    });
    const own = isWrite ? /^(?:write|half)/ : /^read/;
    const isHere = own.test(point) && --left === 0;
    if (isHere && point.endsWith("received")) return kill();
    if (isHere && point.endsWith("late")) {
      await kill();
      const work = sleep(300).then(() => pass(request));
      atWork.add(work);
      void work.finally(() => atWork.delete(work));
      return;
    }
    const passed = await pass(request);
    const text = await passed.text();
    if (isHere && point === "write applied") return kill();
    response.writeHead(passed.status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
    });
    if (!isHere) {
      response.end(text);
      return;
    }
    response.write(text.slice(0, 20));
    await kill();
  }

  const server = createServer((received, response) => void answer(received, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;

  return {
    applied,
    /** Resolves when nothing that the dead process sent is in progress any more. */
    async settled(): Promise<void> {
      await sleep(200);
      while (atWork.size > 0) await Promise.allSettled(atWork);
    },
    /** The same installation as that of the process, in this one. */
    async withContext<T>(place: Place, laterMs: number, work: (context: Context) => Promise<T>): Promise<T> {
      const store = openStore(place);
      await store.migrate();
      const now = () => Date.now() + laterMs;
      const upstream = impatientUpstream((input, init) => pass(new Request(input, init)));
      const context: Context = {
        ...emulated.context,
        ...{ store, upstream, audit: auditOf(store, { keys: [key], now }), notes: openJobNotes(store.db, now), now },
        ...{ digests: createDigests(key), seal: createSeal(key), isReadInBackground: true, realm },
      };
      try {
        return await work(context);
      } finally {
        await store.close();
      }
    },
    async applyAndDie(place: Place, id: string): Promise<void> {
      isCounted = true;
      const url = `http://127.0.0.1:${port}/client/v4`;
      const args = [join(bundle, "dying-run.js"), JSON.stringify(place), url, key, point, String(nth), id, realm];
      child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
      const [code, signal] = await once(child, "exit");
      expect(signal ?? code, point).toBe("SIGKILL");
    },
    async stop() {
      server.close();
      server.closeAllConnections();
      await emulated.close();
    },
  };
}

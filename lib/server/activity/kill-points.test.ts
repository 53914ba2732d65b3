import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { build } from "vite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listScopeJobs } from "#lib/cloudflare/jobs.ts";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import type { Audit } from "../audit/audit.ts";
import type { Outcome } from "../audit/entry.ts";
import { auditOf, openTestStore } from "../testing/test-audit.ts";
import { type Emulated, openEmulated, zoneId } from "../testing/test-context.ts";
import { findOutcomeAtCloudflare, reconcileAfterMs, reconcileIntents } from "./reconcile-intents.ts";

/** Where the process dies, and whether the API creates the job. `late` is after the death of the process. */
const points: [point: string, makes: "never" | "immediately" | "late"][] = [
  ["before the reads", "never"],
  ["before the intent", "never"],
  ["half of the intent", "never"],
  ["after the intent", "never"],
  ["before the write", "never"],
  ["POST received", "never"],
  ["POST in progress", "late"],
  ["job made", "immediately"],
  ["half of the answer", "immediately"],
  ["after the answer", "immediately"],
  ["before the outcome", "immediately"],
  ["half of the outcome", "immediately"],
  ["after the outcome", "immediately"],
  ["after the note", "immediately"],
];

/** `npm run faults` runs many more. */
const rounds = Number(process.env.KILL_ROUNDS ?? 1);
const key = "test key";
const folder = mkdtempSync(join(tmpdir(), "headgate-kill-"));
// Inside the project, where the program finds the packages that it imports.
const bundle = ".cache/dying-create";

let emulated: Emulated<Emulator>;
let upstream: Upstream;
beforeAll(async () => {
  const rateLimit = { requests: 1_000_000, windowSeconds: 300 };
  emulated = openEmulated(({ dataDir }) => createEmulator({ dataDir, rateLimit }));
  upstream = await startUpstream();
  await build({
    configFile: false,
    logLevel: "error",
    resolve: { alias: { "server-only": join(process.cwd(), "node_modules/server-only/empty.js") } },
    build: { ssr: "lib/server/testing/dying-create.ts", outDir: bundle, emptyOutDir: true, target: "node20" },
    ssr: { noExternal: true, external: ["write-file-atomic", "@photostructure/sqlite", "pg"] },
  });
}, 60_000);
afterAll(async () => {
  upstream.stop();
  await emulated.close();
  rmSync(folder, { recursive: true, force: true });
});

type Upstream = {
  url: string;
  /** How the caller is killed, by the point that the job's name contains. */
  kills: Map<string, () => Promise<void>>;
  /** Resolves when work in progress is done. */
  settled(): Promise<unknown>;
  stop(): void;
};

/** The emulator over HTTP. It kills its caller at the points on its side. */
async function startUpstream(): Promise<Upstream> {
  const kills: Upstream["kills"] = new Map();
  let lateWork: Promise<unknown> = Promise.resolve();

  async function answer(received: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of received) chunks.push(chunk);
    const body = Buffer.concat(chunks).toString("utf8");
    const { method = "GET", url = "", headers } = received;
    const isPost = method === "POST";
    const point: string = isPost ? JSON.parse(body).name.replaceAll("-", " ") : "";
    const kill = async () => kills.get(point)?.();
    const pass = () =>
      emulated.emulator.fetch(
        new Request(`https://api.cloudflare.com${url}`, {
          method,
          headers: headers as Record<string, string>,
          ...(isPost ? { body } : {}),
        }),
      );
    if (point === "POST received") return kill();
    if (point === "POST in progress") {
      await kill();
      lateWork = pass();
      return;
    }
    const passed = await pass();
    const text = await passed.text();
    if (point === "job made") return kill();
    response.writeHead(passed.status, {
      "content-type": "application/json",
      "content-length": Buffer.byteLength(text),
    });
    if (point !== "half of the answer") {
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
    url: `http://127.0.0.1:${port}/client/v4`,
    kills,
    settled: () => lateWork,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function createAndDie(dataDir: string, point: string): Promise<void> {
  const args = [join(bundle, "dying-create.js"), dataDir, upstream.url, key, point];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit"] });
  const exit = once(child, "exit");
  upstream.kills.set(point, async () => {
    child.kill("SIGKILL");
    await exit;
  });
  const [code, signal] = await exit;
  expect(signal ?? code, point).toBe("SIGKILL");
}

async function jobsNamed(point: string): Promise<number[]> {
  const scope = { scopeKind: "zones", scopeId: zoneId } as const;
  const jobs = await emulated.context.upstream.read((client) => listScopeJobs(client, scope));
  return jobs.flatMap(({ job }) => (job.name === point.replaceAll(" ", "-") ? [job.id] : []));
}

/** What the audit log finally says about its only change. */
async function readOutcome(audit: Audit): Promise<Outcome | undefined> {
  const { lines, broken } = await audit.read();
  expect(broken).toEqual([]);
  expect(lines.filter(({ kind }) => kind === "intent").length).toBeLessThanOrEqual(1);
  return lines.filter((line): line is typeof line & Outcome => line.kind === "outcome").at(-1);
}

test.concurrent.each(points)(
  "a process killed %s leaves no second job and no unknown one",
  async (point, makes) => {
    for (let round = 0; round < rounds; round += 1) {
      const dataDir = join(folder, `${point.replaceAll(" ", "-")}-${round}`);
      await createAndDie(dataDir, point);
      const store = await openTestStore(dataDir);
      const audit = auditOf(store, { keys: [key] });
      await audit.releaseOthers();
      const reconcile = (now: () => number) =>
        reconcileIntents(
          { audit },
          findOutcomeAtCloudflare({ ...emulated.context, digests: emulated.context.digests, audit, now }),
        );
      const hasIntent = (await audit.read()).lines.some(({ kind }) => kind === "intent");
      // As the server does when it starts, and again when nothing can be in progress any more.
      await reconcile(Date.now);
      await upstream.settled();
      await reconcile(() => Date.now() + reconcileAfterMs);
      const made = await jobsNamed(point);
      expect(made).toHaveLength(makes === "never" ? 0 : 1);
      const outcome = await readOutcome(audit);
      expect(outcome?.outcome).toBe(hasIntent ? (makes === "never" ? "not done" : "done") : undefined);
      expect(outcome?.jobId).toBe(made[0]);
      await store.close();
      for (const jobId of made) {
        emulated.emulator.fetch(
          new Request(`https://api.cloudflare.com/client/v4/zones/${zoneId}/logpush/jobs/${jobId}`, {
            method: "DELETE",
            headers: { authorization: "Bearer headgate-test-token-0000000000000000" },
          }),
        );
      }
    }
  },
  600_000,
);

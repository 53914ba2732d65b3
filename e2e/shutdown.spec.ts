import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { actionHeaders, findBuiltAction } from "../scripts/built-actions.ts";
import { cleanEnv } from "../scripts/clean-env.mjs";
import { freePort, startApp } from "../scripts/serve.mjs";
import { api, apiCreateJob, type JobPlace, zoneId } from "./emulator-api.ts";
import { expect, test } from "./fixtures.ts";
import { readAudit } from "./read-audit.ts";

/** Disables a job, like the list. */
function switchOff(origin: string, ref: object, signal?: AbortSignal): Promise<Response> {
  return fetch(`${origin}/`, {
    method: "POST",
    ...(signal ? { signal } : {}),
    headers: { origin, ...actionHeaders(findBuiltAction("setJobEnabled")) },
    body: JSON.stringify([{ ref, enabled: false }]),
  });
}

/** The server with jobs. Its API takes `writeDelayMs` for each PUT. */
async function startSlow(jobs: number, writeDelayMs = 6000) {
  const data = mkdtempSync(join(tmpdir(), "headgate-shutdown-"));
  const app = await startApp({ HEADGATE_DATA: data, HEADGATE_EMULATOR_FAULTS: "1", HEADGATE_ALERTS: "off" });
  const scopeId = await zoneId(app.origin);
  const made: JobPlace[] = [];
  while (made.length < jobs) {
    const destination = `https://receiver.headgate.test/shutdown/${made.length}`;
    made.push(await apiCreateJob(app.origin, { destination_conf: destination, enabled: true }));
  }
  const fault = { at: "after", kind: "delay", delayMs: writeDelayMs, method: "PUT" };
  await api(app.origin, "/__emulator/faults", { method: "POST", body: JSON.stringify(fault) });
  /** The outcome of each change, or "open". */
  const audit = async () => {
    const entries = await readAudit(data);
    const outcomes = new Map(entries.flatMap(({ kind, id, outcome }) => (kind === "outcome" ? [[id, outcome]] : [])));
    return entries.flatMap(({ kind, id }) => (kind === "intent" ? [outcomes.get(id) ?? "open"] : []));
  };
  return {
    app,
    refs: made.map(({ id }) => ({ scopeKind: "zones", scopeId, jobId: id })),
    audit,
    stop: async () => {
      await app.stop("SIGKILL");
      rmSync(data, { recursive: true, force: true });
    },
  };
}

const endOf = async (pid: number | undefined) => {
  const isGone = () => {
    try {
      process.kill(pid ?? 0, 0);
      return false;
    } catch {
      return true;
    }
  };
  await expect.poll(isGone, { timeout: 35_000 }).toBe(true);
};

test("changes in progress at SIGTERM are answered and recorded in the audit log; nothing new is accepted", async () => {
  test.slow();
  const server = await startSlow(10);
  try {
    const { app, refs, audit } = server;
    const stays = switchOff(app.origin, refs[0] ?? {});
    const left = new AbortController();
    const leaves = switchOff(app.origin, refs[1] ?? {}, left.signal).catch(() => "left");
    const others = refs.slice(2).map((ref) => switchOff(app.origin, ref));
    await expect.poll(async () => (await audit()).length).toBe(10);
    // A tab that is closed meanwhile changes nothing.
    left.abort();
    expect(await leaves).toBe("left");
    const halfOpen = await hold(app.origin);
    process.kill(app.pid ?? 0, "SIGTERM");
    await expect
      .poll(() =>
        fetch(`${app.origin}/healthz`).then(
          () => "taken",
          () => "refused",
        ),
      )
      .toBe("refused");
    expect(await audit()).toContain("open");

    const answers = await Promise.all([stays, ...others].map(async (answer) => (await answer).text()));
    for (const text of answers) expect(text).toContain('"ok":true');
    await endOf(app.pid);
    expect(await audit()).toEqual(Array(10).fill("done"));
    expect(app.output()).not.toContain("unfinished");
    halfOpen.destroy();
  } finally {
    await server.stop();
  }
});

/** A connection that has sent half a request. */
async function hold(origin: string): Promise<Socket> {
  const socket = connect(Number(new URL(origin).port), "127.0.0.1");
  socket.on("error", () => undefined);
  await once(socket, "connect");
  socket.write("GET / HTTP/1.1\r\nHost: localhost\r\n");
  return socket;
}

test("a second signal ends it immediately", async () => {
  const server = await startSlow(1, 20_000);
  try {
    const { app, refs, audit } = server;
    void switchOff(app.origin, refs[0] ?? {}).catch(() => undefined);
    await expect.poll(async () => (await audit()).length).toBe(1);
    process.kill(app.pid ?? 0, "SIGTERM");
    await expect
      .poll(() =>
        fetch(`${app.origin}/healthz`).then(
          () => "taken",
          () => "refused",
        ),
      )
      .toBe("refused");
    await new Promise((resolve) => setTimeout(resolve, 1100));
    process.kill(app.pid ?? 0, "SIGTERM");
    await endOf(app.pid);
    // The job is as it was left. The next start reconciles the change.
    expect(await audit()).toEqual(["open"]);
  } finally {
    await server.stop();
  }
});

for (const signal of ["SIGTERM", "SIGINT"] as const) {
  test(`with only open tabs and no work, ${signal} ends it with 0, before any pause would`, async () => {
    const port = await freePort();
    const data = mkdtempSync(join(tmpdir(), "headgate-shutdown-"));
    const app = spawn(process.execPath, ["scripts/start.mjs"], {
      env: cleanEnv({ PORT: String(port), HEADGATE_DATA: data, HEADGATE_ALERTS: "off" }),
      stdio: ["ignore", "pipe", "pipe"],
    });
    let errors = "";
    app.stderr.on("data", (chunk) => (errors += chunk));
    try {
      const origin = `http://127.0.0.1:${port}`;
      await expect
        .poll(
          () =>
            fetch(`${origin}/healthz`).then(
              ({ ok }) => ok,
              () => false,
            ),
          { timeout: 60_000 },
        )
        .toBe(true);
      // Two event streams, an idle connection, and half a request.
      const streams = await Promise.all([1, 2].map(() => fetch(`${origin}/receiver/arrivals`)));
      expect(streams.map(({ status }) => status)).toEqual([200, 200]);
      const half = await hold(origin);
      const closed = once(app, "close");
      const begun = performance.now();
      app.kill(signal);
      expect(await closed).toEqual([0, null]);
      // It would wait 25 s for changes in progress.
      expect(performance.now() - begun).toBeLessThan(20_000);
      expect(errors).not.toMatch(/"level":"(?:warn|error)"|\bat .+:\d+/);
      half.destroy();
      for (const { body } of streams) await body?.cancel().catch(() => undefined);
    } finally {
      app.kill("SIGKILL");
      rmSync(data, { recursive: true, force: true });
    }
  });
}

test("five hundred half requests do not block others, and are closed", async () => {
  test.slow();
  const app = await startApp({ HEADGATE_ALERTS: "off" });
  try {
    const held = await Promise.all(Array.from({ length: 500 }, () => hold(app.origin)));
    const closed = held.map((socket) => new Promise((resolve) => socket.resume().once("close", resolve)));
    expect((await fetch(`${app.origin}/healthz`)).status).toBe(200);
    expect((await fetch(`${app.origin}/readyz`)).status).toBe(200);
    await Promise.all(closed);
    expect((await fetch(`${app.origin}/healthz`)).status).toBe(200);
  } finally {
    await app.stop();
  }
});

test("it goes on when nobody reads its log any more", async () => {
  const app = await startApp({});
  try {
    app.closeLog();
    // Each of them writes a line.
    for (let page = 0; page < 3; page += 1) expect((await fetch(app.origin)).status).toBe(200);
    const cpuMs = () => {
      const [user = 0, system = 0] = readFileSync(`/proc/${app.pid}/stat`, "utf8").split(" ").slice(13, 15).map(Number);
      return (user + system) * 10;
    };
    await sleep(2000);
    const before = cpuMs();
    await sleep(2000);
    expect(cpuMs() - before).toBeLessThan(1000);
    expect((await fetch(`${app.origin}/healthz`)).ok).toBe(true);
  } finally {
    await app.stop();
  }
});

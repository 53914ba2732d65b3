import { spawn, spawnSync } from "node:child_process";
import { chownSync, mkdtempSync, rmSync } from "node:fs";
import { createServer, Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPostgres, postgresEnv } from "../../../scripts/find-postgres.mjs";

export type TestPostgres = {
  url: string;
  pid: number;
  /** Starts it again on the same data, after `kill`. */
  restart(): Promise<void>;
  kill(signal: "SIGKILL" | "SIGINT"): Promise<void>;
  stop(): Promise<void>;
  /** Lets another process end it when this one is gone, however that happens. */
  endWithProcess(): void;
};

/** `nobody`: PostgreSQL refuses to run as root. */
const unprivileged = 65_534;

/** A PostgreSQL server of its own in a temporary folder, on loopback. Undefined where there is none to start. */
export async function startPostgres(): Promise<TestPostgres | undefined> {
  const bin = findPostgres();
  if (bin === undefined) return undefined;
  const folder = mkdtempSync(join(tmpdir(), "headgate-pg-"));
  const user = process.getuid?.() === 0 ? { uid: unprivileged, gid: unprivileged } : {};
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid);
  const env = postgresEnv();
  const options = { ...user, env, cwd: folder };
  const data = join(folder, "data");
  const made = spawnSync(
    join(bin, "initdb"),
    ["-D", data, "-U", "headgate", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"],
    options,
  );
  if (made.status !== 0) {
    rmSync(folder, { recursive: true, force: true });
    throw new Error(`initdb failed: ${made.stderr}`);
  }
  const port = await freePort();
  const url = `postgres://headgate@127.0.0.1:${port}/postgres`;
  let server = await launch();

  async function launch() {
    const child = spawn(
      join(bin ?? "", "postgres"),
      // Tests kill the process, never the machine, so nothing needs to reach the disk.
      ["-D", data, "-p", String(port), "-h", "127.0.0.1", "-k", folder, "-c", "fsync=off"],
      {
        ...options,
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    let heard = "";
    await new Promise<void>((resolve, reject) => {
      child.stderr.on("data", (chunk) => {
        heard = (heard + chunk).slice(-4000);
        if (heard.includes("ready to accept connections")) resolve();
      });
      child.once("exit", () => reject(new Error(`PostgreSQL ended: ${heard}`)));
    });
    return child;
  }

  async function kill(signal: "SIGKILL" | "SIGINT"): Promise<void> {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once("exit", resolve));
    server.kill(signal);
    await ended;
  }

  return {
    url,
    get pid() {
      return server.pid ?? 0;
    },
    restart: async () => {
      server = await launch();
    },
    kill,
    endWithProcess: () => {
      // Its input ends with this process.
      const watch = ["-c", 'read -r _; kill -QUIT "$0"; sleep 1; rm -rf "$1"', String(server.pid), folder];
      const guard = spawn("sh", watch, { stdio: ["pipe", "ignore", "ignore"], detached: true });
      guard.unref();
      if (guard.stdin instanceof Socket) guard.stdin.unref();
    },
    stop: async () => {
      await kill("SIGINT");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

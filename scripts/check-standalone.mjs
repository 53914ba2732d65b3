// Builds the folder of the container and runs it as an unprivileged user, on this Node.js and on the other supported
// major: `npm run check:standalone`. One of them uses Node's own SQLite, the other the package's binary.
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cleanEnv } from "./clean-env.mjs";
import { freePort } from "./serve.mjs";

/** `nobody`. */
const unprivileged = 65_534;
const otherNode = process.versions.node.startsWith("20.") ? "22.23.5" : "20.20.2";

const scratch = mkdtempSync(join(tmpdir(), "headgate-standalone-"));
chmodSync(scratch, 0o755);
let failures = 0;
try {
  run(process.execPath, ["node_modules/next/dist/bin/next", "build"], { STANDALONE: "1", NODE_ENV: "production" });
  const app = join(scratch, "app");
  run(process.execPath, ["scripts/standalone.mjs", app]);
  for (const node of [process.execPath, installNode(otherNode)]) failures += await tryOn(node, app);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
console.log(failures === 0 ? "The standalone folder works on both." : `${failures} checks failed.`);
process.exitCode = failures === 0 ? 0 : 1;

/** A Node.js of another version, from the npm registry. */
function installNode(version) {
  const folder = join(scratch, "node");
  mkdirSync(folder);
  const name = `node-${process.platform}-${process.arch}@${version}`;
  run("npm", ["install", "--no-save", "--prefix", folder, "--ignore-scripts", name]);
  return join(folder, "node_modules", `node-${process.platform}-${process.arch}`, "bin", "node");
}

async function tryOn(node, app) {
  const version = spawnSync(node, ["--version"]).stdout.toString().trim();
  const data = mkdtempSync(join(scratch, "data-"));
  if (process.getuid?.() === 0) chownSync(data, unprivileged, unprivileged);
  const problems = [];
  const expect = (isTrue, what) => !isTrue && problems.push(what);
  for (const start of ["first", "second"]) {
    const port = await freePort();
    const server = spawn(node, ["scripts/start.mjs"], {
      cwd: app,
      env: cleanEnv({ PORT: String(port), HEADGATE_DATA: data, HEADGATE_DETACHED: "1", HOME: data }),
      stdio: ["ignore", "pipe", "pipe"],
      ...(process.getuid?.() === 0 ? { uid: unprivileged, gid: unprivileged } : {}),
    });
    let output = "";
    for (const stream of [server.stdout, server.stderr]) stream.on("data", (chunk) => (output += chunk));
    const ended = new Promise((resolve) => server.once("close", resolve));
    const at = (path) => `http://127.0.0.1:${port}${path}`;
    expect(await isReady(at("/readyz")), `${start} start: not ready\n${output}`);
    const page = await fetch(at("/")).then((response) => response.text(), String);
    expect(page.includes("Logpush jobs"), `${start} start: no list`);
    expect(page.includes("burrito-requests"), `${start} start: no job of the store`);
    server.kill("SIGTERM");
    await ended;
    expect(!/ExperimentalWarning/.test(output), `${start} start: a warning in the log`);
    expect(existsSync(join(data, "headgate.db")), `${start} start: no database`);
  }
  const engine = readdirSync(join(app, "node_modules", "@photostructure", "sqlite", "prebuilds")).join(", ");
  console.log(
    `Node.js ${version}: ${problems.length === 0 ? "works" : problems.join("; ")} (binaries in the folder: ${engine})`,
  );
  return problems.length;
}

async function isReady(address) {
  for (let tries = 0; tries < 150; tries += 1) {
    const isThere = await fetch(address).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isThere) return true;
    await sleep(200);
  }
  return false;
}

function run(command, args, env = {}) {
  const { status } = spawnSync(command, args, { stdio: "inherit", env: { ...process.env, ...env } });
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${status}.`);
}

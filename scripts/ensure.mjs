// Brings the working copy up to date: `node scripts/ensure.mjs deps build browser receivers postgres`. Does nothing where nothing changed.
// It runs before anything is installed, so it imports Node's own modules only.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findPostgres } from "./find-postgres.mjs";
import { findHaproxy, findNginx, receiversFolder } from "./find-receivers.mjs";
import { buildFingerprint, isInstalled, markInstalled } from "./freshness.mjs";
import { withLock } from "./lock.mjs";
import { findLooseActions } from "./loose-actions.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const buildStamp = join(root, ".next", "headgate-build");
const shellPath = "/usr/bin/chromium-headless-shell";
const shellStamp = join(root, ".cache", "shell-tried");
const browserDownloadTimeoutMs = 180_000;
const packageTimeoutMs = 60_000;

const steps = {
  deps: { isDone: () => isInstalled(root), run: install },
  build: { isDone: isBuilt, run: build },
  browser: { isDone: hasBrowser, run: installBrowser },
  receivers: { isDone: hasTriedReceivers, run: unpackReceivers },
  postgres: { isDone: hasTriedPostgres, run: installPostgres },
};

async function install() {
  const npm = process.env.npm_execpath ?? "";
  // No package here needs its install script, and code that does not run cannot do harm.
  const args = ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"];
  const [command, ...before] = basename(npm) === "npm-cli.js" ? [process.execPath, npm] : ["npm"];
  await run(command, [...before, ...args]);
  markInstalled(root);
}

/** The stamp names the build it belongs to, so a build made by hand in between does not pass for this one. */
function isBuilt() {
  if (!existsSync(buildStamp)) return false;
  return readFileSync(buildStamp, "utf8") === stampText(buildFingerprint(root));
}

function stampText(fingerprint) {
  const buildId = join(root, ".next", "BUILD_ID");
  return `${fingerprint} ${existsSync(buildId) ? readFileSync(buildId, "utf8") : "none"}\n`;
}

async function build() {
  const loose = findLooseActions(root);
  if (loose.length > 0) throw new Error(`Server actions are made by defineAction:\n${loose.join("\n")}`);
  // Taken before the build: an edit made while it runs counts as newer than the build.
  const fingerprint = buildFingerprint(root);
  await run(process.execPath, [join("node_modules", "next", "dist", "bin", "next"), "build"], {
    env: { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" },
  });
  writeFileSync(buildStamp, stampText(fingerprint));
}

async function browserPath() {
  const { findBrowser } = await import("./find-browser.mjs");
  return findBrowser();
}

/** A whole browser does too, but tests take longer in it, so the headless shell is tried once. */
async function hasBrowser() {
  const path = await browserPath();
  if (path === undefined) return false;
  return Boolean(process.env.CHROMIUM_PATH) || path === shellPath || !canInstallPackages() || existsSync(shellStamp);
}

function canInstallPackages() {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

async function installPackage(name, isInstalledNow = () => existsSync(join("/usr/bin", name))) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  // An existing settings file stays as it is; the question about it would wait for ever.
  const options = { env, mayFail: true };
  const install = ["install", "-y", "--no-install-recommends", "-o", "Dpkg::Options::=--force-confold", name];
  await run("apt-get", install, options);
  if (isInstalledNow()) return;
  await run("apt-get", ["update"], options);
  await run("apt-get", install, options);
}

async function installBrowser() {
  if (canInstallPackages()) {
    await installPackage("chromium-headless-shell");
    mkdirSync(dirname(shellStamp), { recursive: true });
    writeFileSync(shellStamp, "");
    if ((await browserPath()) !== undefined) return;
  }
  const download = [join("node_modules", "@playwright", "test", "cli.js"), "install", "chromium"];
  await run(process.execPath, download, { mayFail: true, timeout: browserDownloadTimeoutMs });
  if ((await browserPath()) === undefined && canInstallPackages()) await installPackage("chromium");
  if ((await browserPath()) !== undefined) return;
  throw new Error("Could not install Chromium. Install it or set CHROMIUM_PATH, then run this again.");
}

/** The tests that run nginx and HAProxy are skipped where there is none, so one try is enough. */
function hasTriedReceivers() {
  return existsSync(receiversFolder) || (findNginx() && findHaproxy()) || !existsSync("/usr/bin/apt-get");
}

/** Debian's packages, unpacked and not installed: an installed server would start to serve. */
async function unpackReceivers() {
  mkdirSync(receiversFolder, { recursive: true });
  for (const name of ["nginx", "nginx-core", "nginx-light"]) {
    if (findNginx() === undefined) await unpack([name]);
  }
  if (findHaproxy() === undefined) {
    await unpack(["haproxy", "liblua5.3-0", "libopentracing-c-wrapper0", "libopentracing1"]);
  }
  const missing = [findNginx() ? [] : "nginx", findHaproxy() ? [] : "HAProxy"].flat();
  for (const name of missing) console.log(`headgate: ${name} is not available; its tests are skipped`);
}

const postgresStamp = join(root, ".cache", "postgres-tried");

/** The tests that need PostgreSQL are skipped where there is none, so one try is enough. */
function hasTriedPostgres() {
  return findPostgres() !== undefined || existsSync(postgresStamp) || !canInstallPackages();
}

/** Only the programs: Debian would also create a cluster and start it. Tests start servers of their own. */
async function installPostgres() {
  writeFileSync(postgresStamp, "");
  const settings = "/etc/postgresql-common/createcluster.conf";
  if (!existsSync(settings)) {
    mkdirSync(dirname(settings), { recursive: true });
    writeFileSync(settings, "create_main_cluster = false\n");
  }
  await installPackage("postgresql", () => findPostgres() !== undefined);
  if (findPostgres() === undefined) {
    console.log("headgate: PostgreSQL is not available; its tests are skipped");
  }
}

async function unpack(names) {
  const options = { cwd: receiversFolder, mayFail: true, stdio: "ignore", timeout: packageTimeoutMs };
  await run("apt-get", ["download", ...names], options);
  if (archives().length === 0 && process.getuid?.() === 0) {
    await run("apt-get", ["update"], options);
    await run("apt-get", ["download", ...names], options);
  }
  for (const archive of archives()) {
    await run("dpkg-deb", ["-x", archive, "."], options);
    rmSync(join(receiversFolder, archive));
  }
}

function archives() {
  return readdirSync(receiversFolder).filter((name) => name.endsWith(".deb"));
}

/** Runs a program to its end, on this terminal but without its input. */
function run(command, args, { mayFail = false, ...options } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: ["ignore", "inherit", "inherit"], ...options });
    const stop = () => {
      child.kill();
      process.exit(143);
    };
    process.once("SIGTERM", stop);
    child.once("error", (error) => (mayFail ? resolve() : reject(error)));
    child.once("close", (code) => {
      process.off("SIGTERM", stop);
      if (code === 0 || mayFail) resolve();
      else reject(new Error(`${[command, ...args].join(" ")} ended with ${code ?? "a signal"}.`));
    });
  });
}

function refuse(line) {
  console.error(`headgate: ${line}`);
  process.exit(1);
}

// As `engines` in package.json, which a test compares with what every package asks for.
const [major, minor] = process.versions.node.split(".").map(Number);
const oldestMinor = { 20: 19, 22: 13 }[major] ?? (major >= 24 ? 0 : Number.POSITIVE_INFINITY);
if (minor < oldestMinor) {
  refuse(`Node.js 20.19+, 22.13+ or 24+ is required. This is ${process.versions.node}.`);
}
const wanted = process.argv.slice(2);
const unknown = wanted.find((name) => !Object.hasOwn(steps, name));
if (wanted.length === 0 || unknown !== undefined)
  refuse(`usage: node scripts/ensure.mjs [deps] [build] [browser] [receivers] [postgres]`);

try {
  for (const name of wanted) {
    const step = steps[name];
    if (await step.isDone()) continue;
    mkdirSync(join(root, ".cache"), { recursive: true });
    await withLock(join(root, ".cache", "ensure.lock"), async () => {
      if (await step.isDone()) return;
      const started = Date.now();
      await step.run();
      console.log(`headgate: ${name} ready in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    });
  }
} catch (error) {
  refuse(error.message);
}

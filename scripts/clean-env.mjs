import { spawnSync } from "node:child_process";
import { accessSync, chmodSync, constants, mkdirSync, mkdtempSync, readFileSync, statfsSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const names = ["CLOUDFLARE_API_TOKEN", "CLOUDFLARE_API_KEY", "CLOUDFLARE_EMAIL"].flatMap((name) => [
  name,
  `${name}_FILE`,
]);

/**
 * Machine settings that change what Node.js, a shell or a tool does: proxies, preloaded modules, certificates, the time
 * zone, the language of messages.
 */
const hostSettings = new RegExp(
  `^(?:${[
    "(?:https?|ftp|all|no)_proxy",
    "node_(?:options|path|use_env_proxy|extra_ca_certs|tls_reject_unauthorized)",
    "lang|language|lc_.*|tz",
    "ssl_cert_(?:file|dir)|sslkeylogfile|curl_(?:home|ca_bundle)|requests_ca_bundle",
    "bash_env|env|cdpath|shellopts|bashopts|posixly_correct|python(?:home|path|startup|warnings|utf8)",
  ].join("|")})$`,
  "i",
);

/** The same on every machine. */
function fixedSettings() {
  return { LC_ALL: "C.UTF-8", TZ: "UTC", HOME: writableHome() };
}

/** The user's home, or another folder: browsers and compilers fail if they cannot write to their home. */
function writableHome() {
  const ownFolder = fileURLToPath(new URL("../.cache/home", import.meta.url));
  return writable(homedir) ?? writable(() => makeFolder(ownFolder)) ?? tmpdir();
}

function makeFolder(folder) {
  mkdirSync(folder, { recursive: true });
  return folder;
}

function writable(find) {
  try {
    const folder = find();
    accessSync(folder, constants.W_OK);
    return folder;
  } catch {
    // Missing, not writable, or a user without a passwd entry.
    return undefined;
  }
}

/** Makes this process, and those that it starts, independent of the machine's settings. Keeps credentials. */
export function forgetHost() {
  for (const name of Object.keys(process.env)) {
    if (hostSettings.test(name)) delete process.env[name];
  }
  Object.assign(process.env, fixedSettings());
}

/**
 * Lets this process, and those that it starts, keep temporary files in memory until it ends, where Linux has room for
 * them. Tests sync thousands of small writes, which keeps a disk busier than the processors; they kill processes, never
 * the machine.
 */
export function keepFilesInMemory() {
  const memory = process.env.TMPDIR ? undefined : writable(findMemoryFolder);
  if (memory === undefined) return;
  const folder = mkdtempSync(join(memory, "headgate-tests-"));
  // PostgreSQL, which refuses to run as root, has its folder in this one.
  chmodSync(folder, 0o711);
  process.env.TMPDIR = folder;
  process.once("exit", () => spawnSync("rm", ["-rf", folder]));
}

/** Several times what the tests fill. */
const memoryBytes = 2 ** 31;

/** Throws where there is none that can hold programs too: that of a container may be small, and hold only data. */
function findMemoryFolder() {
  const folder = "/dev/shm";
  const { bavail, bsize } = statfsSync(folder);
  const isForData = / \/dev\/shm .*\bnoexec\b/.test(readFileSync("/proc/mounts", "utf8"));
  if (isForData || bavail * bsize < memoryBytes) throw new Error(`${folder} has no room.`);
  return folder;
}

/**
 * The environment for a run against the emulator: this one, with every setting of Cloudflare and Headgate set to an
 * empty text. Removing them is not enough: Next would read an absent credential from a .env file, and tests must never
 * reach a real account. Machine settings that would change a result are removed.
 */
export function cleanEnv(settings = {}) {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !hostSettings.test(name)));
  const set = Object.keys(own).filter((name) => /^(?:CLOUDFLARE_|HEADGATE_)|^(?:HOST|PORT)$/.test(name));
  const emptied = [...names, "CLOUDFLARE_BASE_URL", ...set].map((name) => [name, ""]);
  return { ...own, ...fixedSettings(), ...Object.fromEntries(emptied), ...settings };
}

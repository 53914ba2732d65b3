import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/**
 * Where `ensure.mjs receivers` unpacks Debian's packages: nothing is installed on the machine, and no service starts.
 */
export const receiversFolder = join(dirname(dirname(fileURLToPath(import.meta.url))), ".cache", "receivers");

const libraries = join(receiversFolder, "usr", "lib");

/** The environment of an unpacked program, with the libraries next to it. */
export function receiverEnv() {
  const folders = existsSync(libraries) ? readdirSync(libraries).map((name) => join(libraries, name)) : [];
  return { ...process.env, LD_LIBRARY_PATH: folders.join(":") };
}

/** The path of an nginx that really starts, or undefined. */
export function findNginx() {
  return find("nginx");
}

/** The path of an HAProxy that really starts, or undefined. */
export function findHaproxy() {
  return find("haproxy");
}

function find(name) {
  const paths = ["/usr/sbin", "/usr/local/sbin", join(receiversFolder, "usr", "sbin")].map((folder) =>
    join(folder, name),
  );
  return paths.find(
    (path) => existsSync(path) && spawnSync(path, ["-v"], { env: receiverEnv(), timeout: 20_000 }).status === 0,
  );
}

import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where `ensure.mjs nginx` unpacks Debian's package: nothing is installed on the machine, and no service starts. */
export const nginxFolder = join(dirname(dirname(fileURLToPath(import.meta.url))), ".cache", "nginx");

const candidates = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", join(nginxFolder, "usr", "sbin", "nginx")];

/** The path of an nginx that really starts, or undefined. */
export function findNginx() {
  return candidates.find((path) => existsSync(path) && spawnSync(path, ["-v"], { timeout: 20_000 }).status === 0);
}

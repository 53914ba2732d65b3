import { spawnSync } from "node:child_process";
import { cleanEnv } from "../clean-env.mjs";

/** Runs test files with settings of their own. Whether all passed. */
export function runTests(files: readonly string[], settings: Record<string, string>): boolean {
  const { status } = spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", ...files], {
    stdio: "inherit",
    env: cleanEnv(settings),
  });
  return status === 0;
}

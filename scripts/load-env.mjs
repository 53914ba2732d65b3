import { createRequire } from "node:module";

/** Loads .env and .env.local into the environment, as Next.js does for production. */
export function loadEnv(root = process.cwd()) {
  const require = createRequire(import.meta.url);
  createRequire(require.resolve("next/package.json"))("@next/env").loadEnvConfig(root, false, {
    info() {},
    error: console.error,
  });
}

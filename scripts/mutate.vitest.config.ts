import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import config from "../vitest.config.ts";

const fewRuns = fileURLToPath(new URL("few-runs.ts", import.meta.url));

/** For `npm run mutate`: only the tests that judge the mutated area, in one project, with few examples each. */
export default defineConfig({
  resolve: { ...config.resolve, alias: { ...config.resolve?.alias, "fast-check": fewRuns } },
  ssr: config.ssr,
  test: {
    include: process.env.MUTATE_TESTS?.split(" ") ?? [],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    restoreMocks: true,
  },
});

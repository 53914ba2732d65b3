import { defineConfig } from "vitest/config";
import config from "../vitest.config.ts";

/** For `npm run mutate`: only the tests of the mutated area, in one project. */
export default defineConfig({
  resolve: config.resolve,
  ssr: config.ssr,
  test: {
    include: process.env.MUTATE_TESTS?.split(" ") ?? [],
    setupFiles: ["scripts/short-properties.ts"],
    testTimeout: 60_000,
    restoreMocks: true,
  },
});

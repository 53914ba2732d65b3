import { readdirSync, readFileSync } from "node:fs";
import { defineConfig } from "vitest/config";
import { forgetHost, keepFilesInMemory } from "./scripts/clean-env.mjs";

// Before the workers start: Node.js reads some of these settings only once.
forgetHost();
keepFilesInMemory();

const tests = ["cli", "lib", "components", "scripts"].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => `${folder}/${name}`),
);
/** These put other modules in the place of some, which must not reach the tests of other files. */
const mocking = tests.filter((file) => readFileSync(file, "utf8").includes("vi.mock("));

const shared = {
  setupFiles: ["scripts/any-machine.ts", "scripts/property-seed.ts", "scripts/patient-parser.ts"],
  testTimeout: 120_000,
  // Creating a database cluster takes long on a busy machine.
  hookTimeout: 120_000,
  restoreMocks: true,
};

export default defineConfig({
  // `server-only` throws outside this condition; unit tests of lib/server run as a server component would.
  resolve: {
    conditions: ["react-server", "node"],
    // What Next itself puts in its place on the server.
    alias: { "next/navigation": "next/dist/client/components/navigation.react-server.js" },
  },
  ssr: { resolve: { conditions: ["react-server", "node"] } },
  test: {
    // By default one core is left idle.
    maxWorkers: "100%",
    projects: [
      // Modules are loaded once for all files of a worker, which saves more than half a minute.
      {
        extends: true,
        test: { ...shared, name: "shared", include: tests, exclude: mocking, isolate: false },
      },
      { extends: true, test: { ...shared, name: "mocking", include: mocking } },
    ],
  },
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig, devices } from "@playwright/test";
import { originsOf } from "./e2e/origins.ts";
import { cleanEnv, forgetHost, keepFilesInMemory } from "./scripts/clean-env.mjs";
import { browserArgs, findBrowser } from "./scripts/find-browser.mjs";

forgetHost();
keepFilesInMemory();

/**
 * One server, with an emulator and a data folder of its own, for each worker: the tests of a file share its jobs. One more
 * than the cores of a small machine, because tests also wait: for timers, deliveries and answers.
 */
const workers = 3;
const origins = originsOf(workers);
const data = process.env.E2E_DATA ?? makeDataFolder();

/** A page of a test lives for seconds: its compilers would cost more than they save, a tenth of all the time of the CPU. */
const withoutOptimizer = "--js-flags=--no-maglev --no-turbofan";

/** Made once: workers load this file again and find it in the environment. */
function makeDataFolder() {
  const folder = mkdtempSync(join(tmpdir(), "headgate-e2e-"));
  process.env.E2E_DATA = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results",
  forbidOnly: Boolean(process.env.CI),
  // A machine that stalls for seconds must not stop a change. `scripts/test.mjs` names each test that needed it.
  retries: process.env.CI ? 1 : 0,
  workers,
  fullyParallel: false,
  // A loaded machine makes every step slower; only a step that never ends should fail.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [["list"], ["json", { outputFile: ".cache/reports/e2e.json" }]],
  use: {
    // A trace holds every request, and with it the secrets that tests type in.
    trace: "off",
    actionTimeout: 30_000,
    locale: "en-US",
    timezoneId: "UTC",
    launchOptions: { executablePath: await findBrowser(), args: [...browserArgs, withoutOptimizer] },
  },
  projects: [{ name: "chromium", use: devices["Desktop Chrome"] }],
  webServer: origins.map((origin, index) => ({
    // Without a shell in between, the server notices when Playwright is gone.
    command: "exec node scripts/start.mjs",
    // Answers 404 as soon as a real credential is set, so the tests cannot start against a real account.
    url: `${origin}/emulator/client/v4/zones`,
    env: cleanEnv({
      PORT: new URL(origin).port,
      HEADGATE_DATA: join(data, String(index)),
      HEADGATE_EMULATOR_FAULTS: "1",
      // Pages then read what is due themselves: the faults that a test sets meet its own reads.
      HEADGATE_READER: "off",
      // The watcher would read the jobs in between, and take the faults that a test has set for itself.
      HEADGATE_ALERTS: "off",
    }),
    reuseExistingServer: false,
    timeout: 60_000,
    stderr: "pipe" as const,
  })),
});

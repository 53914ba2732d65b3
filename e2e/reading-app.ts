import { startApp } from "../scripts/serve.mjs";
import { test } from "./fixtures.ts";

/**
 * One server with the background reader for the tests of a file or group, as their `baseURL`. The servers of the other
 * specs read nothing in the background.
 */
export function withReadingApp(): void {
  let app: Awaited<ReturnType<typeof startApp>> | undefined;
  test.use({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright requires a pattern.
    baseURL: async ({}, use) => {
      app ??= await startApp({ HEADGATE_EMULATOR_FAULTS: "1", HEADGATE_ALERTS: "off" });
      await use(app.origin);
    },
  });
  test.afterAll(() => app?.stop());
}

import { readdirSync, readFileSync } from "node:fs";
import { playwright } from "@vitest/browser-playwright";
import { defineConfig } from "vitest/config";
import type { BrowserCommand } from "vitest/node";
import { forgetHost, keepFilesInMemory } from "./scripts/clean-env.mjs";
import { browserArgs, findBrowser } from "./scripts/find-browser.mjs";

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

/** The color scheme of the page, without motion, for tests of its looks. */
const emulateMedia: BrowserCommand<[media?: { colorScheme: "light" | "dark" }]> = ({ page }, media) =>
  page.emulateMedia(media ? { ...media, reducedMotion: "reduce" } : { colorScheme: null, reducedMotion: null });

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
      // Components in Chromium, without a server. It extends nothing: modules resolve as for a browser.
      {
        define: { "process.env.NODE_ENV": '"production"' },
        oxc: { jsx: { runtime: "automatic", development: false } },
        // All of them: one found later would reload the page in the middle of a test.
        optimizeDeps: {
          noDiscovery: true,
          include: [
            "react",
            "react/jsx-runtime",
            "react-dom",
            "react-dom/client",
            "next/link",
            "next/navigation",
            "next/dist/shared/lib/app-router-context.shared-runtime",
            "next/dist/shared/lib/hooks-client-context.shared-runtime",
            "react-hook-form",
            "@hookform/resolvers/standard-schema",
            "zod/mini",
            "lucide-react",
            "class-variance-authority",
            "unbash",
            "axe-core",
          ],
        },
        test: {
          name: "components",
          include: ["components/**/*.browser.test.tsx"],
          setupFiles: ["scripts/component-tests.ts"],
          testTimeout: 120_000,
          expect: { poll: { timeout: 20_000 } },
          restoreMocks: true,
          // One page for all files: each page would load all modules again.
          isolate: false,
          browser: {
            enabled: true,
            headless: true,
            ui: false,
            screenshotFailures: false,
            viewport: { width: 1280, height: 720 },
            provider: playwright({
              launchOptions: { executablePath: await findBrowser(), args: browserArgs },
              contextOptions: {
                locale: "en-US",
                timezoneId: "UTC",
                permissions: ["clipboard-read", "clipboard-write"],
              },
              actionTimeout: 30_000,
            }),
            commands: { emulateMedia },
            instances: [{ browser: "chromium" }],
          },
        },
      },
    ],
  },
});

import { defineConfig } from "vitest/config";

export default defineConfig({
  // `server-only` throws outside this condition; unit tests of lib/server run as a server component would.
  resolve: {
    conditions: ["react-server", "node", "import", "default"],
    // What Next itself puts in its place on the server.
    alias: { "next/navigation": "next/dist/client/components/navigation.react-server.js" },
  },
  ssr: { resolve: { conditions: ["react-server", "node", "import", "default"] } },
  test: {
    include: ["lib/**/*.test.ts", "components/**/*.test.ts", "scripts/**/*.test.ts"],
    setupFiles: ["scripts/property-seed.ts"],
    testTimeout: 30_000,
  },
});

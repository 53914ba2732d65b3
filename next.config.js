import { dirname } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));

/** @type {import("next").NextConfig} */
export default {
  // For the container: a folder that holds the server and only what it needs.
  ...(process.env.STANDALONE ? { output: "standalone", outputFileTracingRoot: root } : {}),
  poweredByHeader: false,
  // The image optimizer has been a source of remote code execution; every image here is a static file.
  images: { unoptimized: true },
  typedRoutes: true,
  // `npm run check` checks types. A build is for people who start Headgate, and for tests.
  typescript: { ignoreBuildErrors: true },
  // The first two read WebAssembly or a native binary from files beside them, which a bundle would not hold. The last is
  // only needed with PostgreSQL.
  serverExternalPackages: ["@cdktn/hcl2json", "@photostructure/sqlite", "pg"],
  turbopack: {
    rules: { "**/cloudflare/client.mjs": { loaders: [`${root}/scripts/base-client-loader.mjs`] } },
  },
  outputFileTracingIncludes: {
    "/*": [`./node_modules/@photostructure/sqlite/prebuilds/${process.platform}-${process.arch}/*`],
  },
  // Addresses of older versions, which people have in bookmarks. The query is kept.
  redirects: async () =>
    Object.entries({ "/changes": "/activity", "/compare": "/drift", "/permissions": "/settings" }).map(
      ([source, destination]) => ({ source, destination, permanent: true }),
    ),
  experimental: {
    serverActions: { bodySizeLimit: "256kb" },
    // What is kept of a body while the proxy decides; without it strangers could fill the memory with 10 MB each.
    proxyClientMaxBodySize: "256kb",
    // Pages refuse with the statuses 401 and 403.
    authInterrupts: true,
    // Loading every page before the first request would hold that request up, and pages that nobody opens fill memory.
    preloadEntriesOnStart: false,
  },
};

import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

// A wall that cannot fail is decoration: each import below is written into a copy of the layout and checked with our biome.json.

/** Folder or file, then what it must not import, then what it may. */
const walls: [place: string, forbidden: string[], allowed: string[]][] = [
  [
    "lib/logpush/job/x.ts",
    [
      "react",
      "next/headers",
      "node:fs",
      "server-only",
      "cloudflare",
      "zod",
      "#lib/delivery/post.ts",
      "#lib/snippets/curl.ts",
      "../../server/env.ts",
      "#lib/cloudflare/client.ts",
      "#lib/emulator/emulator.ts",
      "#components/ui/button.tsx",
    ],
    ["zod/mini", "../result.ts", "#lib/catalogue/datasets.data.json"],
  ],
  [
    "lib/snippets/x.ts",
    ["react", "node:child_process", "#lib/server/env/env.ts", "../emulator/emulator.ts", "#components/ui/button.tsx"],
    ["#lib/logpush/result.ts", "./shell-quote.ts"],
  ],
  [
    "lib/store/x.ts",
    ["react", "#lib/server/env/env.ts", "#lib/cloudflare/client.ts", "../emulator/emulator.ts", "next/headers"],
    ["kysely", "node:fs", "#lib/logpush/result.ts", "./schema.ts"],
  ],
  [
    "components/job-form/x.tsx",
    [
      "../../app/actions/jobs.ts",
      "#app/actions/jobs.ts",
      "#lib/delivery/post.ts",
      "#lib/server/jobs/jobs.ts",
      "../../lib/server/jobs/jobs.ts",
      "#lib/cloudflare/client.ts",
      "#lib/emulator/receiver/receiver.ts",
      "cloudflare",
      "node:crypto",
      "zod",
    ],
    ["react", "next/link", "#lib/logpush/result.ts", "#lib/snippets/curl.ts", "#components/ui/button.tsx"],
  ],
  [
    "app/jobs/new/page.tsx",
    [
      "#lib/delivery/post.ts",
      "#lib/cloudflare/client.ts",
      "cloudflare",
      "#lib/emulator/emulator.ts",
      "#lib/snippets/curl.ts",
    ],
    ["#lib/server/jobs/jobs.ts", "#lib/logpush/result.ts", "#components/ui/button.tsx", "next/navigation"],
  ],
  ["instrumentation.ts", ["./lib/emulator/emulator.ts"], ["./lib/server/env/env.ts"]],
  ["proxy.ts", ["#lib/cloudflare/client.ts"], ["next/server"]],
  [
    "lib/server/jobs/jobs.ts",
    ["#lib/emulator/emulator.ts", "../emulator/emulator.ts", "#components/ui/button.tsx", "../../app/actions/jobs.ts"],
    ["#lib/cloudflare/client.ts", "#lib/logpush/result.ts", "node:fs", "./upstream.ts", "next/server"],
  ],
  [
    "lib/server/calls/upstream.ts",
    ["#components/ui/button.tsx", "#lib/snippets/curl.ts"],
    ["#lib/emulator/emulator.ts"],
  ],
  [
    "lib/cloudflare/x.ts",
    [
      "#lib/delivery/post.ts",
      "#lib/server/env/env.ts",
      "../emulator/emulator.ts",
      "#components/ui/button.tsx",
      "react",
      "next/headers",
    ],
    ["cloudflare/tree-shakable", "#lib/logpush/result.ts"],
  ],
  [
    "lib/delivery/x.ts",
    [
      "#lib/server/env/env.ts",
      "#lib/cloudflare/client.ts",
      "../emulator/emulator.ts",
      "#components/ui/button.tsx",
      "react",
    ],
    ["#lib/logpush/delivery/trace.ts", "node:tls", "./policy.ts"],
  ],
  [
    "lib/emulator/push/x.ts",
    [
      "#lib/delivery/post.ts",
      "#lib/logpush/destination/http.ts",
      "../../logpush/destination/http.ts",
      "#lib/snippets/curl.ts",
      "#lib/server/env/env.ts",
      "#lib/cloudflare/client.ts",
      "cloudflare",
      "next/server",
    ],
    ["#lib/catalogue/datasets.data.json", "hono", "node:net", "../json.ts"],
  ],
  [
    "cli/verbs/x.ts",
    ["#components/ui/button.tsx", "../../app/actions/jobs.ts", "react", "next/server", "#lib/emulator/emulator.ts"],
    ["#lib/server/jobs/jobs.ts", "#lib/logpush/result.ts", "#lib/snippets/curl.ts", "node:fs"],
  ],
  ["cli/verbs/emulator.ts", [], ["#lib/emulator/emulator.ts"]],
];

/** The rooms of lib/server, from the bottom up: each may import those of the lines above it. */
const layers = [
  ["base"],
  ["env"],
  ["audit", "calls", "http"],
  ["auth", "context", "delivery"],
  ["inventory"],
  ["define"],
  ["scopes"],
  ["activity"],
  ["jobs"],
  ["alerts", "checks", "coverage", "history", "import", "receiver", "rotate", "settings", "uptime", "usage"],
  ["fleet", "job"],
];
const rooms = layers.flat();
const layerOf = (room: string) => layers.findIndex((layer) => layer.includes(room));

for (const room of rooms) {
  const isBelow = (other: string) => layerOf(other) < layerOf(room);
  const others = rooms.filter((other) => other !== room);
  walls.push([
    `lib/server/${room}/x.ts`,
    [
      ...["../start.ts", "#lib/emulator/emulator.ts", "#components/ui/button.tsx", "#app/actions/jobs.ts"],
      ...others
        .filter((other) => !isBelow(other))
        .flatMap((other) => [`../${other}/y.ts`, `#lib/server/${other}/y.ts`]),
    ],
    ["./y.ts", "#lib/logpush/result.ts", "node:fs", ...others.filter(isBelow).map((other) => `../${other}/y.ts`)],
  ]);
}

const folder = realpathSync(mkdtempSync(join(tmpdir(), "headgate-walls-")));
/** `rule path:line` of every finding. */
let findings: string[] = [];

beforeAll(() => {
  copyFileSync("biome.json", join(folder, "biome.json"));
  for (const [place, forbidden, allowed] of walls) {
    write(place, [...forbidden, ...allowed].map((specifier) => `import ${JSON.stringify(specifier)};`).join("\n"));
  }
  write("lib/logpush/effects.ts", 'fetch("https://example.com/");\nprocess.exit();\n');
  write("lib/cycle/a.ts", 'import { b } from "./b.ts";\nexport const a = () => b;\n');
  write("lib/cycle/b.ts", 'import { a } from "./a.ts";\nexport const b = () => a;\n');
  write("lib/cycle/c.ts", 'import type { D } from "./d.ts";\nexport type C = { d?: D };\n');
  write("lib/cycle/d.ts", 'import type { C } from "./c.ts";\nexport type D = { c?: C };\n');
  findings = lint();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(walls)("%s", (place, forbidden, allowed) => {
  test.each(forbidden)("must not import %s", (specifier) => {
    expect(findings).toContain(`noRestrictedImports ${place}:${forbidden.indexOf(specifier) + 1}`);
  });

  test.each(allowed)("may import %s", (specifier) => {
    const line = forbidden.length + allowed.indexOf(specifier) + 1;
    expect(findings).not.toContain(`noRestrictedImports ${place}:${line}`);
  });
});

test("the core neither fetches nor reads the environment", () => {
  expect(findings).toContain("noRestrictedGlobals lib/logpush/effects.ts:1");
  expect(findings).toContain("noRestrictedGlobals lib/logpush/effects.ts:2");
});

test.each(["a", "b", "c", "d"])("two modules must not import each other, not even for types (%s)", (name) => {
  expect(findings).toContain(`noImportCycles lib/cycle/${name}.ts:1`);
});

describe("the rooms of lib/server", () => {
  const files = readdirSync("lib/server", { recursive: true, encoding: "utf8" }).filter(
    (path) => /\.(?:ts|mjs)$/.test(path) && !/\.test\.ts$|^testing\//.test(path),
  );
  const roomOf = (path: string) => path.split("/").slice(0, -1)[0];

  test("all have a wall", () => {
    expect([...new Set(files.map(roomOf))].filter((room) => room !== undefined).sort()).toEqual(rooms.toSorted());
  });

  test("import downwards only, types included, so that no two of them form a circle", () => {
    const arrows = files.flatMap((path) =>
      Array.from(
        readFileSync(join("lib/server", path), "utf8").matchAll(/"(?:#lib\/server|(?:\.\.\/)*\.\.)\/([a-z]+)\/[^"]+"/g),
        ([, room = ""]) => ({ path, from: roomOf(path), room }),
      ),
    );
    expect(arrows.length).toBeGreaterThan(100);
    const isUpward = ({ from, room }: { from: string | undefined; room: string }) =>
      from !== undefined && from !== room && layerOf(room) >= layerOf(from);
    expect(arrows.filter(isUpward)).toEqual([]);
  });

  test("hold everything but five files", () => {
    expect(files.filter((path) => roomOf(path) === undefined).length).toBeLessThanOrEqual(5);
  });
});

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

/** GitHub's format has one line per finding: `::error title=lint/style/rule,file=path,line=1,...::message`. */
function lint(): string[] {
  const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--vcs-enabled=false", "--max-diagnostics=none", "--reporter=github", "."];
  const { stdout } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  return Array.from(
    stdout.matchAll(/title=lint\/\w+\/(\w+),file=([^,]+),line=(\d+)/g),
    ([, rule, path = "", line]) => `${rule} ${relative(folder, path)}:${line}`,
  );
}

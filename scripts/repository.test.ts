import { existsSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";

const require = createRequire(import.meta.url);
const architecture = readFileSync("docs/architecture.md", "utf8");
const { dependencies } = readJson("package.json");

describe("docs/architecture.md", () => {
  const paths = Array.from(
    architecture.matchAll(
      /`((?:app|components|lib|scripts|docs|e2e|public|\.ci|\.githooks)\/[^`\s*]*|[\w.-]+\.(?:ts|js|json))`/g,
    ),
    ([, path = ""]) => path,
  ).filter((path) => !Object.hasOwn(dependencies, path));

  test("names paths", () => expect(paths.length).toBeGreaterThan(20));

  test.each([...new Set(paths)])("names %s, which exists", (path) => {
    expect(existsSync(path)).toBe(true);
  });

  test("has each production dependency in docs/dependencies.md, and no other package", () => {
    const table = readFileSync("docs/dependencies.md", "utf8");
    const explained = Array.from(table.matchAll(/^\| `([^`]+)` +\|/gm), ([, name]) => name);
    expect(explained.sort()).toEqual(Object.keys(dependencies).sort());
  });

  test("is short enough to be read", () => {
    expect(architecture.split("\n").length).toBeLessThan(150);
  });
});

/** Earlier versions have known remote code executions: next 16.4.1 and react 19.3.1 fixed the last ones. */
describe.each([
  ["next", [16, 4, 6]],
  ["react", [19, 3, 1]],
  ["react-dom", [19, 3, 1]],
])("%s", (name, floor) => {
  test(`is at least ${floor.join(".")} as installed`, () => {
    const { version } = readJson(require.resolve(`${name}/package.json`));
    expect(isAtLeast(version, floor)).toBe(true);
  });
});

describe("what runs in production", () => {
  const packages: Record<string, LockedPackage> = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
  const inProduction = Object.entries(packages).filter(([path, { dev, devOptional }]) => path && !dev && !devOptional);

  test("has at most thirty direct dependencies, and few others", () => {
    expect(Object.keys(dependencies).length).toBeLessThanOrEqual(30);
    expect(inProduction.filter(([, { optional }]) => !optional).length).toBeLessThanOrEqual(80);
  });

  test("runs no script on install; the one package that has one works without it", () => {
    // Its script looks for a binary or compiles one; the package contains the binaries already.
    const known = ["node_modules/@photostructure/sqlite"];
    expect(inProduction.filter(([, { hasInstallScript }]) => hasInstallScript).map(([path]) => path)).toEqual(known);
    expect(readFileSync("scripts/ensure.mjs", "utf8")).toContain('"--ignore-scripts"');
  });

  test("is pinned by its content, and comes from the registry", () => {
    for (const [path, { integrity, resolved, optional }] of inProduction) {
      // Builds for other platforms that the registry did not list when the lock file was made; npm omits them there.
      if (integrity === undefined) expect(optional, path).toBe(true);
      else expect(integrity, path).toMatch(/^sha512-/);
      if (resolved) expect(resolved, path).toMatch(/^https:\/\/registry\.npmjs\.org\//);
    }
  });
});

describe("the lock", () => {
  /**
   * Optional builds for platforms whose integrity the registry did not provide when the lock file was made, by package.
   */
  const otherPlatforms = {
    "@biomejs/cli-":
      "android-arm64 android-x64 darwin-arm64 darwin-x64 linux-arm64-musl linux-x64-musl win32-arm64 win32-x64",
    "@next/swc-": "darwin-arm64 darwin-x64 win32-arm64-msvc win32-x64-msvc",
    "@oxc-parser/binding-":
      "android-arm-eabi android-arm64 darwin-arm64 darwin-x64 freebsd-x64 linux-arm-gnueabihf linux-arm-musleabihf linux-ppc64-gnu linux-riscv64-gnu linux-riscv64-musl linux-s390x-gnu openharmony-arm64 win32-arm64-msvc win32-ia32-msvc win32-x64-msvc",
    "@tailwindcss/oxide-":
      "android-arm64 darwin-arm64 darwin-x64 freebsd-x64 linux-arm-gnueabihf wasm32-wasi win32-arm64-msvc win32-x64-msvc",
  };
  const packages: Record<string, LockedPackage> = JSON.parse(readFileSync("package-lock.json", "utf8")).packages;
  const installed = Object.entries(packages).filter(([path]) => path !== "");
  const withoutContent = installed.filter(([, { integrity }]) => integrity === undefined);

  test("pins every package that this machine can install by its content", () => {
    for (const [path, { integrity }] of installed) {
      if (integrity !== undefined) expect(integrity, path).toMatch(/^sha512-[A-Za-z0-9+/]{86}==$/);
    }
  });

  test("omits the content only of builds for named platforms", () => {
    const known = Object.entries(otherPlatforms).flatMap(([name, builds]) =>
      builds.split(" ").map((build) => name + build),
    );
    expect(withoutContent.map(([path]) => path.replace("node_modules/", "")).sort()).toEqual(known.sort());
    for (const [path, { optional, os, cpu }] of withoutContent) {
      expect([path, optional, os !== undefined || cpu !== undefined]).toEqual([path, true, true]);
    }
  });
});

test("the image library is in no container, and no code of ours loads it", () => {
  expect(readFileSync("next.config.js", "utf8")).toMatch(/images: { unoptimized: true }/);
  expect(readFileSync("scripts/standalone.mjs", "utf8")).toContain('["sharp", "@img"]');
  expect(Object.keys({ ...dependencies, ...readJson("package.json").devDependencies })).not.toContain("sharp");
});

/** The oldest versions that `engines` allows. */
test.each(["20.19.0", "22.13.0", "24.0.0"])("Node.js %s runs Headgate and every package", (version) => {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  const semver: { satisfies(version: string, range: string): boolean } = require("next/dist/compiled/semver");
  const asking = Object.entries<LockedPackage>(packages).filter(([, { engines, optional }]) => engines && !optional);
  expect(asking.length).toBeGreaterThan(20);
  expect(asking.filter(([, { engines }]) => !semver.satisfies(version, engines?.node ?? "*"))).toEqual([]);
});

test("the service may list this machine's addresses", () => {
  expect(readFileSync("packaging/headgate.service", "utf8")).toMatch(/^RestrictAddressFamilies=.*\bAF_NETLINK\b/m);
});

test("every dependency has an exact version", () => {
  const { devDependencies } = readJson("package.json");
  for (const version of Object.values({ ...dependencies, ...devDependencies }))
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
});

test("the lock file belongs to package.json", () => {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  expect(packages[""].dependencies).toEqual(dependencies);
  expect(packages[""].devDependencies).toEqual(readJson("package.json").devDependencies);
});

test.each(["README.md", "CONTRIBUTING.md"])("%s links to what exists", (file) => {
  const links = readFileSync(file, "utf8").matchAll(/(?:\]\(|src="|srcset=")([^)":]+)[)"]/g);
  for (const [, path = ""] of links) expect(existsSync(path), path).toBe(true);
});

describe("docs/adr", () => {
  test.each(readdirSync("docs/adr"))("%s has its four parts and fits on a page", (file) => {
    const text = readFileSync(`docs/adr/${file}`, "utf8");
    expect(text).toMatch(/^# \d{4}: .+\n\nDate: \d{4}-\d{2}-\d{2}\n\nStatus: /);
    expect(text.match(/^## .+$/gm)).toEqual(["## Context", "## Decision", "## Consequences"]);
    expect(text.split("\n").length).toBeLessThanOrEqual(40);
  });
});

type LockedPackage = {
  dev?: boolean;
  devOptional?: boolean;
  optional?: boolean;
  hasInstallScript?: boolean;
  engines?: { node?: string };
  os?: string[];
  cpu?: string[];
  integrity?: string;
  resolved?: string;
};

function isAtLeast(version: string, floor: number[]): boolean {
  const parts = version.split(".").map(Number);
  for (const [index, wanted] of floor.entries()) {
    const part = parts[index] ?? 0;
    if (part !== wanted) return part > wanted;
  }
  return true;
}

function readJson(path: string): {
  version: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
} {
  return JSON.parse(readFileSync(path, "utf8"));
}

test("end-to-end tests press keys only at what is enabled", () => {
  const files = readdirSync("e2e", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  const unsafe = files.filter((file) => {
    if (file === "keys.ts") return false;
    return /(?<!keyboard)\.(?:press|pressSequentially|focus)\(/.test(readFileSync(`e2e/${file}`, "utf8"));
  });
  expect(unsafe).toEqual([]);
});

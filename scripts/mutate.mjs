// Changes the code in small ways, one at a time, and runs the tests that reach each change: `npm run mutate -- [AREA ...]`.
// Slow, so it is not part of `npm test`. Stryker is installed on the first run, into a folder of its own.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Stryker reads tsconfig.json with TypeScript's own parser, which version 7 no longer exports. */
const versions = { "@stryker-mutator/core": "9.6.1", "@stryker-mutator/vitest-runner": "9.6.1", typescript: "5.9.3" };
const folder = join(".cache", "mutate");
const modules = join(folder, "node_modules", "@stryker-mutator");

/** The code whose faults cost most (what is sent, what stays secret, who may do what), and the tests that judge it. */
const areas = {
  destination: {
    mutate: ["lib/logpush/destination/{http,pair,check-pair,percent,endpoint,header,plus,raw-character}.ts"],
    tests: [
      "lib/logpush/destination/{http,http-check,pair,check-pair,percent,endpoint,header,plus,raw-character}*.test.ts",
    ],
  },
  body: {
    mutate: ["lib/logpush/job/{to-request,destination-of,output-options,units,diff}.ts"],
    tests: ["lib/logpush/job/*.test.ts"],
  },
  secrets: {
    mutate: ["lib/logpush/destination/{redact,redact-text,secret}.ts", "lib/server/env/secret.ts"],
    tests: ["lib/logpush/destination/{redact,secret,stored}*.test.ts", "lib/server/env/secret*.test.ts"],
  },
  health: { mutate: ["lib/logpush/job/health.ts"], tests: ["lib/logpush/job/health*.test.ts"] },
  actions: {
    mutate: ["lib/server/{define/define-action,auth/authorise,http/check-request,base/caller}.ts"],
    tests: ["lib/server/{define/define-action,define/define-operation,http/check-request,auth/authorise}.test.ts"],
  },
  calls: {
    mutate: ["lib/server/calls/*.ts"],
    // Without call-servers.test.ts, which starts PostgreSQL and takes a minute.
    tests: ["lib/server/calls/{call-[bl],[g-z]}*.test.ts"],
  },
  audit: {
    mutate: ["lib/server/{audit,activity}/*.ts"],
    // Without kill-points.test.ts and killed-writers.test.ts, whose child processes run the code as it is.
    tests: ["lib/server/{audit,activity}/[a-jl-z]*.test.ts"],
  },
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(areas, name));
if (unknown.length > 0) {
  console.error(`headgate: there is no area ${unknown.join(", ")}. The areas are ${Object.keys(areas).join(", ")}.`);
  process.exit(1);
}
install();
for (const name of asked.length > 0 ? asked : Object.keys(areas)) {
  console.log(`\n# ${name}\n`);
  const config = join(folder, `${name}.json`);
  writeFileSync(config, JSON.stringify(configOf(name), null, 2));
  const { status } = spawnSync(process.execPath, [join(modules, "core", "bin", "stryker.js"), "run", config], {
    stdio: "inherit",
    env: { ...process.env, MUTATE_TESTS: areas[name].tests.join(" ") },
  });
  if (status !== 0) process.exitCode = 1;
}

function install() {
  if (existsSync(join(modules, "vitest-runner"))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "private": true }\n');
  const packages = Object.entries(versions).map(([name, version]) => `${name}@${version}`);
  // Vitest comes from the project itself, so peers are left alone.
  const options = ["--no-save", "--legacy-peer-deps", "--ignore-scripts", "--no-audit", "--no-fund"];
  const { status } = spawnSync("npm", ["install", ...options, ...packages], { cwd: folder, stdio: "inherit" });
  if (status !== 0) process.exit(1);
}

function configOf(name) {
  return {
    mutate: [...areas[name].mutate, "!**/*.test.ts", "!**/testing/**"],
    testRunner: "vitest",
    plugins: [join(process.cwd(), modules, "vitest-runner", "dist", "src", "index.js")],
    vitest: { configFile: join("scripts", "mutate.vitest.config.ts"), related: false },
    coverageAnalysis: "perTest",
    // Values that are computed once when a module loads belong to no single test: each such change would run every test.
    ignoreStatic: true,
    concurrency: 2,
    timeoutMS: 20_000,
    tempDirName: join(folder, "sandbox"),
    ignorePatterns: [".next", ".cache", ".data", "public", "test-results"],
    reporters: ["clear-text", "json", "progress-append-only"],
    jsonReporter: { fileName: join(folder, `${name}.report.json`) },
    clearTextReporter: { allowColor: false, logTests: false, reportScoreTable: true },
    thresholds: { high: 95, low: 90, break: 90 },
    allowConsoleColors: false,
  };
}

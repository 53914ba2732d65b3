// All tests: units, contracts and components by Vitest, then end to end by Playwright. The last line is the sum of both.
// The build that the second needs is made beside the first, because neither keeps every core busy.
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join, relative, resolve as resolvePath } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { cleanEnv } from "./clean-env.mjs";

const reports = join(".cache", "reports");
rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });

const children = new Map();
let isStopped = false;
process.once("SIGTERM", () => {
  isStopped = true;
  for (const [child, signal] of children) child.kill(signal);
});

const building = build();
const unit = await run("Unit, contract and component tests", "node_modules/vitest/vitest.mjs", [
  "run",
  "--reporter=default",
  "--reporter=json",
  `--outputFile.json=${join(reports, "unit.json")}`,
]);
const { code: isUnbuilt, output } = await building;
process.stdout.write(output);
const endToEnd = isUnbuilt || (await run("End-to-end tests", "node_modules/@playwright/test/cli.js", ["test"]));
const total = add(
  count("Vitest", unit, "unit.json", countVitest),
  count("Playwright", endToEnd, "e2e.json", countPlaywright),
);
if (total.repeated.length > 0) console.log(`\n# Passed only when repeated\n\n${total.repeated.join("\n")}`);
if (total.failures.length > 0) console.log(`\n# Failed\n\n${total.failures.join("\n")}`);
const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
process.exitCode = total.failed > 0 || total.passed === 0 ? 1 : 0;
console.log(`\n${total.passed} passed, ${total.failed} failed${skipped}`);

/** Runs one of the two runners on this terminal; resolves with its exit code. */
function run(title, script, args) {
  console.log(`\n# ${title}\n`);
  // Both runners clean up after an interrupt, not after a SIGTERM.
  return endOf(spawn(process.execPath, [script, ...args], { env: cleanEnv(), stdio: outputOnly("inherit") }), "SIGINT");
}

/** Builds the app if it has changed. What it prints is for later, because tests print their lines meanwhile. */
async function build() {
  const child = spawn(process.execPath, [join("scripts", "ensure.mjs"), "build"], { stdio: outputOnly("pipe") });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const code = await endOf(child, "SIGTERM");
  return { code, output };
}

function outputOnly(kind) {
  return ["ignore", kind, kind];
}

/** The exit code of a child. A stopped run stops its children, and ends with the last of them. */
function endOf(child, signal) {
  children.set(child, signal);
  return new Promise((resolve) => {
    child.once("close", (code) => {
      children.delete(child);
      if (isStopped && children.size === 0) process.exit(143);
      if (!isStopped) resolve(code ?? 1);
    });
  });
}

/** A run that broke outside of a test (a file that does not load, a server that does not start) is one failure. */
function count(name, exitCode, file, read) {
  let counts = { passed: 0, failed: 0, skipped: 0, failures: [], repeated: [] };
  try {
    counts = read(JSON.parse(readFileSync(join(reports, file), "utf8")));
  } catch (error) {
    console.error(`\n${name} left no readable report: ${error.message}`);
    return { ...counts, failed: 1 };
  }
  const hasRun = counts.passed + counts.failed > 0;
  if (counts.failed > 0 || (exitCode === 0 && hasRun)) return counts;
  console.error(
    `\n${name} ${hasRun ? `ended with ${exitCode} although no test failed` : "ran no test"}; that counts as a failure.`,
  );
  return { ...counts, failed: 1 };
}

function countVitest({ numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults }) {
  const brokenFiles = testResults.filter(
    (file) => file.status === "failed" && !file.assertionResults.some((test) => test.status === "failed"),
  );
  return {
    passed: numPassedTests,
    failed: numFailedTests + brokenFiles.length,
    skipped: numPendingTests + numTodoTests,
    repeated: [],
    failures: testResults.flatMap(({ name, message, assertionResults }) => {
      const failed = assertionResults.filter(({ status }) => status === "failed");
      if (brokenFiles.some((file) => file.name === name)) return [failure(name, "does not load", message)];
      return failed.map(({ fullName, failureMessages }) => failure(name, fullName, failureMessages.join("\n")));
    }),
  };
}

function countPlaywright({ stats, errors, suites }) {
  return {
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + errors.length,
    skipped: stats.skipped,
    repeated: suites.flatMap((suite) => specsOf(suite, "flaky")),
    failures: [
      ...suites.flatMap((suite) => specsOf(suite, "unexpected")),
      ...errors.map(({ message }) => failure("Playwright", "outside of a test", message)),
    ],
  };
}

/** The tests of a suite that ended so ("unexpected", "flaky"), with their errors. */
function specsOf({ specs = [], suites = [] }, wanted) {
  const own = specs
    .filter(({ tests }) => tests.some(({ status }) => status === wanted))
    .map(({ file, title, tests }) => {
      const messages = tests.flatMap(({ results }) => results.flatMap(({ errors }) => errors));
      return failure(`e2e/${file}`, title, messages.map(({ message }) => message).join("\n"));
    });
  return [...own, ...suites.flatMap((suite) => specsOf(suite, wanted))];
}

/** A failure in a few lines: in a long log, the end is what people see first. */
function failure(file, title, message) {
  const lines = stripVTControlCharacters(message ?? "").split("\n");
  const start = lines.filter((line) => line.trim() !== "").slice(0, 8);
  return [`${relative(process.cwd(), resolvePath(file))}: ${title}`, ...start].join("\n    ").slice(0, 1500);
}

function add(a, b) {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
    failures: [...a.failures, ...b.failures],
    repeated: [...a.repeated, ...b.repeated],
  };
}

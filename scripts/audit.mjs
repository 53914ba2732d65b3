// Queries the registry about known vulnerabilities and signatures. Fails on findings; says so if the registry did not
// answer.
import { spawnSync } from "node:child_process";

let hasFindings = false;

for (const { name, args, isFinding } of [
  {
    name: "known vulnerabilities",
    args: ["audit", "--omit=dev", "--json"],
    isFinding: ({ metadata }) => countOf(metadata) > 0,
  },
  {
    name: "signatures",
    args: ["audit", "signatures", "--json"],
    isFinding: ({ invalid = [], missing = [] }) => invalid.length + missing.length > 0,
  },
]) {
  const { stdout, stderr } = spawnSync("npm", args, { encoding: "utf8" });
  const answer = parse(stdout);
  if (answer === undefined || answer.error || answer.message) {
    const reason = answer?.message || answer?.error?.summary || stderr.trim().split("\n")[0] || "no response";
    console.log(`${name}: not run (${reason})`);
  } else if (isFinding(answer)) {
    hasFindings = true;
    console.log(`${name}: findings\n${JSON.stringify(answer, null, 2)}`);
  } else {
    console.log(`${name}: none found`);
  }
}
process.exitCode = hasFindings ? 1 : 0;

/** High and critical ones. npm lists lower ones, which do not stop a release. */
function countOf({ vulnerabilities: { high = 0, critical = 0 } = {} } = {}) {
  return high + critical;
}

function parse(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// Prints who changed what, from the audit, and checks its chain: `npm run changes [-- FILE]`.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordedChange } from "#lib/logpush/changes/recorded-change.ts";
import { readChain } from "#lib/server/audit/chain.ts";
import { listChanges } from "#lib/server/audit/list-changes.ts";
import { loadEnv } from "./load-env.mjs";

loadEnv();
const data = process.env.HEADGATE_DATA?.trim() || ".data";
const file = process.argv[2] ?? join(data, "audit.jsonl");

/** A file that is there, or the end of this program with its reason. */
function readOrEnd(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    console.error(`headgate: ${error instanceof Error ? error.message : path}. HEADGATE_DATA names the data folder.`);
    process.exit(1);
  }
}

/** One line for each change, in the order of their beginning. */
function writeChange({ at, actor, action, scope, jobId, attributes, outcome, code, cfRay }: RecordedChange): string {
  const job = jobId === null ? scope : `${scope}/jobs/${jobId}`;
  const ended = [outcome, code, cfRay && `ray ${cfRay}`].filter(Boolean).join(" ");
  return [at, actor, action, job || "-", attributes.join(",") || "-", ended].join("\t");
}

if (!existsSync(file)) {
  console.error(`headgate: there is no ${file}, so nothing was changed yet. HEADGATE_DATA names the data folder.`);
  process.exit(0);
}
const key = process.env.HEADGATE_SECRET?.trim() || readOrEnd(join(data, "secret")).trim();
const audit = readChain(key, readOrEnd(file));
for (const change of listChanges(audit.lines)) console.log(writeChange(change));
if (audit.broken.length > 0) {
  const isAll = audit.broken.length === audit.lines.length;
  console.error(
    isAll
      ? `headgate: every line of ${file} was sealed with another key. Was HEADGATE_SECRET, or the file "secret", changed?`
      : `headgate: ${file} is not as it was written at line ${audit.broken.join(", ")}, or the key was another one then.`,
  );
  process.exitCode = 1;
}

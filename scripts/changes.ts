// Prints who changed what, from the audit, and checks its chain: `npm run changes [-- FILE]`.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type ReadAudit, readChain } from "#lib/server/audit/chain.ts";
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
function listChanges({ lines }: ReadAudit): string[] {
  const ends = new Map(lines.flatMap((line) => (line.kind === "outcome" ? [[line.id, line] as const] : [])));
  return lines.flatMap((line) => {
    if (line.kind !== "intent") return [];
    const end = ends.get(line.id);
    const jobId = end?.jobId ?? line.jobId;
    const job = jobId === undefined ? line.scope : `${line.scope}/jobs/${jobId}`;
    const attributes = Object.keys(line.after ?? {}).join(",");
    const ended = end ? [end.outcome, end.code, end.cfRay && `ray ${end.cfRay}`].filter(Boolean).join(" ") : "open";
    return [line.ts, line.actor, line.action, job || "-", attributes || "-", ended].join("\t");
  });
}

if (!existsSync(file)) {
  console.error(`headgate: there is no ${file}, so nothing was changed yet. HEADGATE_DATA names the data folder.`);
  process.exit(0);
}
const key = process.env.HEADGATE_SECRET?.trim() || readOrEnd(join(data, "secret")).trim();
const audit = readChain(key, readOrEnd(file));
for (const line of listChanges(audit)) console.log(line);
if (audit.broken.length > 0) {
  const isAll = audit.broken.length === audit.lines.length;
  console.error(
    isAll
      ? `headgate: every line of ${file} was sealed with another key. Was HEADGATE_SECRET, or the file "secret", changed?`
      : `headgate: ${file} is not as it was written at line ${audit.broken.join(", ")}, or the key was another one then.`,
  );
  process.exitCode = 1;
}

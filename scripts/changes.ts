// Prints who changed what, from the audit, and checks its chain: `npm run changes [-- FILE]`.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ReadAudit, readChain } from "#lib/server/audit/chain.ts";

const data = process.env.HEADGATE_DATA ?? ".data";
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

const key = process.env.HEADGATE_SECRET ?? readOrEnd(join(data, "secret")).trim();
const audit = readChain(key, readOrEnd(file));
for (const line of listChanges(audit)) console.log(line);
if (audit.broken.length > 0) {
  console.error(`headgate: ${file} is not as it was written: line ${audit.broken.join(", ")}.`);
  process.exitCode = 1;
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { RecordedChange } from "#lib/logpush/activity/recorded-change.ts";
import { listChanges } from "#lib/server/activity/list-changes.ts";
import { readChain } from "#lib/server/audit/chain.ts";
import { CliError, printable, toJson, type Verb } from "../verb.ts";

export const auditVerb: Verb = {
  summary: "Print the audit log, one line per change, and check that nobody altered it.",
  usage: "[FILE]",
  arguments: [0, 1],
  examples: ["audit", "audit --json", "audit /var/lib/headgate/audit.jsonl"],
  async run([path], values, { print, warn }) {
    const data = process.env.HEADGATE_DATA?.trim() || ".data";
    const file = path ?? join(data, "audit.jsonl");
    if (!existsSync(file)) {
      warn(`there is no ${file}, so nothing has been changed yet. HEADGATE_DATA names the data folder.`);
      if (values.json) print(toJson({ changes: [], broken: [] }));
      return 0;
    }
    const key = process.env.HEADGATE_SECRET?.trim() || readOrEnd(join(data, "secret")).trim();
    const { lines, broken } = readChain(key, readOrEnd(file));
    const changes = listChanges(lines);
    if (values.json) print(toJson({ changes: changes.map(toEntry), broken }));
    else for (const change of changes) print(writeChange(change));
    if (broken.length === 0) return 0;
    warn(
      broken.length === lines.length
        ? `every line of ${file} was sealed with another key. Did HEADGATE_SECRET or the file "secret" change?`
        : `${file} was altered at line ${broken.join(", ")}, or another key was in use then.`,
    );
    return 1;
  },
};

function readOrEnd(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new CliError(`${error instanceof Error ? error.message : path}. HEADGATE_DATA names the data folder.`);
  }
}

/** A change that is in progress, or whose outcome is unknown, is open. */
function outcomeOf({ outcome }: RecordedChange): "done" | "failed" | "open" {
  if (outcome === "done") return "done";
  return outcome === "refused" || outcome === "not done" ? "failed" : "open";
}

function toEntry(change: RecordedChange) {
  return { ...change, outcome: outcomeOf(change) };
}

/** In the order in which the changes began. */
function writeChange(change: RecordedChange): string {
  const { at, actor, action, scope, jobId, attributes, code, cfRay } = change;
  const job = jobId === null ? scope : `${scope}/jobs/${jobId}`;
  const ended = [outcomeOf(change), code, cfRay && `ray ${cfRay}`].filter(Boolean).join(" ");
  return [at, actor, action, job || "-", attributes.join(",") || "-", ended].map((part) => printable(part)).join("\t");
}

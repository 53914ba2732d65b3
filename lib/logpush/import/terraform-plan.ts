import { filledInKeys } from "../job/owned-keys.ts";
import type { LeftOver } from "./found-job.ts";
import { markGap } from "./gaps.ts";

/** HCL that a parser takes, and what the output left out. A change shows only what it changes, so such a job is not whole. */
export type NormalizedPlan = { hcl: string; isWhole: boolean; notes: LeftOver[] };

const resourceLine = /^[ \t]*(?:[-+~/<=]{1,3}[ \t]+)?resource[ \t]+"cloudflare_logpush_job"[ \t]+"[^"]*"[ \t]*\{/;

/** Whether a text is the output of `terraform plan`, `show` or `state show`, rather than a configuration. */
export function isPlan(text: string): boolean {
  return (
    /^[ \t]*(?:[-+~]|-\/\+|\+\/-|<=)[ \t]+resource[ \t]+"/m.test(text) ||
    /^[ \t]*# \S*cloudflare_logpush_job\.\S+(?::$| (?:will|must) be )/m.test(text) ||
    /=[ \t]*\((?:sensitive(?: value)?|known after apply)\)/.test(text)
  );
}

/** If a plan does not know one of these, the configuration leaves it out. */
const filledIn: ReadonlySet<string> = new Set([...filledInKeys, "ownership_challenge"]);

/**
 * Writes the `cloudflare_logpush_job` resources of a plan or a state as configuration: signs at the start of a line are
 * removed, a change keeps its new side, and what the output hides or does not know becomes a gap.
 */
export function normalizePlan(text: string): NormalizedPlan {
  const notes: LeftOver[] = [];
  const lines = text.split("\n");
  const kept = new Set<number>();
  const isRemoval = keepResources(lines, kept);
  let heredoc: string | undefined;
  let removed = 0;
  let isWhole = true;
  const hcl = lines.map((line, at) => {
    if (!kept.has(at)) return "";
    // A removed value can span several lines, which have no sign of their own.
    if (removed > 0 || (!isRemoval && removedStart.test(line))) {
      removed = Math.max(0, removed + depthOf(line));
      return "";
    }
    if (heredoc !== undefined) {
      if (line.trim() === heredoc) heredoc = undefined;
      return line;
    }
    heredoc = /=[ \t]*<<[-~]?(\w+)[ \t]*$/.exec(line)?.[1];
    const hidden = /^[ \t]*# \((\d+ unchanged [a-z ]+) hidden\)/.exec(line)?.[1];
    if (hidden !== undefined) {
      isWhole = false;
      notes.push({ what: `line ${at + 1}`, why: `The plan hides ${hidden}.` });
    }
    return normalizeLine(line, isRemoval);
  });
  return { hcl: hcl.join("\n"), isWhole, notes };
}

/** Collects the lines of the jobs' blocks, and returns whether they are to be removed. */
function keepResources(lines: string[], kept: Set<number>): boolean {
  let depth = 0;
  let isRemoval = false;
  // Lines that were cut out of a block are all kept.
  if (!lines.some((line) => resourceLine.test(line))) {
    for (const at of lines.keys()) kept.add(at);
    return false;
  }
  lines.forEach((line, at) => {
    if (depth === 0 && !resourceLine.test(line)) return;
    if (depth === 0) isRemoval = /^[ \t]*-[ \t]/.test(line);
    kept.add(at);
    depth = Math.max(0, depth + depthOf(line));
  });
  return isRemoval;
}

const removedStart = /^[ \t]*-[ \t]+(?!resource[ \t])[^\n]*[{[(][ \t]*$/;

/** How many brackets a line opens, minus those that it closes. */
function depthOf(line: string): number {
  const bare = line.replace(/"(?:[^"\\]|\\.)*"/g, "").replace(/^[ \t]*#.*$/, "");
  return (bare.match(/[{[(]/g)?.length ?? 0) - (bare.match(/[}\])]/g)?.length ?? 0);
}

function normalizeLine(line: string, isRemoval: boolean): string {
  const [, indent = "", sign = "", rest = ""] = /^([ \t]*)(?:(-\/\+|\+\/-|<=|[-+~])[ \t]+)?(.*)$/.exec(line) ?? [];
  if (rest.startsWith("#")) return "";
  if (sign === "-" && !isRemoval) return "";
  const plain = rest.replace(/# (?:forces replacement|whitespace changes)$/, "").trimEnd();
  const [, key = "", value = plain] = /^("?[\w.-]+"?[ \t]*=[ \t]*)(.*)$/.exec(plain) ?? [];
  const side = sideOf(value, isRemoval);
  const name = key.replace(/[\s="]/g, "");
  if (/^\(known after apply\)/.test(side)) {
    return filledIn.has(name) ? "" : `${indent}${key}"${markGap("(known after apply)", "absent")}"`;
  }
  if (/^\(sensitive(?: value)?\)/.test(side))
    return `${indent}${key}"${markGap("(sensitive value)", "hidden")}"${comma(side)}`;
  return indent + key + side.replace(/(?<!\$)\$\{/g, "$$$${");
}

function comma(side: string): string {
  return side.endsWith(",") ? "," : "";
}

/** The new side of `old -> new`; for a removed value, the old one. An arrow inside a text does not count. */
function sideOf(value: string, isRemoval: boolean): string {
  let isQuoted = false;
  for (let at = 0; at < value.length; at += 1) {
    const sign = value.charAt(at);
    if (sign === "\\" && isQuoted) at += 1;
    else if (sign === '"') isQuoted = !isQuoted;
    else if (!isQuoted && value.startsWith(" -> ", at)) {
      return isRemoval ? value.slice(0, at) : value.slice(at + 4).trimStart();
    }
  }
  return value;
}

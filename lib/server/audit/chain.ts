import { createHmac } from "node:crypto";
import * as z from "zod/mini";
import { type Entry, type Line, lineSchema } from "./entry.ts";

/**
 * A line of the audit log: JSON, ended by a line feed. `mac` is an HMAC with the installation's key over the mac of the
 * previous line and this line. It reveals a changed, inserted or removed line, unless the last one was removed.
 */
export function sealLine(key: string, entry: Entry & { ts: string }, before: string): { text: string; mac: string } {
  const json = JSON.stringify(entry);
  const mac = macOf(key, json, before);
  return { text: `${json.slice(0, -1)},"mac":"${mac}"}\n`, mac };
}

export type ReadAudit = {
  lines: Line[];
  /** Numbers, from 1, of lines that were changed or that follow a gap, and of damage that no `cut` explains. */
  broken: number[];
};

/**
 * Reads an audit log and checks its chain. A line that was cut short does not count as broken if the next whole line
 * says so. If the text is only the end of a log, its first line cannot be checked, and numbers count from there.
 */
export function readChain(key: string, text: string, { isEnd = false } = {}): ReadAudit {
  const lines: Line[] = [];
  const broken: number[] = [];
  let before: string | undefined = isEnd ? undefined : "";
  let damaged: number[] = [];
  for (const [index, part] of text.split("\n").entries()) {
    if (part === "") continue;
    const line = parseLine(part);
    if (!line) {
      damaged.push(index + 1);
      continue;
    }
    if (line.kind !== "cut") broken.push(...damaged);
    damaged = [];
    const json = part.replace(/,"mac":"[0-9a-f]*"\}$/, "}");
    if (before !== undefined && line.mac !== macOf(key, json, before)) broken.push(index + 1);
    before = line.mac;
    lines.push(line);
  }
  // At the very end it is a write in progress, or one that the next line will explain.
  return { lines, broken };
}

/** Undefined if the text is not a whole line of an audit log. */
export function parseLine(text: string): Line | undefined {
  try {
    const parsed = z.safeParse(lineSchema, JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function macOf(key: string, json: string, before: string): string {
  return createHmac("sha256", key).update(`audit\0${before}\0${json}`).digest("hex").slice(0, 32);
}

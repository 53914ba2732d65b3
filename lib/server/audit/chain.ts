import { createHmac } from "node:crypto";
import * as z from "zod/mini";
import { type Entry, type Line, lineSchema } from "./entry.ts";

// The file `audit.jsonl` of versions before the store. Its lines are the chain `file` of the store.

/**
 * A line of such a file: JSON, ended by a line feed. `mac` is an HMAC with the installation's key over the mac of the
 * previous line and this line. It reveals a changed, inserted or removed line, unless the last one was removed.
 */
export function sealLine(key: string, entry: Entry & { ts: string }, before: string): { text: string; mac: string } {
  return sealJson(key, JSON.stringify(entry), before);
}

/** Adds a line to the end of a log: `json` is an entry with its time. */
export function sealJson(key: string, json: string, before: string): { text: string; mac: string } {
  const mac = macOf(key, json, before);
  return { text: writeLine(json, mac), mac };
}

/** The line of an entry that is sealed already. */
export function writeLine(json: string, mac: string): string {
  return `${json.slice(0, -1)},"mac":"${mac}"}\n`;
}

/** Whether one of the keys sealed the entry after the line with the mac `before`. */
export function isSealed(
  keys: readonly string[],
  { json, mac }: { json: string; mac: string },
  before: string,
): boolean {
  return keys.some((key) => mac === macOf(key, json, before));
}

export type ReadFile = {
  lines: Line[];
  /** The text of each line without its mac. */
  jsons: string[];
  /** Numbers, from 1, of lines that were changed or that follow a gap, and of damage that no `cut` explains. */
  broken: number[];
};

/**
 * Reads an audit log and checks its chain. A line that was cut short does not count as broken if the next whole line
 * says so.
 */
export function readChain(keys: readonly string[], text: string): ReadFile {
  const read: ReadFile = { lines: [], jsons: [], broken: [] };
  let before = "";
  let damaged: number[] = [];
  for (const [index, part] of text.split("\n").entries()) {
    if (part === "") continue;
    const line = parseLine(part);
    if (!line) {
      damaged.push(index + 1);
      continue;
    }
    if (line.kind !== "cut") read.broken.push(...damaged);
    damaged = [];
    const json = part.replace(/,"mac":"[0-9a-f]*"\}$/, "}");
    if (!isSealed(keys, { json, mac: line.mac }, before)) read.broken.push(index + 1);
    before = line.mac;
    read.lines.push(line);
    read.jsons.push(json);
  }
  // At the very end it is a write in progress, or one that the next line will explain.
  return read;
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

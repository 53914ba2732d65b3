import "server-only";
import { createHmac } from "node:crypto";
import * as z from "zod/mini";
import type { ReadEntry, Seal, SealedEntry } from "#lib/store/audit.ts";
import type { AuditTable } from "#lib/store/schema.ts";
import { keyIdOf } from "../env/seal.ts";
import { isSealed } from "./chain.ts";
import { type Line, lineSchema } from "./entry.ts";

/** The key of this installation, which seals, and older ones, which only verify. */
export type AuditKeys = readonly [current: string, ...older: string[]];

/** The chain that holds the lines of the file of an older version. It does not grow. */
export const fileChain = "file";

/** The chain of the entries about a zone or account. What concerns none, such as a test alert, has its own. */
export function chainOf(scope: string): string {
  return scope === "" ? "server" : scope;
}

/** Seals entries with the current key: `kid:mac`, where `kid` tells the keys apart. */
export function createEntrySeal([key]: AuditKeys): Seal {
  const kid = keyIdOf(key);
  return (entry) => `${kid}:${macOf(key, entry)}`;
}

/**
 * Reads an entry from the store and judges it: whether it is as it was sealed, follows the entry before it, and is not
 * beyond the end of its chain. There is no line if the text is not an entry.
 */
export function createReader(keys: AuditKeys): (entry: ReadEntry) => { line?: Line; isBroken: boolean } {
  const byKid = new Map(keys.map((key) => [keyIdOf(key), key]));
  const isIntact = ({ before, head, ...entry }: ReadEntry) => {
    if (head === null || entry.n > head || (before === null && entry.n > 1)) return false;
    const after = before ?? "";
    if (entry.chain === fileChain) return isSealed(keys, { json: entry.entry, mac: entry.mac }, after);
    const [kid = "", mac] = entry.mac.split(":");
    const key = byKid.get(kid);
    return key !== undefined && mac === macOf(key, { ...entry, before: after });
  };
  return (entry) => {
    const line = parseEntry(entry);
    return line && isIntact(entry) && Date.parse(line.ts) === entry.at
      ? { line, isBroken: false }
      : { line, isBroken: true };
  };
}

/** Undefined if the text is not an entry. */
export function parseEntry({ entry, mac }: Pick<AuditTable, "entry" | "mac">): Line | undefined {
  try {
    const json: unknown = JSON.parse(entry);
    const parsed = z.safeParse(lineSchema, typeof json === "object" ? { ...json, mac } : json);
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}

function macOf(key: string, { chain, n, entry, before }: SealedEntry): string {
  return createHmac("sha256", key).update(`audit\0${chain}\0${n}\0${before}\0${entry}`).digest("hex").slice(0, 32);
}

import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Fingerprint } from "#lib/logpush/destination/redact.ts";
import { canonicalJson } from "#lib/logpush/job/canonical-json.ts";
import type { JsonObject } from "#lib/logpush/job/job.ts";
import { StartupError } from "./rules.ts";
import { keyIdOf } from "./seal.ts";

/** Digests with the key of this installation. Equal digests mean equal values; nothing else can be read from them. */
export type Digests = {
  /** The id of the key. */
  kid: string;
  fingerprint: Fingerprint;
  /** A digest of a whole text, 32 hexadecimal digits. */
  digestOf(text: string): string;
  /** A digest per attribute of a job, to notice changes made elsewhere. */
  versionsOf(job: JsonObject): Record<string, string>;
  /** The same under the key before the last rotation. */
  before?: Digests;
};

/** Attributes that Cloudflare changes with every delivery. */
const volatileKeys = new Set(["last_complete", "last_error", "error_message"]);

/** A job without the attributes that change with every delivery. */
export function lastingOf(job: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(job).filter(([name]) => !volatileKeys.has(name)));
}

/** `old` is the key before the last rotation. */
export function createDigests(key: string, old?: string): Digests {
  const digest = (purpose: string, text: string) =>
    createHmac("sha256", key).update(`${purpose}\0${text}`).digest("hex");
  return {
    kid: keyIdOf(key),
    ...(old === undefined ? {} : { before: createDigests(old) }),
    fingerprint: (value) => digest("value", value).slice(0, 8),
    digestOf: (text) => digest("text", text).slice(0, 32),
    versionsOf: (job) =>
      Object.fromEntries(
        Object.entries(lastingOf(job)).map(([name, value]) => [
          name,
          digest(`version:${name}`, canonicalJson(value)).slice(0, 16),
        ]),
      ),
  };
}

/**
 * The installation's key: HEADGATE_SECRET, or a file in the data folder that the first use creates. Throws
 * `StartupError` if the file holds anything else, and the file system's error if it cannot be used.
 */
export function readKey({ secret, dataDir }: { secret?: string; dataDir: string }): string {
  if (secret !== undefined) return secret;
  const path = join(dataDir, "secret");
  return readExisting(path) ?? createKeyFile(dataDir, path);
}

/** 32 bytes in hexadecimal, as `createKeyFile` writes them. */
const keyText = /^[0-9a-f]{64}$/;

/**
 * Undefined if there is no file. A damaged one is never replaced, because sessions, fingerprints and the audit log
 * depend on it.
 */
function readExisting(path: string): string | undefined {
  let key: string;
  try {
    key = readFileSync(path, "utf8").replace(/\r?\n$/, "");
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
  if (!keyText.test(key)) {
    throw new StartupError(
      "HEADGATE_DATA",
      `contains a damaged key file: ${path} is ${key.trim() === "" ? "empty" : "not a key of 64 hexadecimal digits"}`,
      "Restore this file from a backup. Without one, delete it and restart: Headgate creates a new key, everyone has to sign in again, and earlier audit log entries can no longer be verified.",
    );
  }
  chmodSync(path, 0o600);
  return key;
}

/**
 * Written to another file and linked into place. If two processes start together, one wins, and nobody reads half a
 * file.
 */
function createKeyFile(dataDir: string, path: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const key = randomBytes(32).toString("hex");
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    writeToDisk(draft, `${key}\n`);
    linkSync(draft, path);
    syncFolder(dataDir);
    return key;
  } catch (error) {
    const existing = readExisting(path);
    if (existing) return existing;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** On disk before the link makes it the key, so that a power cut does not leave an empty file under the final name. */
function writeToDisk(path: string, text: string): void {
  const file = openSync(path, "wx", 0o600);
  try {
    writeFileSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Not every file system can sync a folder. The key itself is already on disk. */
function syncFolder(path: string): void {
  try {
    const folder = openSync(path, "r");
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  } catch {}
}

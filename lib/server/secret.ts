import "server-only";
import { createHmac, randomBytes } from "node:crypto";
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Fingerprint } from "#lib/logpush/destination/redact.ts";
import { canonicalJson } from "#lib/logpush/job/canonical-json.ts";
import type { JsonObject } from "#lib/logpush/job/job.ts";

/** Digests under the key of this installation: equal digests mean equal values, and nothing else can be read from them. */
export type Digests = {
  fingerprint: Fingerprint;
  /** A digest per attribute of a job, to notice what was changed elsewhere. */
  versionsOf(job: JsonObject): Record<string, string>;
};

/** Attributes that Cloudflare changes by itself with every delivery. */
const volatileKeys = new Set(["last_complete", "last_error", "error_message"]);

export function createDigests(key: string): Digests {
  const digest = (purpose: string, text: string) =>
    createHmac("sha256", key).update(`${purpose}\0${text}`).digest("hex");
  return {
    fingerprint: (value) => digest("value", value).slice(0, 8),
    versionsOf: (job) =>
      Object.fromEntries(
        Object.entries(job)
          .filter(([name]) => !volatileKeys.has(name))
          .map(([name, value]) => [name, digest(`version:${name}`, canonicalJson(value)).slice(0, 16)]),
      ),
  };
}

/** The installation's key: HEADGATE_SECRET, or a file that is made on first use. */
export function readKey({ secret, dataDir }: { secret?: string; dataDir: string }): string {
  if (secret !== undefined) return secret;
  const path = join(dataDir, "secret");
  return readExisting(path) ?? createKeyFile(dataDir, path);
}

function readExisting(path: string): string | undefined {
  try {
    const key = readFileSync(path, "utf8").trim();
    if (key === "") return undefined;
    chmodSync(path, 0o600);
    return key;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Written aside and linked into place: of two processes that start together one wins, and no half file is ever read. */
function createKeyFile(dataDir: string, path: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const key = randomBytes(32).toString("hex");
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  writeFileSync(draft, `${key}\n`, { flag: "wx", mode: 0o600 });
  try {
    linkSync(draft, path);
    return key;
  } catch (error) {
    const existing = readExisting(path);
    if (existing) return existing;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

import "server-only";
import { type FileHandle, mkdir, open, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { codeOf, refuseFile, wroteFile } from "../base/data-file.ts";
import { withMutex } from "../base/mutex.ts";
import { parseLine, type ReadAudit, readChain, sealLine } from "./chain.ts";
import type { Entry } from "./entry.ts";

/** Who did what to which job, in an append-only file. */
export type Audit = {
  /** Resolves when the entry is on disk. Rejects with `AppException` (E_AUDIT_UNWRITABLE) if it cannot be written. */
  append(entry: Entry): Promise<void>;
  /** All entries in order; none if the file does not exist. Rejects with the error of the file system. */
  read(): Promise<ReadAudit>;
  /** The newest entries, some thousands. If there are more, the older ones are not read. */
  readLatest(): Promise<ReadAudit & { isWhole: boolean }>;
};

/** Some thousands of lines, which are read and checked in a fraction of a second. */
const latestBytes = 2 * 1024 * 1024;

/** Longer than any line: see `maxDigests`. */
const tailBytes = 256 * 1024;

type AuditOptions = { dataDir: string; key: string; now: () => number };

/** `audit.jsonl` in the data folder, mode 0600. It can be moved away at any time; the next entry starts a new file. */
export function openAudit({ dataDir, key, now }: AuditOptions): Audit {
  const file = auditFile(dataDir);
  return {
    append: (entry) =>
      withMutex(file, async () => {
        try {
          await mkdir(dirname(file), { recursive: true, mode: 0o700 });
          const handle = await open(file, "a+", 0o600);
          try {
            await addLines(handle, await nextLines(handle, { key, ts: new Date(now()).toISOString(), entry }));
          } finally {
            await handle.close();
          }
          wroteFile(file);
        } catch (cause) {
          throw refuseFile(file, { trouble: "cannot be written", cause, code: "E_AUDIT_UNWRITABLE" });
        }
      }),
    read: async () => {
      try {
        return readChain(key, await readFile(file, "utf8"));
      } catch (error) {
        if (codeOf(error) === "ENOENT") return { lines: [], broken: [] };
        throw error;
      }
    },
    readLatest: async () => {
      try {
        const handle = await open(file, "r");
        try {
          const { size } = await handle.stat();
          if (size <= latestBytes) return { ...readChain(key, await handle.readFile("utf8")), isWhole: true };
          const end = await readTail(handle, latestBytes);
          // Reading may have started in the middle of the first line.
          return { ...readChain(key, end.slice(end.indexOf("\n") + 1), { isEnd: true }), isWhole: false };
        } finally {
          await handle.close();
        }
      } catch (error) {
        if (codeOf(error) === "ENOENT") return { lines: [], broken: [], isWhole: true };
        throw error;
      }
    },
  };
}

export function auditFile(dataDir: string): string {
  return join(dataDir, "audit.jsonl");
}

/** Appends the text and waits for the disk. If a full disk cut it short, it is removed again as far as possible. */
async function addLines(handle: FileHandle, text: string): Promise<void> {
  const { size } = await handle.stat();
  try {
    await handle.appendFile(text);
    await handle.sync();
  } catch (cause) {
    await handle.truncate(size).catch(() => undefined);
    throw cause;
  }
}

/** Reads the last line again each time, because the file may have been moved away or restored from a backup. */
async function nextLines(handle: FileHandle, { key, ts, entry }: { key: string; ts: string; entry: Entry }) {
  const tail = await readTail(handle, tailBytes);
  const lines = tail.trimEnd().split("\n").reverse();
  const isCut = lines[0] !== "" && !parseLine(lines[0] ?? "");
  const before = findFirst(lines, (line) => parseLine(line)?.mac) ?? "";
  const start = tail === "" || tail.endsWith("\n") ? "" : "\n";
  if (!isCut) return start + sealLine(key, { ts, ...entry }, before).text;
  const cut = sealLine(key, { ts, kind: "cut" }, before);
  return start + cut.text + sealLine(key, { ts, ...entry }, cut.mac).text;
}

function findFirst<T, U>(items: T[], find: (item: T) => U | undefined): U | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

async function readTail(handle: FileHandle, bytes: number): Promise<string> {
  const { size } = await handle.stat();
  const length = Math.min(size, bytes);
  const { buffer } = await handle.read(Buffer.alloc(length), 0, length, size - length);
  return buffer.toString("utf8");
}

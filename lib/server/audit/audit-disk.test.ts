import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import type * as fs from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { auditFile, openAudit } from "./audit-file.ts";
import { readChain } from "./chain.ts";

// A disk that is full in the middle of an entry.

const disk = vi.hoisted(() => ({ isFull: false, canTruncate: true, open: 0 }));
vi.mock("node:fs/promises", async (original) => {
  const real = await original<typeof fs>();
  const open: typeof real.open = async (...args) => {
    const handle = await real.open(...args);
    disk.open += 1;
    const { appendFile, truncate, close } = handle;
    handle.appendFile = async (text) => {
      if (!disk.isFull) return appendFile.call(handle, text);
      await appendFile.call(handle, String(text).slice(0, 20));
      throw Object.assign(new Error("no space left"), { code: "ENOSPC" });
    };
    handle.truncate = async (size) => {
      if (!disk.canTruncate) throw new Error("no space left");
      await truncate.call(handle, size);
    };
    handle.close = async () => {
      disk.open -= 1;
      await close.call(handle);
    };
    return handle;
  };
  return { ...real, open };
});

const key = "test key";
const entry = (id: string) => ({ kind: "intent", id, actor: "local", action: "test", scope: "" }) as const;
let dataDir = "";

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "headgate-audit-"));
  Object.assign(disk, { isFull: false, canTruncate: true, open: 0 });
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const unwritable = { error: { code: "E_AUDIT_UNWRITABLE" } };

test("half an entry is removed again, and the next one follows the last whole one", async () => {
  const audit = openAudit({ dataDir, key, now: Date.now });
  await audit.append(entry("1"));
  const { size } = statSync(auditFile(dataDir));
  disk.isFull = true;
  await expect(audit.append(entry("2"))).rejects.toMatchObject(unwritable);
  expect(statSync(auditFile(dataDir)).size).toBe(size);
  disk.isFull = false;
  await audit.append(entry("3"));
  expect(await audit.read()).toMatchObject({ lines: [{ id: "1" }, { id: "3" }], broken: [] });
  await audit.readLatest();
  expect(disk.open).toBe(0);
});

test("half an entry that cannot be removed is explained by the next one", async () => {
  const audit = openAudit({ dataDir, key, now: Date.now });
  await audit.append(entry("1"));
  Object.assign(disk, { isFull: true, canTruncate: false });
  await expect(audit.append(entry("2"))).rejects.toMatchObject(unwritable);
  disk.isFull = false;
  await audit.append(entry("3"));
  const { lines, broken } = readChain(key, readFileSync(auditFile(dataDir), "utf8"));
  expect(lines.map(({ kind }) => kind)).toEqual(["intent", "cut", "intent"]);
  expect(broken).toEqual([]);
  expect(disk.open).toBe(0);
});

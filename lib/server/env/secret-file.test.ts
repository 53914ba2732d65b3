import type * as fs from "node:fs";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readKey } from "./secret.ts";

// The file system at moments that no test can wait for: another process that is faster, and a disk that fails.

const disk = vi.hoisted(() => ({
  calls: [] as string[],
  fail: "" as "" | "open" | "write" | "sync folder",
  beforeLink: undefined as undefined | (() => void),
}));
const failure = new Error("ENOSPC: no space left on device");
const files = new Map<number, string>();

vi.mock("node:fs", async (original) => {
  const real = await original<typeof fs>();
  return {
    ...real,
    openSync: (path: string, flags: string, mode?: number) => {
      if (disk.fail === "open") throw failure;
      const file = real.openSync(path, flags, mode);
      files.set(file, flags === "r" ? "folder" : "draft");
      disk.calls.push(`open ${files.get(file)}`);
      return file;
    },
    writeFileSync: (file: number | string, text: string) => {
      if (typeof file === "number" && disk.fail === "write") throw failure;
      if (typeof file === "number") disk.calls.push("write draft");
      real.writeFileSync(file, text);
    },
    fsyncSync: (file: number) => {
      disk.calls.push(`sync ${files.get(file)}`);
      if (disk.fail === "sync folder" && files.get(file) === "folder") throw failure;
      real.fsyncSync(file);
    },
    closeSync: (file: number) => {
      disk.calls.push(`close ${files.get(file)}`);
      real.closeSync(file);
    },
    linkSync: (from: string, to: string) => {
      disk.beforeLink?.();
      disk.calls.push("link");
      real.linkSync(from, to);
    },
  };
});

let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headgate-secret-"));
  Object.assign(disk, { calls: [], fail: "", beforeLink: undefined });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const toDisk = ["open draft", "write draft", "sync draft", "close draft", "link"];

test("the key is on disk before it has its name, and the folder after", () => {
  readKey({ dataDir: folder });
  expect(disk.calls).toEqual([...toDisk, "open folder", "sync folder", "close folder"]);
});

test("if another process was faster, its key counts", () => {
  const other = "0123456789abcdef".repeat(4);
  disk.beforeLink = () => writeFileSync(join(folder, "secret"), other);
  expect(readKey({ dataDir: folder })).toBe(other);
  expect(readdirSync(folder)).toEqual(["secret"]);
});

test("a name that cannot be linked to is an error, and no draft stays", () => {
  symlinkSync(join(folder, "nowhere"), join(folder, "secret"));
  expect(() => readKey({ dataDir: folder })).toThrow("EEXIST");
  expect(readdirSync(folder)).toEqual(["secret"]);
});

test.each(["open", "write"] as const)("a disk that fails to %s is named, and nothing stays open or behind", (fail) => {
  disk.fail = fail;
  expect(() => readKey({ dataDir: folder })).toThrow(failure);
  expect(disk.calls).toEqual(fail === "open" ? [] : ["open draft", "close draft"]);
  expect(readdirSync(folder)).toEqual([]);
});

test("a file system that cannot sync a folder is fine", () => {
  disk.fail = "sync folder";
  const key = readKey({ dataDir: folder });
  expect(disk.calls.at(-1)).toBe("close folder");
  expect(readKey({ dataDir: folder })).toBe(key);
});

import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createReadiness } from "./ready.ts";

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "headgate-ready-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const failing = (code: string) => {
  const calls: string[] = [];
  const files = {
    write: async (path: string, data: Buffer): Promise<void> => {
      calls.push(`write ${data.length}`);
      // A full disk accepts the name and part of the content.
      writeFileSync(path, data.subarray(0, 10));
      throw Object.assign(new Error(code), { code });
    },
    remove: async (path: string) => {
      calls.push("remove");
      rmSync(path);
    },
  };
  return { calls, files };
};

test("a folder that accepts 4 kB is ready, and nothing stays in it", async () => {
  expect(await createReadiness({ dataDir, now: () => 0 })()).toBeUndefined();
  expect(readdirSync(dataDir)).toEqual([]);
});

test.each([
  ["ENOSPC", "full disk"],
  ["EDQUOT", "quota"],
  ["EROFS", "read-only file system"],
  ["EACCES", "does not allow this process to write"],
  ["EIO", "cannot be written"],
])("%s is not ready, with a sentence that says what is wrong", async (code, words) => {
  const { calls, files } = failing(code);
  const problem = await createReadiness({ dataDir, now: () => 0, files })();
  expect(problem).toContain(words);
  expect(problem).toContain(code);
  expect(problem).toContain("nobody can sign in");
  expect(problem).not.toContain(dataDir);
  expect(calls).toEqual(["write 4096", "remove"]);
  expect(readdirSync(dataDir)).toEqual([]);
});

test("a folder that is gone, or is a file, is not ready", async () => {
  expect(await createReadiness({ dataDir: join(dataDir, "gone"), now: () => 0 })()).toContain("does not exist");
  writeFileSync(join(dataDir, "file"), "");
  expect(await createReadiness({ dataDir: join(dataDir, "file"), now: () => 0 })()).toContain("ENOTDIR");
});

test("the disk is tried once in ten seconds, however many requests come, and recovers", async () => {
  const clock = { ms: 0 };
  const { calls, files } = failing("ENOSPC");
  const find = createReadiness({ dataDir, now: () => clock.ms, files });
  await Promise.all(Array.from({ length: 50 }, find));
  clock.ms = 9999;
  expect(await find()).toBeDefined();
  expect(calls).toHaveLength(2);
  files.write = async () => undefined;
  clock.ms = 10_000;
  expect(await find()).toBeUndefined();
  // A clock that was set back must not keep an old answer.
  clock.ms = 0;
  files.write = failing("EROFS").files.write;
  expect(await find()).toContain("read-only");
});

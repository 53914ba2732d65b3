import { mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { readMeta, writeMeta } from "#lib/store/meta.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { type LegacyFile, LegacyFileError } from "./base/legacy-file.ts";
import { StartupError } from "./env/rules.ts";
import { legacyFiles, takeOverFiles } from "./take-over.ts";

const nowMs = Date.parse("2026-11-25T08:00:00Z");
const suffix = ".migrated-2026-11-25T08-00-00.000Z";
let dataDir: string;
let taken: string[];

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "headgate-files-"));
  taken = [];
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(dataDir, { recursive: true, force: true });
});

/** A file whose text goes into the store as it is. */
const kept = (name: string): LegacyFile => ({
  name,
  async takeOver(db, text) {
    if (text === "damaged") throw new LegacyFileError("line 7 was changed");
    taken.push(`${name}: ${text}`);
    await writeMeta(db, name, text);
  },
  write: (db) => readMeta(db, name),
});
const files = [kept("a.json"), kept("b.json")];
const put = (name: string, text: string) => writeFileSync(join(dataDir, name), text);

describeEachStore("the files of an older version", ({ store, openAnother }) => {
  const start = (options: { files?: readonly LegacyFile[]; now?: () => number } = {}) =>
    takeOverFiles({ store: store(), dataDir, now: () => nowMs, files, ...options });
  const stored = async () => [await readMeta(openAnother().db, "a.json"), await readMeta(openAnother().db, "b.json")];

  test("are stored and kept under another name; a second start finds none", async () => {
    put("a.json", "1");
    put("b.json", "2");
    put("c.json", "3");
    await start();
    expect(await stored()).toEqual(["1", "2"]);
    expect(readdirSync(dataDir).sort()).toEqual([`a.json${suffix}`, `b.json${suffix}`, "c.json"]);
    expect(readFileSync(join(dataDir, `b.json${suffix}`), "utf8")).toBe("2");
    await start();
    expect(taken).toEqual(["a.json: 1", "b.json: 2"]);
  });

  test("may be missing", async () => {
    await start();
    put("b.json", "2");
    await start();
    expect(await stored()).toEqual([undefined, "2"]);
  });

  test("are stored all or none: a damaged one stops the start and says which and why", async () => {
    put("a.json", "1");
    put("b.json", "damaged");
    const error = await start().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StartupError);
    expect(String(error)).toContain("contains b.json of an older version, and line 7 was changed");
    expect(await stored()).toEqual([undefined, undefined]);
    expect(readdirSync(dataDir).sort()).toEqual(["a.json", "b.json"]);
    put("b.json", "2");
    await start();
    expect(await stored()).toEqual(["1", "2"]);
  });

  test("are not stored again after a crash before the renaming, or in the middle of it", async () => {
    put("a.json", "1");
    put("b.json", "2");
    // A folder with that name makes the renaming fail.
    mkdirSync(join(dataDir, `b.json${suffix}`));
    await expect(start()).rejects.toThrow(/b\.json/);
    expect(await stored()).toEqual(["1", "2"]);
    await writeMeta(store().db, "b.json", "newer");
    await start({ now: () => nowMs + 1000 });
    expect(await stored()).toEqual(["1", "newer"]);
    expect(taken).toEqual(["a.json: 1", "b.json: 2"]);
    expect(readdirSync(dataDir)).not.toContain("b.json");
    renameSync(join(dataDir, `a.json${suffix}`), join(dataDir, "a.json"));
    await start({ now: () => nowMs + 2000 });
    expect(taken).toHaveLength(2);
  });

  test("that an older version has written again are stored again", async () => {
    put("a.json", "1");
    await start();
    put("a.json", "newer");
    await start({ now: () => nowMs + 1000 });
    expect(await stored()).toEqual(["newer", undefined]);
  });

  test("have names that differ, and an empty store writes none of them", async () => {
    expect(new Set(legacyFiles.map(({ name }) => name)).size).toBe(legacyFiles.length);
    expect(legacyFiles.length).toBeGreaterThan(1);
    for (const file of legacyFiles) expect(await file.write(store().db)).toBeUndefined();
  });
});

import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Store } from "#lib/store/open-store.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { takeOverFiles } from "../take-over.ts";
import { auditOf, testKey } from "../testing/test-audit.ts";
import { readChain, sealLine } from "./chain.ts";
import type { Entry, Line, NewEntry } from "./entry.ts";
import { legacyAudit } from "./legacy-audit.ts";

const scope = "zones/1";
const intent = (id: string, rest: object = {}): NewEntry => ({
  ...{ kind: "intent", id, actor: "local", action: "switch", scope, jobId: 7 },
  ...rest,
});
const outcome = (id: string, rest: object = {}): Entry => ({
  ...{ kind: "outcome", id, outcome: "done", by: "answer", jobId: 7 },
  ...rest,
});

/** A log of an older version; a string is damage. */
function write(...parts: (Entry | string)[]): string {
  let before = "";
  return parts
    .map((part, index) => {
      if (typeof part === "string") return part;
      const sealed = sealLine(testKey, { ts: new Date(index * 1000).toISOString(), ...part }, before);
      before = sealed.mac;
      return sealed.text;
    })
    .join("");
}

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "headgate-legacy-"));
  vi.spyOn(process.stderr, "write").mockReturnValue(true);
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

const file = legacyAudit(() => [testKey]);
function takeOver(store: Store, text: string): Promise<void> {
  writeFileSync(join(dataDir, "audit.jsonl"), text);
  return takeOverFiles({ store, dataDir, now: Date.now, files: [file] });
}

describeEachStore("the file of an older version", ({ store }) => {
  test("is taken over byte for byte, verified, and written back as it was", async () => {
    const text = write(intent("1", { requestId: "\u00e9 \\u00e9 \u2028" }), outcome("1"), intent("2"), outcome("2"));
    await takeOver(store(), text);
    const audit = auditOf(store());
    expect(await audit.read()).toEqual({ lines: readChain([testKey], text).lines, broken: [] });
    expect(await file.write(store().db)).toBe(text);
    expect(readdirSync(dataDir)).toEqual([expect.stringMatching(/^audit\.jsonl\.migrated-/)]);
    expect(readFileSync(join(dataDir, readdirSync(dataDir)[0] ?? ""), "utf8")).toBe(text);
    await store().db.updateTable("audit").set({ entry: "{}" }).where("n", "=", 2).execute();
    expect((await audit.read()).broken).toEqual([{ chain: "file", n: 2 }]);
  });

  test("loses the half lines that a crash left, but not what explains them", async () => {
    await takeOver(store(), write(intent("1"), "half\u0000a line\n", { kind: "cut" }, outcome("1"), '{"kind":"in'));
    expect((await auditOf(store()).read()).lines.map(({ kind }) => kind)).toEqual(["intent", "cut", "outcome"]);
    expect(readChain([testKey], (await file.write(store().db)) ?? "").broken).toEqual([]);
  });

  test.each<[string, (text: string) => string, string]>([
    ["a changed line", (text) => text.replace('"2"', '"3"'), "line 3 was changed"],
    ["a removed line", (text) => text.split("\n").toSpliced(1, 1).join("\n"), "line 2 was changed"],
  ])("with %s stops the start, and stores nothing", async (_title, change, problem) => {
    const text = change(write(intent("1"), outcome("1"), intent("2")));
    const failing = takeOver(store(), text);
    await expect(failing).rejects.toThrow(`contains audit.jsonl of an older version, and ${problem}`);
    expect((await auditOf(store()).read()).lines).toEqual([]);
    expect(readFileSync(join(dataDir, "audit.jsonl"), "utf8")).toBe(text);
  });

  test("is refused if it was sealed with another key, or if its lines are there already", async () => {
    const { db } = store();
    const other = legacyAudit(() => ["another key"]);
    const text = write(intent("1"));
    await expect(other.takeOver(db, text)).rejects.toThrow("line 1 was changed, follows a gap, or was sealed");
    await legacyAudit(() => ["another key", testKey]).takeOver(db, text);
    await expect(file.takeOver(db, text)).rejects.toThrow("the database already holds the lines of such a file");
  });

  test("has changes without an outcome, which are reconciled with what follows in the store", async () => {
    const unknown = outcome("3", { outcome: "unknown" });
    const settled = outcome("4", { outcome: "unknown", by: "start-up" });
    await takeOver(
      store(),
      write(
        intent("1"),
        intent("2", { scope: "zones/2" }),
        intent("3"),
        unknown,
        intent("4"),
        settled,
        intent("5"),
        outcome("5"),
      ),
    );
    const audit = auditOf(store());
    await audit.append(intent("6"));
    const claims = await audit.claimOpen();
    const ids = (lines: Line[]) => lines.map((line) => (line.kind === "cut" ? "cut" : line.id));
    const found = new Map(claims.map(({ ids: claimed, lines }) => [[...claimed].toSorted().join(), ids(lines)]));
    expect(Object.fromEntries(found)).toEqual({
      "1,3": ["1", "2", "3", "3", "4", "4", "5", "5", "6"],
      "2": ["1", "2", "3", "3", "4", "4", "5", "5"],
    });
    await audit.append({ kind: "outcome", id: "2", scope: "zones/2", outcome: "not done", by: "start-up" });
    await audit.release("1");
    expect((await audit.claimOpen()).map(({ ids: claimed }) => [...claimed])).toEqual([["1"]]);
    expect((await audit.read()).broken).toEqual([]);
  });

  test("continues with the entries of the store when it is written for the older version", async () => {
    const { db } = store();
    expect(await file.write(db)).toBeUndefined();
    const text = write(intent("1"), outcome("1"));
    await takeOver(store(), text);
    const audit = auditOf(store());
    await audit.append(intent("2", { scope: "zones/2" }));
    await audit.append(intent("3"));
    await audit.append({ kind: "outcome", id: "2", scope: "zones/2", outcome: "done", by: "answer" });
    const written = (await file.write(db)) ?? "";
    expect(written.startsWith(text)).toBe(true);
    const { lines, broken } = readChain([testKey], written);
    expect(broken).toEqual([]);
    const stored = (await audit.read()).lines;
    expect(lines.map(({ mac: _mac, ...line }) => line)).toEqual(stored.map(({ mac: _mac, ...line }) => line));
    expect(lines).toHaveLength(5);
  });
});

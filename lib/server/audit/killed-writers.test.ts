import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { auditOf, openTestStore } from "../testing/test-audit.ts";

/** `npm run faults` runs many more. */
const rounds = Number(process.env.KILL_ROUNDS ?? 1);
const program = ["--conditions", "react-server", "--import", "tsx", "lib/server/testing/appending.ts"];

/** Adds entries until it is killed, some time after its first one. Returns the ids that it reported as stored. */
async function appendAndDie(dataDir: string, name: string): Promise<string[]> {
  const child = spawn(process.execPath, [...program, dataDir, name], { stdio: ["ignore", "pipe", "inherit"] });
  let heard = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    if (heard === "") setTimeout(() => child.kill("SIGKILL"), 50 + Math.random() * 200);
    heard += text;
  });
  const [, signal] = await once(child, "close");
  expect(signal).toBe("SIGKILL");
  return heard.split("\n").slice(0, -1);
}

test("of processes that are killed while they write, no entry that was stored is lost, and the chain is whole", async () => {
  const dataDir = mkdtempSync(join(tmpdir(), "headgate-killed-"));
  const acknowledged: string[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const ids = await Promise.all(["a", "b", "c"].map((name) => appendAndDie(dataDir, `${name}-${round}`)));
    acknowledged.push(...ids.flat());
    const store = await openTestStore(dataDir);
    const { lines, broken } = await auditOf(store).read();
    expect(broken).toEqual([]);
    const stored = new Set(lines.map((line) => line.kind === "intent" && line.id));
    expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    // Of what was not acknowledged, at most one entry of each process is there.
    expect(stored.size - acknowledged.length).toBeLessThanOrEqual(3 * (round + 1));
    const open = await store.db.selectFrom("open_intent").select("id").execute();
    expect(new Set(open.map(({ id }) => id))).toEqual(stored);
    await store.close();
  }
  rmSync(dataDir, { recursive: true, force: true });
}, 600_000);

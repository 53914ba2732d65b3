import { readdirSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { expect, test } from "vitest";
import { putJob } from "#lib/cloudflare/jobs.ts";
import { createEmulator } from "#lib/emulator/emulator.ts";
import { listStoreTables } from "#lib/store/store-tables.ts";
import type { Context } from "../context/context.ts";
import { parseEnv } from "../env/env.ts";
import { createJob } from "../jobs/create-job.ts";
import { readJobDetail } from "../jobs/read-job.ts";
import { auditOf, openTestStore } from "../testing/test-audit.ts";
import { newValues, openEmulated } from "../testing/test-context.ts";
import { compareJobVersions } from "./list-versions.ts";
import { restoreVersion } from "./restore-version.ts";

const secrets = ["canary-first-value", "canary-second-value"];

/** A server with this setting of HEADGATE_HISTORY, whose store is a file, on which a job's secret is replaced. */
async function openServer(history: string) {
  const dataDir = await mkdtemp(join(tmpdir(), "headgate-history-"));
  const env = parseEnv({ HEADGATE_HISTORY: history, HEADGATE_DATA: dataDir }, () => "");
  if (!env.ok) throw new Error("The setting is refused.");
  const emulated = openEmulated(createEmulator);
  const store = await openTestStore(dataDir);
  const context: Context = {
    ...{ ...emulated.context, store, audit: auditOf(store), keepsSecrets: env.env.history.withSecrets },
  };
  const conf = (secret: string) => `https://receiver.headgate.test/in?header_Authorization=Bearer%20${secret}&tags=x`;
  const query = [{ kind: "header" as const, name: "Authorization", value: `Bearer ${secrets[0]}` }];
  const ref = await createJob(context, newValues({ name: "kept", query }));
  await context.upstream.write((client) => putJob(client, ref, { destination_conf: conf(secrets[1] ?? "") }));
  await readJobDetail(context, ref);
  return {
    ...{ context, ref },
    conf: async () => (await emulated.read(ref)).raw.destination_conf,
    /** All bytes of the data folder, and every value of the store that is bytes. */
    read: async () => {
      await sql`pragma wal_checkpoint(truncate)`.execute(store.db);
      const files = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name)).toString("latin1"));
      const blobs: string[] = [];
      for (const { name } of await listStoreTables()) {
        const { rows } = await sql<Record<string, unknown>>`select * from ${sql.id(name)}`.execute(store.db);
        for (const row of rows) {
          const sealed = Object.keys(row).filter((column) => row[column] instanceof Uint8Array);
          blobs.push(...sealed.map((column) => `${name}.${column}`));
        }
      }
      return { text: files.join("\n"), blobs };
    },
    close: async () => {
      await store.close();
      await emulated.close();
      await rm(dataDir, { recursive: true });
    },
  };
}

test("HEADGATE_HISTORY=without-secrets keeps no secret, sealed or not, and a restore asks for the values", async () => {
  const { context, ref, conf, read, close } = await openServer("without-secrets");
  const { text, blobs } = await read();
  // The store is in what was read.
  expect(text).toContain("receiver.headgate.test");
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(blobs).toEqual([]);
  const { missing } = await compareJobVersions(context, { ref, from: 2, to: 1 });
  expect(missing).toEqual([{ at: "0", label: "Header Authorization" }]);
  const restore = { ref, n: 1, seen: 2, isGone: false };
  await expect(restoreVersion(context, restore)).rejects.toMatchObject({ error: { code: "E_VALUES_MISSING" } });
  expect(await conf()).toContain(secrets[1]);
  await restoreVersion(context, { ...restore, typed: { 0: `Bearer ${secrets[0]}` } });
  expect(await conf()).toContain(secrets[0]);
  const after = await read();
  for (const secret of secrets) expect(after.text).not.toContain(secret);
  expect(after.blobs).toEqual([]);
  await close();
});

test("by default the values are kept sealed, and a restore asks for nothing", async () => {
  const { context, ref, conf, read, close } = await openServer("with-secrets");
  const { text, blobs } = await read();
  for (const secret of secrets) expect(text).not.toContain(secret);
  expect(blobs).toEqual(["job_version.sealed", "job_version.sealed"]);
  expect((await compareJobVersions(context, { ref, from: 2, to: 1 })).missing).toEqual([]);
  await restoreVersion(context, { ref, n: 1, seen: 2, isGone: false });
  expect(await conf()).toContain(secrets[0]);
  await close();
});

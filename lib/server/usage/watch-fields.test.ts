import { afterEach, beforeEach, expect, test } from "vitest";
import { createEmulator, type Emulator } from "#lib/emulator/emulator.ts";
import { listJobs } from "../inventory/list-jobs.ts";
import { createJob } from "../jobs/create-job.ts";
import { readUsedFields } from "../scopes/datasets.ts";
import { type Emulated, newValues, openEmulated, zoneId } from "../testing/test-context.ts";
import { watchFields } from "./watch-fields.ts";

let emulated: Emulated<Emulator>;
beforeEach(() => {
  emulated = openEmulated(createEmulator);
});
afterEach(() => emulated.close());

test("fields that the bundled list lacks are new, with the jobs that lack them", async () => {
  const { context } = emulated;
  await listJobs(context);
  // A few datasets at a time.
  for (let round = 0; round < 6; round += 1) await readUsedFields(context);
  await createJob(context, newValues({ name: "late", fieldNames: ["RayID"] }));
  await createJob(context, newValues({ name: "complete", fieldNames: ["RayID", "EdgeEmulatorPool"] }));
  const query = { kind: "zones", dataset: "http_requests", field: "EdgeEmulatorPool", page: 9 } as const;
  const { datasets, shown } = await watchFields(context, query);
  const http = datasets.find(({ kind, dataset }) => kind === "zones" && dataset === "http_requests");
  const added = http?.changes.find(({ name }) => name === "EdgeEmulatorPool");
  expect(added).toMatchObject({ what: "new", since: expect.stringMatching(/^\d{4}-/) });
  expect(added?.jobs).toBeGreaterThan(3);
  // Saved when the list had the field: whoever left it out did so knowingly.
  expect(shown?.rows.map(({ label }) => label)).not.toContain("late");
  expect(shown?.rows).toHaveLength(added?.jobs ?? 0);
  expect(shown?.number).toBe(1);
  expect(shown?.rows.some(({ key }) => key.startsWith(`zones/${zoneId}/`))).toBe(true);
});

test("a field that nothing is known of shows all datasets", async () => {
  await listJobs(emulated.context);
  const { shown } = await watchFields(emulated.context, { kind: "zones", dataset: "x", field: "y", page: 1 });
  expect(shown).toBeNull();
});

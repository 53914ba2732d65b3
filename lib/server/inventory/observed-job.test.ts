import { expect, test } from "vitest";
import { createEmulator } from "#lib/emulator/emulator.ts";
import { openEmulated, zoneId } from "../testing/test-context.ts";
import { listedScopeOf, observeJob } from "./observed-job.ts";

test("what PostgreSQL would refuse does not reach the store: NUL, and times that are too long", async () => {
  const emulated = openEmulated(createEmulator);
  const scope = { scopeKind: "zones", scopeId: zoneId } as const;
  const read = await emulated.read({ ...scope, jobId: 1001 });
  const odd = {
    ...{ name: "bur\0rito", error_message: "dial\0 failed" },
    last_complete: `2026-01-01T00:00:00.${"0".repeat(40)}Z`,
  };
  const job = { ...read.job, ...odd };
  const row = observeJob(
    emulated.context,
    { job, raw: { ...read.raw, ...odd } },
    { scope, at: 1000, origin: { source: "first" }, notes: new Map(), former: new Map() },
  );
  expect(row).toMatchObject({ name: "burrito", label: "burrito", last_complete: null });
  expect(row.error_text).toContain("dial failed");
  const texts = Object.values({ ...row, ...row.version }).filter((value) => typeof value === "string");
  expect(texts.filter((text) => text.includes("\0"))).toEqual([]);
  expect(listedScopeOf({ path: "zones/a", name: "sh\0op" })).toMatchObject({ name: "shop", search: "shop\nzones/a\n" });
  await emulated.close();
});

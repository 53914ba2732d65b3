import { expect, test } from "vitest";
import { createEmulator } from "#lib/emulator/emulator.ts";
import { listJobs } from "../inventory/list-jobs.ts";
import { contextOf, openEmulated, zoneId } from "../testing/test-context.ts";
import { fieldsForPage, listDatasets, readFieldList, readUsedFields } from "./datasets.ts";

const input = { scope: `zones/${zoneId}`, dataset: "http_requests" };

function answering(fields: Record<string, unknown> | undefined, defaults?: unknown) {
  return contextOf(async (request) => {
    const result = String(request).endsWith("/default") ? defaults : fields;
    if (result !== undefined) return Response.json({ success: true, result });
    return Response.json({ success: false, errors: [{ code: 7000, message: "No route" }] }, { status: 404 });
  }).context;
}

test("the bundled datasets are listed by scope", () => {
  const datasets = listDatasets();
  expect(datasets).toHaveLength(40);
  expect(datasets).toContainEqual({ id: "http_requests", label: "HTTP requests", scope: "zone" });
  expect(datasets.find(({ id }) => id === "gateway_dns")).toMatchObject({
    scope: "account",
    requiresZeroTrustPII: true,
  });
  expect(datasets.some((dataset) => "fields" in dataset)).toBe(false);
});

test("the live list wins; types come from it, else from the bundled list", async () => {
  const context = answering(
    { RayID: "string; the ray", BotScore: "Score of the bot", NewField: "A new field", Old: "int; (deprecated)" },
    { RayID: "string" },
  );
  expect(await readFieldList(context, input)).toEqual({
    source: "live",
    fields: [
      { name: "RayID", type: "string" },
      { name: "BotScore", type: "int" },
      { name: "NewField", type: "string", isNew: true },
      { name: "Old", type: "int", isDeprecated: true, isNew: true },
    ],
    defaults: ["RayID"],
    asOf: "2026-09-15",
    removed: expect.arrayContaining(["ClientIP", "ZoneName"]),
  });
});

test("a guessed type stays marked until Cloudflare says the type", async () => {
  const context = answering({ MatchedRules: "What matched", CacheLockWaitedMs: "int; Waited" });
  expect((await readFieldList(context, input)).fields).toEqual([
    { name: "MatchedRules", type: "array[object]", isTypeInferred: true },
    { name: "CacheLockWaitedMs", type: "int" },
  ]);
});

test("the emulator's own list has two new fields, and lacks one of another dataset", async () => {
  const emulated = openEmulated(createEmulator);
  const requests = await readFieldList(emulated.context, input);
  expect(requests.fields.filter(({ isNew }) => isNew).map(({ name }) => name)).toEqual([
    "EdgeEmulatorPool",
    "EdgeEmulatorQueueMs",
  ]);
  expect(requests.removed).toEqual([]);
  const shield = await readFieldList(emulated.context, { ...input, dataset: "page_shield_events" });
  expect(shield.removed).toEqual(["URLContainsCDNCGIPath"]);
  await emulated.close();
});

test("without the default route the documented set is used, as far as its fields exist", async () => {
  const context = answering({ RayID: "string", ClientIP: "string", Other: "int" });
  expect((await readFieldList(context, input)).defaults).toEqual(["ClientIP", "RayID"]);
});

test("other datasets default to all fields that are not deprecated", async () => {
  const context = answering({ A: "int", B: "int; deprecated" }, undefined);
  const list = await readFieldList(context, { ...input, dataset: "brand_new" });
  expect(list.defaults).toEqual(["A"]);
  expect(list.removed).toEqual([]);
  expect(list.fields.some(({ isNew }) => isNew)).toBe(false);
});

test("without an answer the bundled list is used, and marked", async () => {
  const list = await readFieldList(answering(undefined), input);
  expect(list).toMatchObject({ source: "catalogue", asOf: "2026-09-15" });
  expect(list.fields).toHaveLength(123);
  expect(list.defaults).toHaveLength(9);
});

test("an unknown dataset without an answer is an error", async () => {
  const failed = readFieldList(answering(undefined), { ...input, dataset: "brand_new" });
  await expect(failed).rejects.toMatchObject({ error: { code: "E_DATASET_UNKNOWN" } });
});

test("pages get the fields that the background read, without a call", async () => {
  const { context, requests, close } = openEmulated(createEmulator);
  await listJobs(context);
  const page = { ...context, isReadInBackground: true };
  expect((await fieldsForPage(page, input)).source).toBe("catalogue");
  for (let round = 0; round < 10; round += 1) await readUsedFields(context);
  const calls = requests.length;
  await readUsedFields(context);
  const fields = await fieldsForPage(page, input);
  expect(requests.length).toBe(calls);
  expect(fields).toEqual(await readFieldList(context, input));
  expect(fields.source).toBe("live");
  await close();
});

test("a dataset that nobody bundled is read for the page", async () => {
  const { context, requests, close } = openEmulated(createEmulator);
  const unknown = { scope: input.scope, dataset: "nobody_knows" };
  await expect(fieldsForPage({ ...context, isReadInBackground: true }, unknown)).rejects.toThrow();
  expect(requests.length).toBeGreaterThan(0);
  await close();
});

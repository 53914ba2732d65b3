import { expect, test } from "vitest";
import { listDatasets, readFieldList } from "./datasets.ts";
import { contextOf, zoneId } from "./test-context.ts";

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
      { name: "NewField", type: "string" },
      { name: "Old", type: "int", isDeprecated: true },
    ],
    defaults: ["RayID"],
  });
});

test("without the default route the documented set is used, as far as the fields are there", async () => {
  const context = answering({ RayID: "string", ClientIP: "string", Other: "int" });
  expect((await readFieldList(context, input)).defaults).toEqual(["ClientIP", "RayID"]);
});

test("other datasets default to all that is not deprecated", async () => {
  const context = answering({ A: "int", B: "int; deprecated" }, undefined);
  expect((await readFieldList(context, { ...input, dataset: "brand_new" })).defaults).toEqual(["A"]);
});

test("without an answer the bundled list stands in, marked", async () => {
  const list = await readFieldList(answering(undefined), input);
  expect(list.source).toBe("catalogue");
  expect(list.fields).toHaveLength(123);
  expect(list.defaults).toHaveLength(9);
});

test("an unknown dataset without an answer is an error", async () => {
  const failed = readFieldList(answering(undefined), { ...input, dataset: "brand_new" });
  await expect(failed).rejects.toMatchObject({ error: { code: "E_DATASET" } });
});

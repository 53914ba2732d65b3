import { expect, test } from "vitest";
import { catalogueDatasets } from "./catalogue.ts";
import { staleAfterTiers } from "./stale-after.data.ts";
import { staleAfterMinutesOf } from "./stale-after.ts";

test("every dataset of the catalogue is listed once, and no other dataset is", () => {
  const placed = staleAfterTiers.flatMap(({ datasets }) => datasets).sort();
  expect(placed).toEqual([...new Set(catalogueDatasets.map(({ id }) => id))].sort());
});

test("busy datasets count as quiet sooner than rare ones, and an unknown one counts as busy", () => {
  expect(staleAfterMinutesOf("http_requests")).toBe(15);
  expect(staleAfterMinutesOf("audit_logs_v2")).toBe(7 * 24 * 60);
  expect(staleAfterMinutesOf("constructor")).toBe(15);
  const minutes = staleAfterTiers.map((tier) => tier.minutes);
  expect(minutes).toEqual([...minutes].sort((a, b) => a - b));
});

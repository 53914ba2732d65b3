import { describe, expect, test } from "vitest";
import { catalogueDatasets, findCatalogueDataset } from "./catalogue.ts";
import { groupFields } from "./group-fields.ts";

const large = catalogueDatasets.filter(({ fields }) => fields.length > 24);
const groupsOf = (id: string) =>
  groupFields(findCatalogueDataset(id === "http_requests" ? "zone" : "account", id)?.fields ?? []);

test("the families of http_requests", () => {
  const groups = groupsOf("http_requests");
  expect(groups.map(({ name }) => name)).toEqual([
    "Security",
    "Bots and fraud",
    "Cache",
    "Client",
    "Edge",
    "Origin",
    "Workers",
    "Other",
  ]);
  expect(groups.find(({ name }) => name === "Workers")?.fields.map(({ name }) => name)).toContain("WorkerCPUTime");
  expect(groups.at(-1)?.fields.map(({ name }) => name)).toContain("RayID");
});

test("acronyms, and words that only resemble a family, go to the right group", () => {
  const nameOf = (id: string, field: string) =>
    groupsOf(id).find(({ fields }) => fields.some(({ name }) => name === field))?.name;
  expect(nameOf("network_analytics_logs", "TCPMSS")).toBe("TCP");
  expect(nameOf("network_analytics_logs", "IPv6DSCP")).toBe("IPv4 and IPv6");
  expect(nameOf("dex_application_tests", "HTTPURL")).toBe("HTTP");
  expect(nameOf("dex_device_state_events", "ISPIPv4City")).toBe("ISP");
  expect(nameOf("firewall_events", "OriginatorRayID")).toBe("Other");
});

test("small datasets are not divided", () => {
  const { fields } = findCatalogueDataset("zone", "dns_logs") ?? { fields: [] };
  expect(fields).toHaveLength(9);
  expect(groupFields(fields)).toEqual([{ name: "", fields }]);
  expect(groupFields([])).toEqual([{ name: "", fields: [] }]);
});

describe.each(large.map((dataset) => ({ ...dataset, groups: groupFields(dataset.fields) })))(
  "$id ($scope)",
  ({ fields, groups }) => {
    test("has every field in one group, in the given order", () => {
      expect(groups.flatMap((group) => group.fields)).toHaveLength(fields.length);
      expect(new Set(groups.flatMap((group) => group.fields))).toEqual(new Set(fields));
      const place = new Map(fields.map((field, index) => [field, index]));
      for (const group of groups) {
        const places = group.fields.map((field) => place.get(field));
        expect(places).toEqual([...places].sort((a = 0, b = 0) => a - b));
      }
    });

    test("has groups of a useful size, each named once, Other last", () => {
      expect(groups.length).toBeGreaterThan(2);
      expect(new Set(groups.map(({ name }) => name)).size).toBe(groups.length);
      for (const { name, fields: members } of groups) if (name !== "Other") expect(members.length).toBeGreaterThan(2);
      expect(groups.findIndex(({ name }) => name === "Other")).toBe(groups.length - 1);
    });
  },
);

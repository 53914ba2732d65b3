import { describe, expect, test } from "vitest";
import { catalogueDatasets } from "./catalogue.ts";
import { noteOfField, notesOfDataset, notesOfFields } from "./notes.ts";

describe("fields", () => {
  test.each([
    ["http_requests", "Cookies", "custom fields"],
    ["http_requests", "ResponseHeaders", "custom fields"],
    ["http_requests", "Subrequests", "merge"],
    ["http_requests", "BotScore", "Bot Management"],
    ["http_requests", "FraudAttack", "needs product"],
    ["http_requests", "WAFAttackScore", "needs product"],
    ["workers_trace_events", "EventTimestampMs", "milliseconds"],
    ["firewall_events", "FirewallForAITokenCount", "renamed"],
    ["http_requests", "FirewallForAITokenCount", undefined],
    ["http_requests", "RayID", undefined],
    ["gateway_http", "RequestHeaders", undefined],
  ])("of %s: %s", (dataset, name, tag) => expect(noteOfField(dataset, name)?.tag).toBe(tag));

  test("a note that several fields share appears once", () => {
    expect(notesOfFields("http_requests", ["Cookies", "RayID", "RequestHeaders", "Subrequests"])).toEqual([
      { message: expect.stringContaining("custom log fields"), names: ["Cookies", "RequestHeaders"] },
      { message: expect.stringContaining("merge subrequests"), names: ["Subrequests"] },
    ]);
  });
});

describe("datasets", () => {
  test("those of Zero Trust name the permission", () => {
    const withNote = catalogueDatasets.filter((dataset) => notesOfDataset(dataset).join().includes("PII Read"));
    expect(withNote.map(({ id }) => id)).toEqual([
      "access_requests",
      "dex_application_tests",
      "dex_device_state_events",
      "gateway_dns",
      "gateway_http",
      "gateway_network",
    ]);
  });

  test("the limit of jobs is a zone’s, and no dataset is called Enterprise only", () => {
    expect(notesOfDataset({ id: "http_requests", scope: "zone" }).join()).toContain("limit of 4 jobs per zone");
    expect(notesOfDataset({ id: "brand_new", scope: "account" }).join()).not.toContain("per zone");
    for (const dataset of catalogueDatasets) {
      const isPricedByRequest = dataset.id === "workers_trace_events";
      expect(notesOfDataset(dataset).join()).toContain(isPricedByRequest ? "Priced per request" : "on all plans");
      const notes = notesOfDataset(dataset)
        .join()
        .replace("Existing Enterprise contracts keep their current pricing.", "");
      expect(notes).not.toMatch(/enterprise/i);
    }
  });

  test("workers_trace_events explains its timestamp", () => {
    expect(notesOfDataset({ id: "workers_trace_events", scope: "account" }).join()).toContain("EventTimestampMs");
  });
});

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { catalogueDatasets, catalogueDate, findCatalogueDataset } from "./catalogue.ts";

/** The number of fields in each dataset, from Cloudflare's list on the catalogue's date. */
const counts: Record<"zone" | "account", Record<string, number>> = {
  zone: {
    account_abuse_protection_events: 19,
    dns_logs: 9,
    firewall_events: 47,
    http_requests: 123,
    nel_reports: 7,
    page_shield_events: 10,
    spectrum_events: 31,
    websocket_analytics: 17,
    zaraz_events: 7,
  },
  account: {
    access_requests: 15,
    account_abuse_protection_events: 19,
    audit_logs: 15,
    audit_logs_v2: 23,
    biso_user_actions: 9,
    casb_findings: 12,
    device_posture_results: 18,
    dex_application_tests: 76,
    dex_device_state_events: 60,
    dlp_forensic_copies: 8,
    dns_firewall_logs: 19,
    email_security_alerts: 32,
    email_security_post_delivery_events: 21,
    firewall_events: 47,
    gateway_dns: 82,
    gateway_http: 62,
    gateway_network: 34,
    ipsec_logs: 7,
    magic_bgp_logs: 6,
    magic_ids_detections: 12,
    mcp_portal_logs: 19,
    mnm_flow_logs: 24,
    network_analytics_logs: 84,
    sinkhole_http_logs: 17,
    ssh_logs: 18,
    turnstile_events: 13,
    warp_config_changes: 12,
    warp_toggle_changes: 9,
    websocket_analytics: 17,
    workers_trace_events: 13,
    zero_trust_network_sessions: 43,
  },
};

test("the ids are those of the SDK’s enum", () => {
  const types = readFileSync("node_modules/cloudflare/resources/logpush/jobs.d.ts", "utf8");
  const unions = [...types.matchAll(/\bdataset\?: ((?:'\w+' \| )+)null;/g)].map(([, union = ""]) =>
    [...union.matchAll(/'(\w+)'/g)].map(([, id]) => id),
  );
  expect(unions.length).toBeGreaterThan(0);
  const ids = [...new Set(catalogueDatasets.map(({ id }) => id))].sort();
  expect(ids).toHaveLength(37);
  for (const union of unions) expect(union.toSorted()).toEqual(ids);
});

test("40 entries, each with the documented number of fields", () => {
  expect(catalogueDatasets).toHaveLength(40);
  const found: typeof counts = { zone: {}, account: {} };
  for (const { id, scope, fields } of catalogueDatasets) found[scope][id] = fields.length;
  expect(found).toEqual(counts);
  expect(catalogueDate).toBe("2026-09-15");
});

test.each(catalogueDatasets)("$id ($scope): a label, distinct field names, documented types", ({ label, fields }) => {
  expect(label).toMatch(/\S/);
  expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
  for (const { name, type } of fields) {
    expect(name).toMatch(/^[A-Za-z][A-Za-z0-9]*$/);
    expect(type).toMatch(/^(?:string|int|bool|float|object|array\[(?:string|int|object)\]|int or string)$/);
  }
});

test("the marks: deprecated fields, and fields whose type is inferred", () => {
  const marked = (mark: "isDeprecated" | "isTypeInferred") =>
    [
      ...new Set(
        catalogueDatasets.flatMap(({ fields }) => fields.filter((field) => field[mark]).map(({ name }) => name)),
      ),
    ].sort();
  expect(marked("isDeprecated")).toEqual([
    "CacheResponseStatus",
    "CustomResolverPolicyID",
    "CustomResolverPolicyName",
    "FirewallForAIInjectionScore",
    "FirewallForAIPIICategories",
    "FirewallForAITokenCount",
    "FirewallForAIUnsafeTopicCategories",
    "OriginResponseBytes",
    "OriginResponseTime",
    "Policy",
    "RData",
    "Transport",
    "URLContainsCDNCGIPath",
    "WAFFlags",
    "WAFMatchedVar",
  ]);
  expect(marked("isTypeInferred")).toHaveLength(10);
  const ofHttp = findCatalogueDataset("zone", "http_requests")?.fields.filter(({ isDeprecated }) => isDeprecated);
  expect(ofHttp?.map(({ name }) => name)).not.toContain("FirewallForAITokenCount");
});

test("a dataset is found only in its own scope", () => {
  expect(findCatalogueDataset("account", "http_requests")).toBeUndefined();
  expect(findCatalogueDataset("account", "firewall_events")?.scope).toBe("account");
});

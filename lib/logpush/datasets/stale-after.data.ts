/**
 * How long a job may go without a delivery before it counts as quiet, by dataset. Cloudflare documents no such times
 * and sends nothing for a period without records, so these are our estimates of how often a dataset has any.
 */
export const staleAfterJudgedAt = "2026-11-25";

export const staleAfterTiers = [
  {
    minutes: 15,
    reason: "Every request, query or packet sample is a record. No records means no traffic.",
    datasets: [
      "http_requests",
      "dns_logs",
      "workers_trace_events",
      "gateway_dns",
      "gateway_http",
      "gateway_network",
      "network_analytics_logs",
      "zero_trust_network_sessions",
    ],
  },
  {
    minutes: 60,
    reason: "Only part of the traffic creates a record: connections, flows, browser reports, resolver queries.",
    datasets: [
      "spectrum_events",
      "websocket_analytics",
      "dns_firewall_logs",
      "mnm_flow_logs",
      "nel_reports",
      "zaraz_events",
      "turnstile_events",
      "dex_device_state_events",
      "dex_application_tests",
    ],
  },
  {
    minutes: 6 * 60,
    reason: "A record needs a matching rule or an unusual event. Hours without data are normal.",
    datasets: ["firewall_events", "account_abuse_protection_events", "ipsec_logs", "magic_bgp_logs", "mcp_portal_logs"],
  },
  {
    minutes: 3 * 24 * 60,
    reason: "Created by people at work or their devices. A weekend without data is normal.",
    datasets: [
      "access_requests",
      "biso_user_actions",
      "device_posture_results",
      "email_security_alerts",
      "email_security_post_delivery_events",
      "ssh_logs",
      "warp_config_changes",
      "warp_toggle_changes",
    ],
  },
  {
    minutes: 7 * 24 * 60,
    reason: "Rare by nature: configuration changes, findings and detections.",
    datasets: [
      "audit_logs",
      "audit_logs_v2",
      "casb_findings",
      "dlp_forensic_copies",
      "magic_ids_detections",
      "page_shield_events",
      "sinkhole_http_logs",
    ],
  },
];

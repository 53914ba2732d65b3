/** Where the table's knowledge comes from. */
export const sources = {
  alerts: {
    title: "Cloudflare: Logpush alerts and analytics",
    url: "https://developers.cloudflare.com/logs/logpush/alerts-and-analytics/",
  },
  analytics: {
    title: "lablabs/cloudflare-exporter, issue 13: what the analytics API says of a zone that may not be read",
    url: "https://github.com/lablabs/cloudflare-exporter/issues/13",
  },
  apiLimits: {
    title: "Cloudflare: API rate limits",
    url: "https://developers.cloudflare.com/fundamentals/api/reference/limits/",
  },
  apiTokens: {
    title: "Cloudflare: API tokens",
    url: "https://developers.cloudflare.com/fundamentals/api/get-started/create-token/",
  },
  codes: {
    title: "Cloudflare's documentation, pull request 32514: destination error codes and upload timeouts",
    url: "https://github.com/cloudflare/cloudflare-docs/pull/32514",
  },
  certificate: {
    title: "Cloudflare's documentation, pull request 3675: causes of a validation error",
    url: "https://github.com/cloudflare/cloudflare-docs/pull/3675",
  },
  contentType: {
    title: "elastic/integrations, issue 8342: error 415 of a real job",
    url: "https://github.com/elastic/integrations/issues/8342",
  },
  destinationForm: {
    title: "pongpisit/logpush-syslog-hub: errors met when creating jobs",
    url: "https://github.com/pongpisit/logpush-syslog-hub",
  },
  egress: {
    title: "Cloudflare: Egress IPs of Logpush",
    url: "https://developers.cloudflare.com/logs/logpush/logpush-job/enable-destinations/egress-ip/",
  },
  go: { title: "Go's net/http, the client by its User-Agent", url: "https://pkg.go.dev/net/http" },
  http: {
    title: "Cloudflare: Enable HTTP destination",
    url: "https://developers.cloudflare.com/logs/logpush/logpush-job/enable-destinations/http/",
  },
  httpStatus: { title: "RFC 9110: status codes", url: "https://www.rfc-editor.org/rfc/rfc9110#section-15" },
  limits: { title: "Cloudflare: Logpush, limits", url: "https://developers.cloudflare.com/logs/logpush/#limits" },
  ownership: {
    title: "Cloudflare: Logpush ownership challenge",
    url: "https://developers.cloudflare.com/logs/logpush/logpush-job/logpush-ownership-challenge/",
  },
  permissions: {
    title: "Cloudflare: Logpush permissions",
    url: "https://developers.cloudflare.com/logs/logpush/permissions/",
  },
  plan: {
    title: "Coralogix: Terraform module for Logpush, common errors",
    url: "https://github.com/coralogix/terraform-coralogix-cloudflare",
  },
  revalidation: {
    title: "terraform-provider-cloudflare, commit 87243a1d: every save validates the destination",
    url: "https://github.com/cloudflare/terraform-provider-cloudflare/commit/87243a1d",
  },
  splunk: {
    title: "Cloudflare: Enable Splunk",
    url: "https://developers.cloudflare.com/logs/logpush/logpush-job/enable-destinations/splunk/",
  },
  tooManyRequests: { title: "RFC 6585: status 429", url: "https://www.rfc-editor.org/rfc/rfc6585#section-4" },
  transformers: {
    title: "Cloudflare: Logpush transformers",
    url: "https://developers.cloudflare.com/logs/logpush/transformers/",
  },
} as const satisfies Record<string, { title: string; url: string }>;

export type SourceId = keyof typeof sources;

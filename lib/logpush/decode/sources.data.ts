/** Sources of the table. */
export const sources = {
  alerts: {
    title: "Cloudflare: Logpush alerts and analytics",
    url: "https://developers.cloudflare.com/logs/logpush/alerts-and-analytics/",
  },
  analytics: {
    title: "lablabs/cloudflare-exporter, issue 13: the analytics API's answer for a zone without access",
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
  noCredential: {
    title: "cloudflare-python, issue 2678: 9106 for a request without a credential",
    url: "https://github.com/cloudflare/cloudflare-python/issues/2678",
  },
  malformedKey: {
    title: "cloudflare-typescript, issue 161: 6003 and 6103 for a malformed key",
    url: "https://github.com/cloudflare/cloudflare-typescript/issues/161",
  },
  malformedToken: {
    title: "workers-sdk, issue 5175: 6003 and 6111 for a malformed token",
    url: "https://github.com/cloudflare/workers-sdk/issues/5175",
  },
  authentication: {
    title: "terraform-provider-cloudflare, issue 1361: 10000 with status 400",
    url: "https://github.com/cloudflare/terraform-provider-cloudflare/issues/1361",
  },
  authentication403: {
    title: "terraform-provider-cloudflare, issue 1533: 10000 with status 403",
    url: "https://github.com/cloudflare/terraform-provider-cloudflare/issues/1533",
  },
  unableToAuthenticate: {
    title: "terraform-provider-cloudflare, issue 5014: 10001",
    url: "https://github.com/cloudflare/terraform-provider-cloudflare/issues/5014",
  },
  insufficient: {
    title: "cf-terraforming, issue 43: status 403 for insufficient permissions",
    url: "https://github.com/cloudflare/cf-terraforming/issues/43",
  },
  identifier: {
    title: "workers-sdk, issue 3862: 7003 for a string that is not an account id",
    url: "https://github.com/cloudflare/workers-sdk/issues/3862",
  },
  accountOwned: {
    title: "edgefirst-dev/starter, issue 3: a call that does not accept account-owned tokens",
    url: "https://github.com/edgefirst-dev/starter/issues/3",
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
    title: "pongpisit/logpush-syslog-hub: errors seen when creating jobs",
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
  predicate: {
    title: "Cloudflare's documentation, issue 26491: the API's answer for a filter's value",
    url: "https://github.com/cloudflare/cloudflare-docs/issues/26491",
  },
  providerFilter: {
    title: "terraform-provider-cloudflare, issue 2181: the provider's errors for a filter",
    url: "https://github.com/cloudflare/terraform-provider-cloudflare/issues/2181",
  },
  revalidation: {
    title: "terraform-provider-cloudflare, commit 87243a1d: every save validates the destination",
    url: "https://github.com/cloudflare/terraform-provider-cloudflare/commit/87243a1d",
  },
  splunk: {
    title: "Cloudflare: Enable Splunk",
    url: "https://developers.cloudflare.com/logs/logpush/logpush-job/enable-destinations/splunk/",
  },
  throttled: {
    title: "lablabs/cloudflare-exporter, issue 74: the API's answer for too many requests",
    url: "https://github.com/lablabs/cloudflare-exporter/issues/74",
  },
  tokenLocation: {
    title: "jeessy2/ddns-go, issue 1341: 9109 for a token with a client IP filter",
    url: "https://github.com/jeessy2/ddns-go/issues/1341",
  },
  tooManyRequests: { title: "RFC 6585: status 429", url: "https://www.rfc-editor.org/rfc/rfc6585#section-4" },
  transformers: {
    title: "Cloudflare: Logpush transformers",
    url: "https://developers.cloudflare.com/logs/logpush/transformers/",
  },
} as const satisfies Record<string, { title: string; url: string }>;

export type SourceId = keyof typeof sources;

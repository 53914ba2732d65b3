import { describe, expect, test } from "vitest";
import { mask, redactDestination, redactedEndpoint } from "./redact.ts";
import { isPlainName, isTokenLike } from "./secret-parts.ts";

const shown = (conf: string) => redactedEndpoint(redactDestination(conf, () => "print"));
const uuid = "123e4567-e89b-12d3-a456-426614174000";

describe("vendors' endpoints are readable except for their token", () => {
  test.each([
    [
      "https://http-intake.logs.datadoghq.com/api/v2/logs?dd-api-key=k",
      "https://http-intake.logs.datadoghq.com/api/v2/logs",
    ],
    [
      "https://http-intake.logs.us5.datadoghq.com/v1/input/abcdef0123456789",
      `https://http-intake.logs.us5.datadoghq.com/v1/input/${mask}`,
    ],
    [
      "splunk://splunk.example.com:8088/services/collector/raw?channel=x",
      "splunk://splunk.example.com:8088/services/collector/raw",
    ],
    [
      "https://http-inputs-acme.splunkcloud.com/services/collector/event/1.0",
      "https://http-inputs-acme.splunkcloud.com/services/collector/event/1.0",
    ],
    ["https://log-api.newrelic.com/log/v1?Api-Key=k", "https://log-api.newrelic.com/log/v1"],
    ["https://log-api.eu.newrelic.com/log/v1", "https://log-api.eu.newrelic.com/log/v1"],
    [
      "https://endpoint4.collection.us2.sumologic.com/receiver/v1/http/ZaVnC4dhaV2q==",
      `https://endpoint4.collection.us2.sumologic.com/receiver/v1/http/${mask}`,
    ],
    [
      "https://collectors.sumologic.com/receiver/v1/http/token",
      `https://collectors.sumologic.com/receiver/v1/http/${mask}`,
    ],
    [
      "https://hooks.slack.com/services/T0/B0/XyZ12aBcD34eFgH56iJkL78m",
      `https://hooks.slack.com/services/T0/B0/${mask}`,
    ],
    [
      "https://hooks.slack.com/services/T012AB3CD/B04EF5GH/hunter",
      `https://hooks.slack.com/services/${mask}/${mask}/${mask}`,
    ],
    [`https://webhook.site/${uuid}`, `https://webhook.site/${mask}`],
    ["https://webhook.site/swordfish", `https://webhook.site/${mask}`],
    ["https://api.logflare.app/logs/cloudflare?source=x", "https://api.logflare.app/logs/cloudflare"],
    ["https://logflare.app/api/logs/logpush", "https://logflare.app/api/logs/logpush"],
    [
      "https://my-bucket.s3.us-east-1.amazonaws.com/logs/{DATE}",
      "https://my-bucket.s3.us-east-1.amazonaws.com/logs/{DATE}",
    ],
    ["s3://my-bucket/logs/{DATE}?region=us-east-1", "s3://my-bucket/logs/{DATE}"],
    ["r2://cloudflare-logs/http_requests/{DATE}?account-id=1", "r2://cloudflare-logs/http_requests/{DATE}"],
    ["gs://acme-logs/2026-01", "gs://acme-logs/2026-01"],
    ["azure://acct.blob.core.windows.net/logs?sig=x", "azure://acct.blob.core.windows.net/logs"],
    ["https://api.axiom.co/v1/datasets/cloudflare/ingest", "https://api.axiom.co/v1/datasets/cloudflare/ingest"],
    ["https://api.honeycomb.io/1/events/logpush", "https://api.honeycomb.io/1/events/logpush"],
    ["https://ingress.eu2.coralogix.com/logs/v1/singles", "https://ingress.eu2.coralogix.com/logs/v1/singles"],
    ["https://logs-prod-006.grafana.net/loki/api/v1/push", "https://logs-prod-006.grafana.net/loki/api/v1/push"],
    ["https://in.logs.betterstack.com/", "https://in.logs.betterstack.com/"],
    [
      "https://logs-01.loggly.com/bulk/0a1b2c3d-aaaa-bbbb-cccc-0123456789ab/tag/bulk/",
      `https://logs-01.loggly.com/bulk/${mask}/tag/bulk/`,
    ],
    ["https://discord.com/api/webhooks/123456789/abcDEF", `https://discord.com/api/webhooks/${mask}/${mask}`],
    ["https://hooks.zapier.com/hooks/catch/123456/ab1cd2e/", `https://hooks.zapier.com/hooks/catch/${mask}/${mask}/`],
    ["https://receiver.headgate.test/in", "https://receiver.headgate.test/in"],
    ["https://203.0.113.9:8443/ingest", "https://203.0.113.9:8443/ingest"],
    ["https://[2001:db8::1]/in", "https://[2001:db8::1]/in"],
    ["https://localhost:8443/in", "https://localhost:8443/in"],
    ["https://superlongcompanynameltd.com/logs", "https://superlongcompanynameltd.com/logs"],
    ["https://in.donaudampfschifffahrtswesen.co.at/k8s-prod", "https://in.donaudampfschifffahrtswesen.co.at/k8s-prod"],
    ["https://acme.azurewebsites.net/api/HttpTrigger1", "https://acme.azurewebsites.net/api/HttpTrigger1"],
  ])("%s", (conf, expected) => {
    expect(shown(conf)).toBe(expected);
    expect(shown(expected)).toBe(expected);
  });
});

describe("a secret in the path or the host is masked", () => {
  test.each([
    ["https://h.example.com/hook/hunt3r2", `https://h.example.com/hook/${mask}`],
    ["https://h.example.com/hook/hunter", `https://h.example.com/hook/${mask}`],
    ["https://h.example.com/in/hunt3r2", `https://h.example.com/in/${mask}`],
    ["https://h.example.com/in/hunter2", `https://h.example.com/in/${mask}`],
    ["https://h.example.com/token/abc/logs", `https://h.example.com/token/${mask}/logs`],
    ["https://h.example.com/token%2Fabc", `https://h.example.com/${mask}`],
    ["https://h.example.com/my-secret-place", `https://h.example.com/${mask}`],
    ["https://h.example.com/aB3", `https://h.example.com/${mask}`],
    ["https://h.example.com/qzxwvk", `https://h.example.com/${mask}`],
    ["https://h.example.com/in/p%61ss%33d1", `https://h.example.com/in/${mask}`],
    ["https://h.example.com/in/a:b", `https://h.example.com/in/${mask}`],
    ["https://eo1a2b3c4d5e6f7.m.pipedream.net/", `https://${mask}.m.pipedream.net/`],
    ["https://plainword.m.pipedream.net", `https://${mask}.m.pipedream.net`],
    ["https://a.b.ngrok-free.app/logs", `https://${mask}.${mask}.ngrok-free.app/logs`],
    ["https://quick-brown-fox.trycloudflare.com/", `https://${mask}.trycloudflare.com/`],
    ["https://hunt3r2.example.com/", `https://${mask}.example.com/`],
    ["https://0123456789abcdef.example.com:8443/", `https://${mask}.example.com:8443/`],
    ["https://k7qz9vxw2lmt.com/", `https://${mask}.com/`],
    ["https://mysecretpassword.com/", `https://${mask}.com/`],
    ["https://qwkjzxhvbnmlpqrtyuio.acme.co.uk/", `https://${mask}.acme.co.uk/`],
    ["https://SECRET%zz/in", `https://${mask}/in`],
    ["https://SECRET/in", `https://${mask}/in`],
    ["https://user:pass/in", `https://${mask}/in`],
    ["https://user.name:123/456@host.example", `https://${mask}/${mask}`],
    ["https://h.example.com:hunter/in", `https://${mask}/in`],
    ["https://h..example/in", `https://${mask}/in`],
    ["k7qz9vxw2lmt://h.example/in", mask],
    ["s3://AKIAIOSFODNN7EXAMPLE/logs", `s3://${mask}/logs`],
  ])("%s", (conf, expected) => expect(shown(conf)).toBe(expected));

  test("a masked host is not a real host: redacting it again changes nothing", () => {
    const once = shown("https://abc.m.pipedream.net/hook/hunt3r2");
    expect(shown(once)).toBe(once);
  });
});

test.each([
  "Authorization",
  "X-Api-Key",
  "X-CF-Secret",
  "CF-Access-Client-Secret",
  "DD-API-KEY",
  "X-Amz-Meta-2",
  "x-b3-traceid",
  "Ocp-Apim-Subscription-Key",
  "XmlRequestId",
  "Content-MD5",
  "dd-request-id",
  "ddsource",
  "X-P-Stream",
  "x509",
  "sha256",
  "service",
  "X-OTLP-HTTP-2",
])("the name %s is shown", (name) => expect([isTokenLike(name), isPlainName(name)]).toEqual([false, true]));

test.each(["k7Qz9vXw2LmT4", "hunt3r2x", "0a1b2c3d4e5f", "AKIAIOSFODNN7EXAMPLEX", "kQzvXwLmTb", "X-k7Qz9vXw"])(
  "the name %s looks like a token",
  (name) => expect(isTokenLike(name)).toBe(true),
);

test.each(["a b", "token:x", "Authorization: Bearer", "x=y", "a/b", "ключ"])("the name %j is not shown", (name) =>
  expect(isPlainName(name)).toBe(false),
);

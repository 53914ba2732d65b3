import { describe, expect, test } from "vitest";
import { isHarmless } from "./harmless.ts";

const header = (name: string, value: string) => isHarmless({ kind: "header", name, value });
const param = (name: string, value: string, raw?: string) =>
  isHarmless({ kind: "param", name, value, ...(raw === undefined ? {} : { raw }) });

describe("values that may be shown", () => {
  test.each([
    ["Content-Type", "application/json"],
    ["content-type", "application/x-ndjson; charset=utf-8"],
    ["Accept", "*/*"],
    ["Accept", "application/vnd.api+json"],
    ["X-Environment", "production"],
  ])("header %s: %s", (name, value) => expect(header(name, value)).toBe(true));

  test.each([
    ["tags", "host:theburritobot.com,dataset:http_requests"],
    ["ddtags", "env:prod,team:edge,region:eu-west-1"],
    ["ddsource", "cloudflare"],
    ["service", "edge logs"],
    ["hostname", "logs-1.example.com"],
    ["sourcetype", "cloudflare:json"],
    ["index", "main"],
    ["format", "ndjson"],
  ])("parameter %s=%s", (name, value) => expect(param(name, value)).toBe(true));
});

describe("values that stay hidden", () => {
  test.each([
    ["another name", "Authorization", "production"],
    ["a name like a harmless one", "X-Tags", "production"],
    ["a GUID", "channel", "FE0ECFAD-13D5-401B-847D-77833BD77131"],
    ["a token", "tags", "env:prod,x:9f86d081884c7d65"],
    ["a password of letters and digits", "service", "hunter2"],
    ["camel case", "index", "aBcDeFgH"],
    ["base64", "format", "dXNlcjpwYXNz"],
    ["a word for a secret", "tags", "token:abc"],
    ["a scheme of a credential", "X-Environment", "Bearer abc"],
    ["Cloudflare's own mask", "tags", "*****"],
    ["our own mask", "tags", "••••••••"],
    ["a key in pieces", "service", "4f:2a:9b:c1:de:77:10:3e"],
    ["a key in short pieces", "tags", "a1,b2,c3,d4,e5,f6,a7,b8"],
    ["a key in a path", "index", "ab/cd/ef/12/34/gh"],
    ["a number in groups", "index", "1234:5678:9012:3456"],
    ["a host that was handed out", "hostname", "eoabcdefgh.m.pipedream.net"],
    ["what follows a word for webhooks", "tags", "hooks/hunter"],
    ["a word for a password", "tags", "pass:hunter"],
    ["a word for a PIN", "tags", "pin:1234"],
    ["a word for a session", "tags", "session:abcdef"],
    ["a word for a signature", "tags", "sig:abcdef"],
    ["nothing", "tags", ""],
    ["a long text", "tags", "prod,".repeat(50)],
  ])("%s", (_title, name, value) => {
    expect(header(name, value)).toBe(false);
    expect(param(name, value)).toBe(false);
  });

  test("a raw plus, which can be read in two ways", () => {
    expect(param("tags", "a+b", "tags=a+b")).toBe(false);
    expect(param("tags", "a b", "tags=a%20b")).toBe(true);
  });
});

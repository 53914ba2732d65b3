import { expect, test } from "vitest";
import { checkImportText, detectImport } from "./detect.ts";
import { readDestination } from "./read-destination.ts";

test.each<[string, ReturnType<typeof detectImport>]>([
  ['{"name": "curl https://x"}', "json"],
  ['  [\n{"a": 1}]', "json"],
  ['// a job\n{"a": 1}', "json"],
  ['/* a\n job */ {"a": 1}', "json"],
  ["curl -X POST https://api.cloudflare.com", "curl"],
  ["$ curl x", "curl"],
  ["A=1; curl x", "curl"],
  ["echo '{}' |curl x", "curl"],
  ["#!/bin/bash\n/usr/bin/curl x", "curl"],
  ["curl.exe x ^\n", "curl"],
  ['resource "cloudflare_logpush_job" "a" {\n}', "terraform"],
  ['# curl x\n  resource "cloudflare_logpush_job" "a" {', "terraform"],
  ['variable "a" {}', "terraform"],
  ["locals {\n}", "terraform"],
  ["https://logs.example.com?header_A=b", "destination"],
  [' "https://logs.example.com?header_A=b",\n', "destination"],
  ["s3://bucket/logs", "destination"],
  ["", undefined],
  ["hello world", undefined],
  ["curly braces", undefined],
  ["https://a.example and https://b.example", undefined],
  ["<html><body>curl</body></html>", undefined],
])("%j looks like %s", (text, kind) => expect(detectImport(text)).toBe(kind));

test.each([
  ["", "E_IMPORT_EMPTY"],
  [" \n", "E_IMPORT_EMPTY"],
  ["hello", "E_IMPORT_UNKNOWN"],
  [`{"a": "${"x".repeat(250_000)}"}`, "E_IMPORT_LARGE"],
  [`{"a": "${'"'.repeat(130_000)}"}`, "E_IMPORT_LARGE"],
  [`{"a": "${"é".repeat(130_000)}"}`, "E_IMPORT_LARGE"],
])("a text that is not parsed at all", (text, code) => expect(checkImportText(text)?.code).toBe(code));

test("a text that is parsed", () => expect(checkImportText("{")).toBeUndefined());

test.each([
  ["https://h.example?a=b", "https://h.example?a=b"],
  [' "https://h.example?a=b", ', "https://h.example?a=b"],
  ["'https://h.example?a=%7e'", "https://h.example?a=%7e"],
])("the destination string %j", (text, conf) => {
  expect(readDestination(text)).toMatchObject({
    ok: true,
    value: { body: { destination_conf: conf }, isWhole: false, ignored: [], unread: [] },
  });
});

test("a destination of another kind is refused with its name", () => {
  expect(readDestination("r2://bucket/x?secret=1")).toMatchObject({
    ok: false,
    error: { code: "E_IMPORT_SCHEME", message: expect.stringContaining("a r2 destination") },
  });
});

import { expect, test } from "vitest";
import { redactDestination } from "../destination/redact.ts";
import { toCreateBody } from "../job/to-request.ts";
import { exampleValues, header, param } from "../testing/form-values.ts";
import type { JobSummary } from "../views.ts";
import { copySourceOf, patternOf, startPattern } from "./copy-source.ts";
import { fillForm, findUnnamedIn } from "./fill-form.ts";
import { fillEndpoint, fillName, toNamePattern, toPattern } from "./fill-pattern.ts";

const zone = { path: `zones/${"a".repeat(32)}`, name: "shop.example", accountName: "Acme & Söhne" };
const names = { zone: zone.name, account: zone.accountName };

test.each([
  ["https://{zone}/in", "https://shop.example/in"],
  ["https://logs.example/{account}/{zone}", "https://logs.example/Acme%20%26%20S%C3%B6hne/shop.example"],
  ["https://logs.example/%7Bzone%7D", "https://logs.example/%7Bzone%7D"],
  ["https://logs.example/{other}", "https://logs.example/{other}"],
])("the endpoint %s becomes %s", (pattern, expected) => expect(fillEndpoint(pattern, names)).toBe(expected));

test.each([
  ["a.com-https", "{zone}-https"],
  ["host:www.a.com,x:a.com", "host:www.{zone},x:{zone}"],
  ["https://logs.data.com/in", "https://logs.data.com/in"],
  ["https://a.community/in", "https://a.community/in"],
  ["aXcom", "aXcom"],
  // Another name that ends or begins like the zone's.
  ["my-a.com", "my-a.com"],
  ["to=my-a.com,a.com", "to=my-a.com,{zone}"],
  ["a.com.au", "a.com.au"],
  ["https://logs.a.com.au/in", "https://logs.a.com.au/in"],
  ["\u00e9a.com", "\u00e9a.com"],
  ["e\u0301a.com", "e\u0301a.com"],
  // The zone's name with something before or after it.
  ["a.com", "{zone}"],
  ["waf_a.com_v2", "waf_{zone}_v2"],
  ["my-logs.a.com", "my-logs.{zone}"],
  ["a.com.", "{zone}."],
  ["a.com.logs", "{zone}.logs"],
  ["https://a.com.s3.example/a.com/x", "https://{zone}.s3.example/{zone}/x"],
  ["a.com:8443", "{zone}:8443"],
])("where %s names the zone a.com, its pattern is %s", (text, expected) => {
  expect(toPattern(text, "a.com")).toBe(expected);
});

test.each([
  ["https-a.com", "https-{zone}"],
  ["a.com_firewall", "{zone}_firewall"],
  ["data.com", "data.com"],
  ["https-a.com.au", "https-a.com.au"],
])("where a job named %s names the zone a.com, its pattern is %s", (name, expected) => {
  expect(toNamePattern(name, "a.com")).toBe(expected);
});

test("a name is filled with characters that Cloudflare accepts", () => {
  expect(fillName("{account}.{zone}", names)).toBe("Acme-Sohne.shop.example");
});

test("the form's texts are filled in and encoded, and other rows keep their text", () => {
  const values = exampleValues({
    name: "{zone}-https",
    endpoint: "https://logs.example.com/{zone}",
    query: [
      header("X-Of", "{account}"),
      { ...param("a", "b~"), raw: "a=b%7e" },
      { ...param("z", "{zone}"), raw: "z=%7Bzone%7D" },
    ],
  });
  const filled = fillForm(values, zone);
  expect(filled).toMatchObject({ scope: zone.path, name: "shop.example-https" });
  expect(toCreateBody(filled).destination_conf).toBe(
    "https://logs.example.com/shop.example?header_X-Of=Acme%20%26%20S%C3%B6hne&a=b%7e&z=shop.example",
  );
  expect(findUnnamedIn(values, { ...zone, accountName: null })).toBe("account");
  expect(findUnnamedIn(values, { ...zone, path: `accounts/${"a".repeat(32)}` })).toBe("zone");
});

test("a copy's pattern starts from what may be shown, and leaves out what stays", () => {
  const conf = "https://logs.example.com/in?header_Authorization=Bearer%20k7Qz9vXw2LmT4&tags=host:a.example";
  const destination = redactDestination(conf, (text) => `print ${text.length}`);
  const ref = { scopeKind: "zones" as const, scopeId: "a".repeat(32), jobId: 1 };
  const summary = { ref, name: "a.example-https", scopeName: "a.example", enabled: true, destination } as JobSummary;
  const source = copySourceOf(summary, ["zones"]);
  expect(source).toMatchObject({ endpoint: "https://logs.example.com/in", hidden: 1 });
  expect(JSON.stringify(source)).not.toContain("k7Qz9");
  const start = startPattern(source);
  expect(start).toEqual({
    ...{ name: "{zone}-https", endpoint: "https://logs.example.com/in", values: ["host:{zone}"], enabled: true },
  });
  expect(patternOf(source, start)).toEqual({
    ...{ name: "{zone}-https", enabled: true },
    values: [{ place: 1, kind: "param", name: "tags", value: "host:{zone}" }],
  });
  expect(patternOf(source, { ...start, values: ["host:a.example"], endpoint: "https://b.example" })).toMatchObject({
    ...{ values: [], endpoint: "https://b.example" },
  });
});

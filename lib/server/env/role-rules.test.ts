import { expect, test } from "vitest";
import { type Identity, parseRoleRules, roleOf } from "./role-rules.ts";

const rules =
  "boss@example.com=admin, group:sre=operator,*@example.com=viewer,service:abc.access=operator,*@partner.example=VIEWER";

test.each<[title: string, identity: Identity, role: string | undefined]>([
  ["by address", { email: "boss@example.com", groups: [] }, "admin"],
  ["an address in capitals", { email: "Boss@Example.COM", groups: [] }, "admin"],
  ["by domain", { email: "someone@example.com", groups: [] }, "viewer"],
  ["by group, the higher of two", { email: "someone@example.com", groups: ["dev", "sre"] }, "operator"],
  ["a group in other capitals is another group", { email: "someone@elsewhere.example", groups: ["SRE"] }, undefined],
  ["a service token", { service: "abc.access", groups: [] }, "operator"],
  ["another service token", { service: "abd.access", groups: [] }, undefined],
  ["a service that calls itself like a person", { service: "boss@example.com", groups: [] }, undefined],
  ["a longer domain", { email: "someone@example.com.evil.example", groups: [] }, undefined],
  ["a domain that ends alike", { email: "someone@notexample.com", groups: [] }, undefined],
  ["an at sign before the domain", { email: "someone@example.com@evil.example", groups: [] }, undefined],
  ["a role in capitals", { email: "a@partner.example", groups: [] }, "viewer"],
  ["nobody", { groups: [] }, undefined],
])("%s", (_title, identity, role) => {
  const parsed = parseRoleRules(rules);
  expect(parsed).toHaveLength(5);
  expect(roleOf(identity, parsed ?? [])).toBe(role);
});

test("everybody", () => {
  expect(roleOf({ email: "x@y.example", groups: [] }, parseRoleRules("*=viewer") ?? [])).toBe("viewer");
});

test.each([
  "boss",
  "boss@example.com",
  "=admin",
  "boss@example.com=",
  "a@b.example=root",
  "group:=admin",
  "a b@c.example=admin",
])("%j is not a list of roles", (text) => {
  expect(parseRoleRules(text)).toBeUndefined();
});

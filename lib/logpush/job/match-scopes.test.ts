import { expect, test } from "vitest";
import type { ScopeOption } from "../views.ts";
import { firstScopes, matchScopes } from "./match-scopes.ts";

const id = (place: number) => place.toString(16).padStart(32, "0");
const account = { path: `accounts/${id(900)}`, name: "Burrito Group" };
const zone = (place: number, name = `zone-${String(place).padStart(4, "0")}.example`): ScopeOption => ({
  path: `zones/${id(place)}`,
  name,
  accountName: account.name,
  accountId: id(900),
});
const thousand = [...Array.from({ length: 1000 }, (_, place) => zone(place)), account];

test.each([
  ["a part of the name, in any case", "E-0042.EX", [zone(42)]],
  ["the id", id(42), [zone(42)]],
  ["the path", `zones/${id(42)}`, [zone(42)]],
  ["words in any order", "example zone-0042", [zone(42)]],
  ["spaces around", "  zone-0042 ", [zone(42)]],
  ["something that no scope has", "nowhere", []],
  ["a word of one scope and one of another", "zone-0042 zone-0043", []],
])("matches by %s", (_title, query, scopes) => {
  expect(matchScopes(thousand, query)).toEqual({ scopes, total: scopes.length });
});

test.each(["burrito group", id(900)])("matches the zones of the account %s, and the account", (query) => {
  const { scopes, total } = matchScopes([zone(1), zone(2), account, { path: "zones/x", name: "other" }], query);
  expect(scopes).toEqual([zone(1), zone(2), account]);
  expect(total).toBe(3);
});

test("the kind of scope is not a match", () => {
  expect(matchScopes([account], "accounts").total).toBe(0);
});

test("at most 100 are returned, and all are counted", () => {
  const { scopes, total } = matchScopes(thousand, "e");
  expect(scopes).toHaveLength(100);
  expect(total).toBe(1000);
});

test("a name that is typed whole comes before the many that contain it", () => {
  const exact = zone(2000, "e");
  expect(matchScopes([...thousand, exact], "e").scopes[0]).toEqual(exact);
});

test("many zones leave room for accounts, and many accounts for zones", () => {
  const accounts = Array.from({ length: 200 }, (_, place) => ({ path: `accounts/${id(place)}`, name: `a${place}` }));
  const kinds = (scopes: ScopeOption[]) => scopes.filter(({ path }) => path.startsWith("accounts/")).length;
  expect(kinds(matchScopes(thousand, "").scopes)).toBe(1);
  expect(kinds(matchScopes([...thousand, ...accounts], "").scopes)).toBe(20);
  expect(kinds(matchScopes([zone(1), ...accounts], "").scopes)).toBe(99);
});

test("the chosen scope is among the first, once", () => {
  const chosen = zone(999);
  const { scopes, total } = firstScopes(thousand, chosen.path);
  expect(scopes).toHaveLength(100);
  expect(scopes[0]).toEqual(chosen);
  expect(total).toBe(1001);
  expect(firstScopes(thousand, zone(3).path).scopes.filter(({ path }) => path === zone(3).path)).toHaveLength(1);
  const last = { path: `accounts/${id(800)}`, name: "zzz" };
  const accounts = Array.from({ length: 30 }, (_, place) => ({ path: `accounts/${id(place)}`, name: `a${place}` }));
  const withLast = firstScopes([...thousand, ...accounts, last], last.path).scopes;
  expect(withLast.findIndex(({ path }) => path.startsWith("accounts/"))).toBe(80);
  expect(withLast[80]).toEqual(last);
  expect(firstScopes(thousand, "zones/gone").scopes[0]).toEqual(zone(0));
});

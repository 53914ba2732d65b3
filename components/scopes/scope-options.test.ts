import { expect, test, vi } from "vitest";
import { ok } from "#lib/logpush/result.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";
import { findScopeOptions } from "./scope-options.ts";

const zone: ScopeOption = { path: "zones/1a", name: "a.example", accountName: "One" };
const same: ScopeOption = { path: "zones/2b", name: "a.example", accountName: "One" };
const account: ScopeOption = { path: "accounts/9f", name: "One" };

function knownOf(scopes: ScopeOption[], count = scopes.length) {
  const findScopes = vi.fn(async ({ query }: { query: string }) =>
    ok({ scopes: [{ path: "zones/77", name: `${query}.example` }], total: 1 }),
  );
  return { scopes, count, isPartial: scopes.length < count, findScopes };
}

async function optionsOf(query: string, known: ReturnType<typeof knownOf>, { chosen = "", all = "" } = {}) {
  const result = await findScopeOptions(query, { known, chosen, all });
  return result.ok ? result.value : result.error;
}

test("a page that knows all scopes asks nobody", async () => {
  const known = knownOf([zone, account]);
  expect(await optionsOf("a.ex", known)).toEqual({
    options: [{ value: "zones/1a", text: "a.example", group: "Zones" }],
    total: 1,
  });
  expect(known.findScopes).not.toHaveBeenCalled();
});

test("a page that knows some asks the server, once something is typed", async () => {
  const known = knownOf([zone], 1000);
  expect(await optionsOf(" ", known)).toMatchObject({ options: [{ value: "zones/1a" }], total: 1000 });
  expect(known.findScopes).not.toHaveBeenCalled();
  expect(await optionsOf(" far ", known)).toMatchObject({ options: [{ value: "zones/77", text: "far.example" }] });
  expect(known.findScopes).toHaveBeenCalledExactlyOnceWith({ query: "far" });
});

test("scopes of one name have their ids as notes, and so has one whose id is typed", async () => {
  expect(await optionsOf("", knownOf([zone, same, account]))).toMatchObject({
    options: [{ note: "1a" }, { note: "2b" }, { text: "One", group: "Accounts" }],
  });
  expect(await optionsOf("9F", knownOf([account]))).toMatchObject({ options: [{ note: "9f" }] });
});

test("zones of several accounts name theirs", async () => {
  const other = { path: "zones/3c", name: "c.example", accountName: "Two" };
  expect(await optionsOf("", knownOf([zone, other]))).toMatchObject({ options: [{ note: "One" }, { note: "Two" }] });
});

test("the choice of all comes first, is found by its text, and counts as one of the hundred", async () => {
  const many = Array.from({ length: 100 }, (_, place) => ({ path: `zones/${place}`, name: `zone-${place}` }));
  const { options, total } = await findFirst(many);
  expect(options).toHaveLength(100);
  expect(options[0]).toEqual({ value: "", text: "All scopes" });
  expect(total).toBe(100);
  expect(await optionsOf("all sc", knownOf(many), { all: "All scopes" })).toMatchObject({ options: [{ value: "" }] });
  expect(await optionsOf("zone-7", knownOf(many), { all: "All scopes" })).toMatchObject({ total: 11 });
});

async function findFirst(scopes: ScopeOption[]) {
  const result = await findScopeOptions("", { known: knownOf(scopes), chosen: "", all: "All scopes" });
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

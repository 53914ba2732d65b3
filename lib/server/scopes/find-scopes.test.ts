import { expect, test } from "vitest";
import { contextOf } from "../testing/test-context.ts";
import { findScopes, listScopes } from "./find-scopes.ts";

const id = (place: number) => place.toString(16).padStart(32, "0");

/** 120 zones on pages of 50, and an account. */
const { context } = contextOf(async (input) => {
  const { pathname, searchParams } = new URL(String(input));
  const page = Number(searchParams.get("page"));
  const zones = Array.from({ length: 120 }, (_, place) => ({ id: id(place), name: `zone-${place}.example` }));
  const [all, pages] = pathname.endsWith("/zones") ? [zones, 3] : [[{ id: id(900), name: "Burritos" }], 1];
  const result = all.slice((page - 1) * 50, page * 50);
  return Response.json({ success: true, result, result_info: { page, total_pages: pages } });
});

test("zones on every page of the API and accounts are searched", async () => {
  expect(await findScopes(context, { query: "zone-119" })).toEqual({
    scopes: [{ path: `zones/${id(119)}`, name: "zone-119.example" }],
    total: 1,
  });
  expect((await findScopes(context, { query: "burr" })).scopes).toEqual([
    { path: `accounts/${id(900)}`, name: "Burritos" },
  ]);
});

test("at most 100 are returned, with the number of all", async () => {
  const { scopes, total } = await findScopes(context, { query: "" });
  expect(scopes).toHaveLength(100);
  expect(total).toBe(121);
});

test("zones that are named are listed, however many there are", async () => {
  const zones = Array.from({ length: 2050 }, (_, place) => ({ id: id(place), name: `zone-${place}.example` }));
  const many = contextOf(async (input) => {
    const { pathname, searchParams } = new URL(String(input));
    const page = Number(searchParams.get("page"));
    const result = pathname.endsWith("/zones") ? zones.slice((page - 1) * 50, page * 50) : [];
    return Response.json({
      success: true,
      result,
      result_info: { page, total_pages: pathname.endsWith("/zones") ? 41 : 1 },
    });
  }).context;
  const both = { query: "", kinds: ["zones" as const, "accounts" as const] };
  const all = await listScopes(many, both);
  expect([all.scopes.length, all.total]).toEqual([2000, 2050]);
  const shown = new Set(all.scopes.map(({ path }) => path));
  const paths = zones.map((zone) => `zones/${zone.id}`).filter((path) => !shown.has(path));
  const { scopes } = await listScopes(many, { ...both, paths: [...paths, `zones/${"f".repeat(32)}`] });
  expect(scopes.map(({ path }) => path).sort()).toEqual(paths.sort());
});

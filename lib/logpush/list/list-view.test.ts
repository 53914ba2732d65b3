import { describe, expect, test } from "vitest";
import { changeView, isFiltered, type ListView, parseView, viewToQuery } from "./list-view.ts";

const plain: ListView = { q: "", scope: "", dataset: "", health: undefined, sort: "attention", page: 1 };

describe("the view in the URL", () => {
  test("an empty URL is the plain view, and the plain view an empty URL", () => {
    expect(parseView(new URLSearchParams())).toEqual(plain);
    expect(viewToQuery(plain)).toBe("");
  });

  test.each<Partial<ListView>>([
    { q: "a & b=c" },
    { scope: "zones/0123456789abcdef0123456789abcdef", dataset: "dns_logs" },
    { health: "disabled-by-failure", sort: "-health", page: 4 },
    { sort: "name" },
  ])("%j survives the way there and back", (change) => {
    const view = { ...plain, ...change };
    expect(parseView(new URLSearchParams(viewToQuery(view)))).toEqual(view);
  });

  test.each(["page=0", "page=-1", "page=1e3", "page=x", "health=fine", "sort=size"])("%s is ignored", (query) => {
    expect(parseView(new URLSearchParams(query))).toEqual(plain);
  });
});

test("another filter starts at the first page, another page keeps the filter", () => {
  const view = { ...plain, q: "edge", page: 3 };
  expect(changeView(view, { dataset: "dns_logs" })).toMatchObject({ q: "edge", page: 1 });
  expect(changeView(view, { page: 4 })).toMatchObject({ q: "edge", page: 4 });
});

test("order and page do not count as filters", () => {
  expect(isFiltered({ ...plain, sort: "health", page: 2 })).toBe(false);
  expect(isFiltered({ ...plain, q: "  " })).toBe(false);
  expect(isFiltered({ ...plain, health: "failing" })).toBe(true);
});

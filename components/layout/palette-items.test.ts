import { expect, test } from "vitest";
import { findPages, scopeItems } from "./palette-items.ts";
import { placesFor } from "./places.ts";

const places = placesFor({ mode: "emulator", operate: true, write: true });
const textsOf = (text: string, mayWrite = true) => findPages(places, text, mayWrite).map((item) => item.text);

test("pages and actions are found by the beginnings of their words", () => {
  expect(textsOf("rot sec")).toEqual(["Rotate secrets"]);
  expect(textsOf("jo")).toEqual(["Jobs", "New job", "Import a job", "Show failing jobs"]);
  expect(textsOf("obs")).toEqual([]);
});

test("who may not create jobs is not offered it", () => {
  expect(textsOf("job", false)).toEqual(["Jobs", "Show failing jobs"]);
});

test("zones lead to their jobs", () => {
  expect(scopeItems([{ path: "zones/1a", name: "a.example" }])).toEqual([
    { id: "scope-zones/1a", group: "Zones and accounts", text: "a.example", note: "Zone", href: "/?scope=zones%2F1a" },
  ]);
});

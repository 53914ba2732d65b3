import { expect, test } from "vitest";
import type { JobPage, ListedJob } from "../views.ts";
import { isInPlace, keepPlaces } from "./keep-places.ts";

const row = (key: string, state: ListedJob["state"] = "healthy"): ListedJob => ({
  ...{ key, name: key, scope: "shop.example", dataset: "dns_logs", enabled: true, state, host: "h", path: "/" },
  ...{ lastComplete: null, bars: "" },
});
const page = (urgent: number | null, ...rows: ListedJob[]): Pick<JobPage, "rows" | "urgent"> => ({
  rows,
  urgent: urgent === null ? null : { total: urgent, rows: urgent },
});

test("rows keep their places and take the newer state", () => {
  const shown = page(1, row("a", "failing"), row("b"), row("c"));
  const newer = page(1, row("c", "failing"), row("a"), row("b"));
  const kept = keepPlaces(shown, newer);
  expect(kept.rows.map(({ key, state }) => `${key} ${state}`)).toEqual(["a healthy", "b healthy", "c failing"]);
  expect(kept.urgent).toEqual({ total: 1, rows: 1 });
});

test("rows that are gone leave, new ones wait", () => {
  const kept = keepPlaces(page(2, row("a"), row("b"), row("c")), page(1, row("b"), row("new"), row("c")));
  expect(kept.rows.map(({ key }) => key)).toEqual(["b", "c"]);
  expect(kept.urgent).toEqual({ total: 1, rows: 1 });
  expect(keepPlaces(page(null, row("a")), page(null, row("a"))).urgent).toBeNull();
});

test.each([
  [page(1, row("a"), row("b")), true],
  [page(0, row("a"), row("b")), false],
  [page(1, row("b"), row("a")), false],
  [page(1, row("a")), false],
])("%#: whether anything would move", (newer, isSame) =>
  expect(isInPlace(page(1, row("a"), row("b")), newer)).toBe(isSame),
);

import { expect, test } from "vitest";
import { parseUptimeView, uptimeHref } from "./uptime-view.ts";

const parse = (text: string) => parseUptimeView(new URLSearchParams(text));
const zone = `zones/${"a".repeat(32)}`;

test("a view is in the address, and what is not understood is left at its default", () => {
  const view = { by: "job", days: 7, zone, dataset: "dns_logs", page: 3 } as const;
  expect(parse(uptimeHref(view).split("?")[1] ?? "")).toEqual(view);
  const plain = { by: "zone", days: 30, zone: "", dataset: "", page: 1 };
  expect(parse("")).toEqual(plain);
  expect(parse("by=x&days=8&zone=zones/x&page=-2")).toEqual(plain);
  expect(uptimeHref(parse(""))).toBe("/usage?tab=uptime");
});

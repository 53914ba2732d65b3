import { expect, test } from "vitest";
import { isAtPlace, placesFor } from "./places.ts";

const labels = (visitor: Parameters<typeof placesFor>[0]) => placesFor(visitor).map(({ label }) => label);

test("a place that a role may not open is not there", () => {
  expect(labels({ mode: "emulator", operate: true, write: true })).toEqual([
    ...["Jobs", "Coverage", "Activity", "Usage", "Alerts"],
    ...["Explain", "Rotate secrets", "Drift", "Test receiver", "Settings"],
  ]);
  expect(labels({ mode: "live", operate: false, write: false })).toEqual([
    ...["Jobs", "Coverage", "Alerts", "Explain", "Drift"],
  ]);
  expect(labels({ mode: "live", operate: true, write: false })).not.toContain("Test receiver");
});

test.each([
  ["/", "/", true],
  ["/", "/zones/023e105f4ecef8ad9ca31a8372d0c353/jobs/1", true],
  ["/", "/jobs/new", false],
  ["/explain", "/explain", true],
  ["/explain", "/explained", false],
  ["/activity", "/activity/x", true],
  ["/activity", "/runs/x", true],
])("%s holds %s: %s", (href, pathname, expected) => {
  expect(isAtPlace(href, pathname)).toBe(expected);
});

import { expect, test } from "vitest";
import { labRequest } from "./lab-request.fixture.ts";
import { selectArrivals } from "./lab-view.ts";

const requests = [
  labRequest({ target: "/a" }),
  labRequest({ target: "/b", kind: "probe" }),
  labRequest({ target: "/seed/ok" }),
  labRequest({ target: "/c", kind: "alert" }),
];

test.each([
  ["deliveries, not of seed jobs", { kind: undefined, isSeedShown: false }, ["/a", "/b"], 1],
  ["seed jobs too", { kind: undefined, isSeedShown: true }, ["/a", "/b", "/seed/ok"], 0],
  ["one kind", { kind: "probe", isSeedShown: false }, ["/b"], 0],
  ["alerts, only when asked for", { kind: "alert", isSeedShown: false }, ["/c"], 0],
] as const)("%s", (_, view, targets, hiddenSeed) => {
  const { shown, ...rest } = selectArrivals(requests, view);
  expect(shown.map(({ target }) => target)).toEqual(targets);
  expect(rest).toEqual({ hiddenSeed });
});

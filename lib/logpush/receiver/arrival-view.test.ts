import { expect, test } from "vitest";
import { selectArrivals } from "./arrival-view.ts";
import { checkedRequest } from "./checked-request.fixture.ts";

const requests = [
  checkedRequest({ target: "/a" }),
  checkedRequest({ target: "/b", kind: "probe" }),
  { ...checkedRequest({ target: "/seed/ok" }), jobId: 7 },
  checkedRequest({ target: "/c", kind: "alert" }),
];

test.each([
  ["deliveries, not of seed jobs", { kind: undefined, isSeedShown: false }, ["/a", "/b"], 1],
  ["seed jobs too", { kind: undefined, isSeedShown: true }, ["/a", "/b", "/seed/ok"], 0],
  ["one job, a seed job too", { kind: undefined, isSeedShown: false, jobId: 7 }, ["/seed/ok"], 0],
  ["one kind", { kind: "probe", isSeedShown: false }, ["/b"], 0],
  ["alerts, only when asked for", { kind: "alert", isSeedShown: false }, ["/c"], 0],
] as const)("%s", (_, view, targets, hiddenSeed) => {
  const { shown, ...rest } = selectArrivals(requests, view);
  expect(shown.map(({ target }) => target)).toEqual(targets);
  expect(rest).toEqual({ hiddenSeed });
});

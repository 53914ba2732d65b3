import { expect, test } from "vitest";
import { arrivalViewToQuery, parseArrivalView } from "./arrival-query.ts";

test.each(["", "?kind=probe", "?kind=alert", "?seed=show", "?kind=batch&seed=show", "?kind=batch&job=1003"])(
  "%j survives the way there and back",
  (query) => {
    expect(arrivalViewToQuery(parseArrivalView(Object.fromEntries(new URLSearchParams(query))))).toBe(query);
  },
);

test.each([{ kind: "other" }, { kind: ["probe", "batch"] }, { seed: "1" }, { job: "x" }])(
  "%o shows what is shown by default",
  (query) => {
    expect(parseArrivalView(query)).toEqual({ kind: undefined, isSeedShown: false });
  },
);

import { expect, test } from "vitest";
import { labViewToQuery, parseLabView } from "./lab-query.ts";

test.each(["", "?kind=probe", "?kind=alert", "?seed=show", "?kind=batch&seed=show"])(
  "%j survives the way there and back",
  (query) => {
    expect(labViewToQuery(parseLabView(Object.fromEntries(new URLSearchParams(query))))).toBe(query);
  },
);

test.each([{ kind: "other" }, { kind: ["probe", "batch"] }, { seed: "1" }])(
  "%o shows what is shown by default",
  (query) => {
    expect(parseLabView(query)).toEqual({ kind: undefined, isSeedShown: false });
  },
);

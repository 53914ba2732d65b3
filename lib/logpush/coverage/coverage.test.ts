import { expect, test } from "vitest";
import { coverageQuery, parseCoverageView, stateWords, worstState } from "./coverage.ts";
import { coverageCsv } from "./coverage-csv.ts";

test.each(["", "?q=a+b", "?show=without", "?show=trouble&kind=zones&page=3", "?kind=accounts"])(
  "the view %o comes back as it was",
  (query) => {
    expect(coverageQuery(parseCoverageView(new URLSearchParams(query)))).toBe(query);
  },
);

test("what an address says wrongly is left at its default", () => {
  expect(coverageQuery(parseCoverageView(new URLSearchParams("show=x&kind=y&page=-1")))).toBe("");
});

test("a cell shows its worst state, and the words name all", () => {
  const states = { healthy: 2, failing: 1 };
  expect(worstState(states)).toBe("failing");
  expect(worstState({})).toBeUndefined();
  expect(stateWords(states, (state) => state)).toBe("1 failing, 2 healthy");
});

test("the file has a column per dataset, and no formulas", () => {
  const row = { path: "zones/a", accountName: "", jobs: 0, cells: {}, unknown: null };
  const rows = [
    { ...row, name: "a.example", jobs: 2, cells: { dns_logs: { stale: 2 } } },
    { ...row, name: '=1,"2"', unknown: "refused" as const },
  ];
  const columns = [{ dataset: "dns_logs", jobs: 2, scopes: 1 }];
  expect(coverageCsv({ rows, columns })).toBe(
    'name,path,account,jobs,dns_logs\r\na.example,zones/a,,2,2 stale\r\n"\'=1,""2""",zones/a,,refused,\r\n',
  );
});

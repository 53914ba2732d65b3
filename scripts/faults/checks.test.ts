import { describe, expect, test } from "vitest";
import {
  type Attempt,
  findDoubled,
  findLost,
  findMadeAllTheSame,
  findRepeatedAlerts,
  findWrongStates,
  mostIn,
  type Put,
} from "./checks.ts";

const attempt = (startedAt: number, enabled: boolean, outcome: Attempt["outcome"], job = "a"): Attempt => ({
  ...{ job, enabled, startedAt, outcome },
});
const put = (at: number, enabled: boolean, job = "a"): Put => ({ job, enabled, at });

describe("the answer that people got to a change", () => {
  const attempts = [
    attempt(100, false, "confirmed"),
    attempt(200, true, "unknown"),
    attempt(300, false, "refused"),
    attempt(150, false, "confirmed", "b"),
  ];

  test("is right if each confirmed change arrived once, and others once or not", () => {
    for (const puts of [
      [put(110, false), put(160, false, "b")],
      [put(110, false), put(160, false, "b"), put(299, true), put(301, false)],
    ]) {
      expect(findLost(attempts, puts)).toEqual([]);
      expect(findDoubled(attempts, puts)).toEqual([]);
    }
  });

  test("is wrong if a confirmed change did not arrive, or only before it was made", () => {
    expect(findLost(attempts, [put(110, false)])).toEqual(["b off at 1970-01-01T00:00:00.150Z"]);
    expect(findLost(attempts, [put(110, false), put(149, false, "b")])).toHaveLength(1);
  });

  test("is wrong if a change arrived twice, or nobody made it", () => {
    const fine = [put(110, false), put(160, false, "b")];
    expect(findDoubled(attempts, [...fine, put(120, false)])).toEqual(["a off at 1970-01-01T00:00:00.100Z"]);
    expect(findDoubled(attempts, [...fine, put(130, true)])).toEqual(["a at 1970-01-01T00:00:00.130Z by nobody"]);
    expect(findDoubled(attempts, [...fine, put(210, true), put(220, true)])).toHaveLength(1);
  });

  test("is wrong if a refused change arrived", () => {
    expect(findMadeAllTheSame(attempts, [put(110, false), put(210, true)])).toEqual([]);
    expect(findMadeAllTheSame(attempts, [put(310, false)])).toEqual(["a off at 1970-01-01T00:00:00.300Z"]);
  });

  test("is wrong if the state at the end is another one, unless the last outcome is unknown", () => {
    expect(findWrongStates(attempts, new Map([["b", true]]))).toEqual(["b off at 1970-01-01T00:00:00.150Z"]);
    expect(findWrongStates(attempts, new Map([["b", false]]))).toEqual([]);
    const refusedLast = [attempt(1, true, "confirmed"), attempt(2, false, "refused")];
    expect(findWrongStates(refusedLast, new Map([["a", false]]))).toHaveLength(1);
  });
});

test("the most in a window are counted wherever it begins", () => {
  expect(mostIn([], 10)).toBe(0);
  expect(mostIn([5, 0, 9, 10, 14], 10)).toBe(4);
  expect(mostIn([0, 10, 20], 10)).toBe(1);
});

test("an alert that is sent again with its id is one, and another message about the same change is not", () => {
  const body = (state: string, job = 1) => JSON.stringify({ data: { scope: "zones/z", job, state } });
  const arrivals = [
    { id: "1", body: body("failing") },
    { id: "1", body: body("failing") },
    { id: "2", body: body("healthy") },
    { id: "3", body: body("failing", 2) },
  ];
  expect(findRepeatedAlerts(arrivals)).toEqual([]);
  expect(findRepeatedAlerts([...arrivals, { id: "4", body: body("failing") }])).toEqual([
    "zones/z/jobs/1 failing (2 messages)",
  ]);
});

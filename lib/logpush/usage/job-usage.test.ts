import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { costOfAccounts, ratesOf } from "./cost.ts";
import { dollarsOfChange, type FieldPrices, fieldBytes, fieldCost, listSavings } from "./job-usage.ts";

const usage = { account: "a", basis: "external" as const, lines: 0, transformed: 0 };

describe("the cost of accounts", () => {
  test.each([
    ["within what is included", [{ ...usage, bytes: 25e9 }], 0],
    ["beyond it", [{ ...usage, bytes: 125e9 }], 10],
    ["R2 and Pipelines", [{ ...usage, basis: "internal" as const, bytes: 125e9 }], 3],
    [
      "both have their own included volume",
      [
        { ...usage, bytes: 25e9 },
        { ...usage, basis: "internal" as const, bytes: 25e9 },
      ],
      0,
    ],
    [
      "each account has its own",
      [
        { ...usage, bytes: 25e9 },
        { ...usage, account: "b", bytes: 25e9 },
      ],
      0,
    ],
    ["requests", [{ ...usage, basis: "requests" as const, bytes: 1e15, lines: 110e6 }], 5],
    ["a transformer on top", [{ ...usage, bytes: 26e9, transformed: 26e9 }], 1.1],
  ])("%s", (_title, usages, dollars) => expect(costOfAccounts(usages)).toBeCloseTo(dollars, 9));

  test("is divided among jobs by what they send, without a rest", () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 1e12 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(amounts, amounts, (external, internal) => {
        const sum = (list: number[]) => list.reduce((a, b) => a + b, 0);
        const usages = [
          { ...usage, bytes: sum(external), transformed: sum(external) },
          { ...usage, basis: "internal" as const, bytes: sum(internal) },
        ];
        const [first, second] = ratesOf(usages);
        const shares = [
          ...external.map((bytes) => bytes * ((first?.perUnit ?? 0) + (first?.perTransformed ?? 0))),
          ...internal.map((bytes) => bytes * (second?.perUnit ?? 0)),
        ];
        expect(sum(shares)).toBeCloseTo(costOfAccounts(usages), 6);
      }),
    );
  });
});

describe("what a change costs", () => {
  test.each([
    [20e9, 4e9, 0],
    [20e9, 10e9, 0.5],
    [30e9, 10e9, 1],
    [30e9, -10e9, -0.5],
    [20e9, -10e9, 0],
  ])("at %d bytes, %d more are $%d", (expectedUnits, change, dollars) => {
    expect(dollarsOfChange({ basis: "external", expectedUnits }, change)).toBeCloseTo(dollars, 9);
  });
});

const month = { bytes: 1e9, lines: 1e6, isEstimate: false, expectedBytes: 50e9, expectedLines: 100e6 };
const account = { basis: "external" as const, expectedUnits: 100e9 };

describe("savings", () => {
  test("of a filter are measured against a job that sends everything", () => {
    const others = [
      { label: "filtered", isWhole: false, month: { ...month, expectedLines: 900e6 } },
      { label: "everything", isWhole: true, month: { ...month, expectedLines: 400e6 } },
    ];
    const savings = listSavings({ job: { hasFilter: true, sampleRate: 1, month }, others, account });
    expect(savings).toEqual([
      { what: "filter", keptShare: 0.25, bytes: 150e9, dollars: expect.closeTo(15, 9), comparedWith: "everything" },
    ]);
  });

  test("of a filter are not known without such a job, and of sampling follow from the rate", () => {
    expect(listSavings({ job: { hasFilter: true, sampleRate: 0.1, month }, others: [], account })).toEqual([
      {
        what: "sample",
        keptShare: 0.1,
        bytes: expect.closeTo(450e9, 0),
        dollars: expect.closeTo(45, 6),
        comparedWith: "",
      },
    ]);
    const none = { ...month, expectedBytes: null };
    expect(listSavings({ job: { hasFilter: true, sampleRate: 0.1, month: none }, others: [], account })).toEqual([]);
  });
});

describe("the bytes of fields", () => {
  const prices: FieldPrices = {
    ...{ account, records: 100e6, bytesPerRecord: 100, fieldNames: ["RayID", "ClientIP"] },
    ...{ measured: {}, measuredRecords: 0 },
  };
  const sizes: Record<string, number> = { RayID: 30, ClientIP: 20, UserAgent: 90 };
  const sizeOf = (name: string) => sizes[name] ?? 0;

  test("add up to the job's real record", () => {
    const bytesOf = fieldBytes(prices, sizeOf);
    expect(["RayID", "ClientIP", "UserAgent"].map(bytesOf)).toEqual([60, 40, 180]);
  });

  test("are those that were measured, and the rest of the record is divided among the others", () => {
    const bytesOf = fieldBytes({ ...prices, measured: { RayID: 28 } }, sizeOf);
    expect(["RayID", "ClientIP"].map(bytesOf)).toEqual([28, 72]);
    expect(fieldBytes({ ...prices, measured: { RayID: 200 } }, sizeOf)("ClientIP")).toBe(20);
  });

  test("cost what they add, or what leaving them out saves, and nothing where requests are billed", () => {
    expect(fieldCost(prices, 60, true)).toEqual({ bytes: 6e9, dollars: expect.closeTo(0.6, 9) });
    const small = { ...prices, account: { ...account, expectedUnits: 24e9 } };
    expect(fieldCost(small, 60, true).dollars).toBeCloseTo(0, 9);
    expect(fieldCost(small, 60, false).dollars).toBeCloseTo(0.5, 9);
    const requests = { ...prices, account: { basis: "requests" as const, expectedUnits: 1e9 } };
    expect(fieldCost(requests, 60, true).dollars).toBeCloseTo(0, 9);
  });
});

import { describe, expect, test } from "vitest";
import { findDataset } from "#lib/emulator/datasets.ts";
import type { Group } from "./filter-node.ts";
import { parseFilter } from "./parse-filter.ts";
import { sampleForFilter } from "./sample-for-filter.ts";
import { tryFilter } from "./try-filter.ts";

function filterOf(where: unknown): Group {
  const filter = parseFilter(JSON.stringify({ where }));
  if (!filter.ok || !filter.value) throw new Error("no filter");
  return filter.value;
}

const status = (operator: string, value: unknown) => ({ key: "EdgeResponseStatus", operator, value });
const errors = filterOf({ and: [status("geq", 500)] });

describe("pasted records", () => {
  test("each line is kept or dropped, with its number and reason", () => {
    const trial = tryFilter(errors, '{"EdgeResponseStatus":503}\n\n {"EdgeResponseStatus":200}\r\n[1]\n{x}\n', 10);
    expect(trial).toEqual({
      lines: [
        {
          line: 1,
          text: '{"EdgeResponseStatus":503}',
          verdict: {
            passes: true,
            why: [{ condition: "EdgeResponseStatus is 500 or more", actual: "503", holds: true }],
          },
        },
        {
          line: 3,
          text: '{"EdgeResponseStatus":200}',
          verdict: {
            passes: false,
            why: [{ condition: "EdgeResponseStatus is 500 or more", actual: "200", holds: false }],
          },
        },
        { line: 4, text: "[1]", fault: "not a JSON object" },
        { line: 5, text: "{x}", fault: "not JSON: x has no double quotes around it, at character 2" },
      ],
      kept: 1,
      judged: 2,
      left: 0,
    });
  });

  test("stops at the limit and reports how many lines are left", () => {
    const trial = tryFilter(errors, '{"EdgeResponseStatus":500}\n'.repeat(30), 10);
    expect(trial).toMatchObject({ kept: 10, judged: 10, left: 20 });
  });

  test("long numbers are shown digit by digit", () => {
    const times = filterOf({ and: [{ key: "T", operator: "gt", value: "1711929600123456789" }] });
    const [line] = tryFilter(times, '{"T":1711929600123456788}', 1).lines;
    expect(line).toMatchObject({ text: '{"T":1711929600123456788}', verdict: { passes: false } });
    expect(line && "verdict" in line && line.verdict.why[0]?.actual).toBe("1711929600123456788");
  });
});

const fields = findDataset("zones", "http_requests")?.fields ?? [];
const options = {
  fields,
  fieldNames: ["RayID", "EdgeStartTimestamp"],
  timestampFormat: "unixnano",
  count: 10,
  nowMs: 1.7e12,
};

describe("generated records", () => {
  const conditions: unknown[] = [
    status("geq", 500),
    status("gt", "599"),
    status("lt", 100),
    status("leq", 99),
    status("in", [418, 425]),
    status("!in", [200, 404]),
    { key: "ClientCountry", operator: "eq", value: "at" },
    { key: "ClientRequestPath", operator: "startsWith", value: "/shop" },
    { key: "ClientRequestPath", operator: "endsWith", value: ".php" },
    { key: "ClientRequestPath", operator: "contains", value: "login" },
    { key: "BotDetectionIDs", operator: "contains", value: 17 },
    { key: "BotTags", operator: "contains", value: "scanner" },
  ];
  test.each(conditions)("some pass and some do not: %j", (condition) => {
    const filter = filterOf({ and: [condition] });
    const trial = tryFilter(filter, sampleForFilter(filter, options).join("\n"), 10);
    expect(trial.judged).toBe(10);
    expect(trial.kept).toBeGreaterThan(0);
    expect(trial.kept).toBeLessThan(10);
  });

  test("two conditions at once", () => {
    const filter = filterOf({
      and: [status("geq", 500), { key: "ClientCountry", operator: "in", value: ["at", "ch"] }],
    });
    expect(tryFilter(filter, sampleForFilter(filter, options).join("\n"), 10).kept).toBe(2);
  });

  test("contain the filter's fields and the chosen ones, with all their digits", () => {
    const lines = sampleForFilter(errors, options);
    expect(lines[0]).toMatch(/^\{"EdgeResponseStatus":\d+,"RayID":"\w+","EdgeStartTimestamp":\d{19}\}$/);
  });

  test("a field that the dataset lacks is not invented", () => {
    const filter = filterOf({ and: [{ key: "Nowhere", operator: "eq", value: 1 }] });
    expect(sampleForFilter(filter, options)[1]).not.toContain("Nowhere");
    expect(sampleForFilter(undefined, options)).toHaveLength(10);
  });
});

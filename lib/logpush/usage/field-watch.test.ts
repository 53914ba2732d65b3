import { expect, test } from "vitest";
import { fieldWatchText, listFieldEvents, parseFieldWatchQuery } from "./field-watch.ts";

const hour = 3_600_000;
const readAt = 1000 * hour;
const field = (name: string, changes: object = {}) => ({
  ...{ name, firstSeen: 0, lastSeen: readAt, deprecatedAt: null },
  ...changes,
});

test("what changed is listed by kind and time, what is as before is not", () => {
  const events = listFieldEvents(
    [
      field("ClientIP"),
      field("Older", { firstSeen: 5 * hour }),
      field("Newer", { firstSeen: 9 * hour }),
      field("Gone", { lastSeen: 900 * hour }),
      field("NeverListed", { lastSeen: 0 }),
      field("Waning", { deprecatedAt: 7 * hour }),
      field("AlwaysDeprecated", { deprecatedAt: 0 }),
      field("OfAnotherPlan", { lastSeen: readAt - 47 * hour }),
    ],
    readAt,
  );
  expect(events.map(({ name, what, since }) => `${what} ${name} ${since / hour}`)).toEqual([
    "new Newer 9",
    "new Older 5",
    "deprecated Waning 7",
    "deprecated AlwaysDeprecated 0",
    "removed Gone 900",
    "removed NeverListed 0",
  ]);
});

test("the address of a change's jobs is read back", () => {
  const query = { kind: "accounts", dataset: "gateway_dns", field: "A&B", page: 3 } as const;
  expect(parseFieldWatchQuery(new URLSearchParams(fieldWatchText(query)))).toEqual(query);
  expect(parseFieldWatchQuery(new URLSearchParams("tab=fields&dataset=dns_logs"))).toBeUndefined();
});

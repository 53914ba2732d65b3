import { expect, test } from "vitest";
import type { AlertKind } from "./alert-kinds.ts";
import { digestOf } from "./digest.ts";
import { mailMessage, pagerDutyEvent, slackMessage } from "./render-message.ts";

const timestamp = "2026-06-01T12:00:00.000Z";
const eventsOf = (kinds: AlertKind[], scopeOf: (index: number) => string = () => "zones/a") =>
  kinds.map((kind, index) => ({
    kind,
    body: {
      ...{ type: "job.state_changed" as const, timestamp, text: "" },
      data: { scope: scopeOf(index), scopeName: "a.example", job: index, name: `job-${index}`, dataset: "dns_logs" },
    },
  }));
const times = (count: number, kind: AlertKind) => Array.from({ length: count }, () => kind);

test("a digest counts each kind, names the first jobs and is as serious as the worst of them", () => {
  const kinds: AlertKind[] = ["recovered", ...times(3, "stale"), ...times(12, "failing")];
  const { kind, body } = digestOf(eventsOf(kinds), timestamp);
  expect(kind).toBe("failing");
  expect(body.text).toMatch(
    /^12 jobs are failing, 3 have no data, 1 has recovered: job-0 \(a\.example\), .* and 6 more\.$/,
  );
  expect(body.data).toMatchObject({ counts: { failing: 12, stale: 3, recovered: 1 }, list: "/?scope=zones%2Fa" });
});

test.each<[AlertKind[], (index: number) => string, string]>([
  [times(11, "stale"), (index) => `zones/${index}`, "/?health=stale"],
  [times(11, "recovered"), (index) => `zones/${index}`, "/"],
  [times(11, "outside"), (index) => `zones/${index}`, "/activity?source=outside"],
  [times(11, "outside"), () => "zones/a", "/activity?source=outside&zone=zones%2Fa"],
])("it links to the list of what it is about", (kinds, scopeOf, list) => {
  expect(digestOf(eventsOf(kinds, scopeOf), timestamp).body.data).toMatchObject({ list });
});

test("every kind of channel gets it", () => {
  const message = { id: "msg_digest_1", ...digestOf(eventsOf(times(11, "failing")), timestamp) };
  const url = "https://logs.example/?health=failing";
  expect(JSON.parse(slackMessage(message, url)).text).toMatch(
    /^🔴 11 jobs are failing: .* <https:.*\|Open in Headgate>$/,
  );
  const event = JSON.parse(pagerDutyEvent(message, { routingKey: "key", source: "logs.example", jobUrl: url }));
  expect(event).toMatchObject({ event_action: "trigger", dedup_key: "msg_digest_1", client_url: url });
  expect(event.payload).toMatchObject({ severity: "error", class: "failing" });
  const mail = mailMessage(message, url);
  expect(mail.subject).toBe("[Headgate] Failing: 11 jobs are failing:");
  expect(mail.text).toContain("Job: job-0 (a.example)");
});

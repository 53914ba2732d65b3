import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alertKindNames, type ChannelRoute, isRouted, type RoutedEvent } from "./channel.ts";
import { type ChannelForm, checkChannelForm } from "./channel-form.ts";
import { historyHref, parseHistoryQuery } from "./history-query.ts";

const form: ChannelForm = {
  ...{ kind: "webhook", name: "On-call", alerts: ["failing"], scope: "", dataset: "" },
  ...{ url: "https://hooks.example.com/x", signingSecret: `whsec_${"A".repeat(32)}`, routingKey: "", region: "us" },
  ...{ host: "", port: "", encryption: "starttls", username: "", password: "", from: "", to: "" },
};
const mail: ChannelForm = {
  ...{ ...form, kind: "email", host: "smtp.example.com", port: "587", from: "a@example.com", to: "b@example.com" },
};

describe("a channel's form", () => {
  test.each<[string, Partial<ChannelForm>, string[]]>([
    ["is right", {}, []],
    ["without a name", { name: "  " }, ["name"]],
    ["with a long name", { name: "x".repeat(61) }, ["name"]],
    ["without an alert", { alerts: [] }, ["alerts"]],
    ["with an unknown alert only", { alerts: ["odd"] }, ["alerts"]],
    ["with http", { url: "http://hooks.example.com/x" }, ["url"]],
    ["with a URL without a host", { url: "https:///x" }, ["url"]],
    ["with a space in the URL", { url: "https://hooks.example.com/a b" }, ["url"]],
    ["with a password in the URL", { url: "https://user:pass@hooks.example.com/" }, ["url"]],
    ["with a fragment", { url: "https://hooks.example.com/x#a" }, ["url"]],
    ["with a short signing secret", { signingSecret: "whsec_AAAA" }, ["signingSecret"]],
    ["with a signing secret that is not base64", { signingSecret: `whsec_${"-".repeat(32)}` }, ["signingSecret"]],
    ["with a mask for a URL", { url: "••••••••" }, ["url"]],
    ["with an odd scope", { scope: "zones/1" }, ["scope"]],
    ["with an odd dataset", { dataset: "HTTP requests" }, ["dataset"]],
    ["with a short key of PagerDuty", { kind: "pagerduty", routingKey: "abc" }, ["routingKey"]],
    ["with a key of PagerDuty", { kind: "pagerduty", routingKey: "a1".repeat(16) }, []],
    ["with a mail server", mail, []],
    ["with an address of a mail server", { ...mail, host: "2001:db8::1" }, []],
    ["with a URL for a mail server", { ...mail, host: "smtp://example.com" }, ["host"]],
    ["with a port in the mail server", { ...mail, host: "smtp.example.com:587" }, ["host"]],
    ["without a port", { ...mail, port: "" }, ["port"]],
    ["with a port that is too high", { ...mail, port: "65536" }, ["port"]],
    ["with a user name alone", { ...mail, username: "u" }, ["password"]],
    ["with a password alone", { ...mail, password: "p" }, ["username"]],
    [
      "with a password without encryption",
      { ...mail, username: "u", password: "p", encryption: "none" },
      ["encryption"],
    ],
    ["with a name for a sender", { ...mail, from: "Headgate <a@example.com>" }, ["from"]],
    ["with one wrong recipient", { ...mail, to: "a@example.com, b" }, ["to"]],
    ["with lines of recipients", { ...mail, to: "a@example.com;\n b@example.com" }, []],
    ["with 51 recipients", { ...mail, to: Array(51).fill("a@example.com").join() }, ["to"]],
    ["with a header in a recipient", { ...mail, to: "a@example.com\r\nBcc:c@example.com" }, ["to"]],
  ])("%s", (_title, changes, wrong) => {
    expect(Object.keys(checkChannelForm({ ...form, ...changes }, undefined))).toEqual(wrong);
  });

  test("may leave a saved secret empty, and no other", () => {
    const saved = { secrets: ["url"], host: "" };
    expect(checkChannelForm({ ...form, url: "" }, saved)).toEqual({});
    expect(Object.keys(checkChannelForm({ ...form, url: "", signingSecret: "" }, saved))).toEqual(["signingSecret"]);
  });
});

const route: ChannelRoute = { alerts: ["failing", "recovered"], scope: "", dataset: "" };

test.each<[string, Partial<ChannelRoute>, RoutedEvent, boolean]>([
  ["its kind", {}, { kind: "failing" }, true],
  ["no other kind", {}, { kind: "stale" }, false],
  ["the end of a trouble that it got", {}, { kind: "recovered", from: "failing" }, true],
  ["no end of another", {}, { kind: "recovered", from: "stale" }, false],
  ["no end that it does not want", { alerts: ["failing"] }, { kind: "recovered", from: "failing" }, false],
  ["its zone", { scope: "zones/a" }, { kind: "failing", scope: "zones/a" }, true],
  ["no other zone", { scope: "zones/a" }, { kind: "failing", scope: "zones/b" }, false],
  ["nothing without a zone, if it is for one", { scope: "zones/a" }, { kind: "failing" }, false],
  ["its dataset", { dataset: "dns_logs" }, { kind: "failing", dataset: "dns_logs" }, true],
  ["no other dataset", { dataset: "dns_logs" }, { kind: "failing", dataset: "http_requests" }, false],
])("a channel gets %s", (_title, changes, event, isGot) => {
  expect(isRouted({ ...route, ...changes }, event)).toBe(isGot);
});

test("the kinds of alerts have names that fit the store and Slack", () => {
  for (const name of alertKindNames) expect(name).toMatch(/^[a-z-]{1,40}$/);
});

test("any view of the history survives its address", () => {
  const text = fc.string({ unit: "grapheme", maxLength: 50 });
  const query = fc.record({
    ...{ q: text, channel: fc.stringMatching(/^[a-z0-9-]{0,36}$/), page: fc.integer({ min: 1, max: 1000 }) },
    result: fc.constantFrom("" as const, "waiting" as const, "sent" as const, "failed" as const),
  });
  fc.assert(
    fc.property(query, (given) => {
      expect(parseHistoryQuery(new URL(historyHref(given), "https://x.test").searchParams)).toEqual(given);
    }),
  );
});

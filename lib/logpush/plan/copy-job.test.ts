import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatHttpDestination, parseHttpDestination } from "../destination/http.ts";
import type { JsonObject } from "../job/job.ts";
import { destinations, headerValues } from "../testing/arbitraries.ts";
import { type CopyPattern, copiedJob, copyJob, suggestPattern } from "./copy-job.ts";
import { idOf, storedJob, worldZone } from "./testing.ts";

const rules = { updates: false, triesFull: false };
const source = storedJob();
const from = { path: `zones/${idOf("a")}`, name: "theburritobot.com" };
const plain: CopyPattern = { name: "copied", values: [], enabled: true };

function confWith(
  pattern: Partial<CopyPattern>,
  conf = String(source.destination_conf),
  zone = "shop.example",
): unknown {
  const copied = copiedJob({ ...source, destination_conf: conf }, worldZone(zone), { ...plain, ...pattern });
  return copied.ok ? copied.value.destination_conf : copied.error.code;
}

describe("a copy", () => {
  test("has all settings, its secrets and unknown keys too, and nothing that Cloudflare sets", () => {
    const item = copyJob({ ...source, ownership_challenge: "x" }, worldZone("shop.example"), plain, rules);
    const { id, last_complete, last_error, error_message, ...rest } = source;
    expect(item).toEqual({ outcome: "create", jobId: null, name: "copied", body: { ...rest, name: "copied" } });
  });

  test("starts from a pattern that names the zone where the source does, and no secret", () => {
    expect(suggestPattern(source, from)).toEqual({
      name: "{zone}-https",
      values: [{ place: 1, kind: "param", name: "tags", value: "host:{zone},dataset:http_requests" }],
      enabled: true,
    });
  });

  test.each([
    ["no pattern", {}, String(source.destination_conf)],
    [
      "a path",
      { endpoint: "https://logs.example.com/{account}/{zone}" },
      String(source.destination_conf).replace("/in", "/Acme%20Inc./shop.example"),
    ],
    [
      "a host",
      { endpoint: "https://{zone}.logs.example.com/in" },
      String(source.destination_conf).replace("//", "//shop.example."),
    ],
    [
      "a parameter",
      { values: [{ place: 1, kind: "param", name: "tags", value: "host:{zone},by:{account}" }] },
      String(source.destination_conf).replace(/tags=[^&]*/, "tags=host:shop.example,by:Acme%20Inc."),
    ],
    [
      "a header",
      { values: [{ place: 0, kind: "header", name: "Authorization", value: "{zone}/+{account}" }] },
      String(source.destination_conf).replace(/Authorization=[^&]*/, "Authorization=shop.example%2F%2BAcme%20Inc."),
    ],
    ["a value that moved", { values: [{ place: 0, kind: "param", name: "tags", value: "{zone}" }] }, "E_COPY_CHANGED"],
    ["an endpoint that cannot be sent", { endpoint: "http://{zone}" }, "E_DEST_SCHEME"],
    ["a host with a space", { endpoint: "https://{account}.example.com" }, "E_DEST_SPACE"],
    ["a name with a space", { name: "my {zone}" }, "E_NAME_CHARACTERS"],
    ["a name that gets too long", { name: `${"a".repeat(505)}{zone}` }, "E_NAME_LONG"],
  ] satisfies [string, Partial<CopyPattern>, string][])("with %s", (_title, pattern, expected) => {
    expect(confWith(pattern)).toBe(expected);
  });

  test.each([
    ["s3://bucket/dir?region=us-east-1", "E_PLAN_OWNERSHIP"],
    ["gs://bucket/dir", "E_PLAN_OWNERSHIP"],
    ["s3://bucket?region=a&access-key-id=k&secret-access-key=s&endpoint=h.example", ""],
    ["r2://bucket/{DATE}?account-id=a&access-key-id=b&secret-access-key=c", ""],
    ["https://a.example?header_Authorization=Bearer%20****", "E_UPSTREAM_REDACTED"],
  ])("of %s", (conf, code) => expect(confWith({}, conf)).toBe(code || conf));

  test("for an account has no zone in its pattern", () => {
    const account = { ...worldZone("Acme Inc."), path: `accounts/${idOf("c")}`, accountName: null };
    const firewall = storedJob({ dataset: "firewall_events" });
    expect(copyJob(firewall, account, { ...plain, name: "{zone}" }, rules)).toMatchObject({
      outcome: "blocked",
      error: { code: "E_PLAN_NO_ZONE" },
    });
    expect(copyJob(firewall, account, { ...plain, name: "all-{account}" }, rules)).toMatchObject({
      outcome: "create",
      name: "all-Acme-Inc.",
    });
    expect(copyJob(source, account, plain, rules)).toMatchObject({ error: { code: "E_DATASET_SCOPE" } });
  });
});

describe("what is there already", () => {
  const copy = copiedJob(source, worldZone("shop.example"), plain);
  const made: JsonObject = copy.ok ? { ...copy.value, id: 30, last_complete: null } : {};
  const other = (changes: JsonObject) => storedJob({ destination_conf: "https://b.example", ...changes });
  const four = [1, 2, 3, 4].map((id) => other({ id, name: `n${id}` }));

  test.each<[string, JsonObject[], Partial<typeof rules> & { planned?: number }, object]>([
    ["the copy itself", [made], {}, { outcome: "same", jobId: 30 }],
    [
      "the copy without the keys that are empty",
      [{ ...made, filter: null, error_message: "" }],
      {},
      { outcome: "same" },
    ],
    [
      "the same, spelled otherwise",
      [{ ...made, destination_conf: String(made.destination_conf).replace("%7e", "~") }],
      {},
      { outcome: "same" },
    ],
    ["a job of that name", [other({ name: "copied" })], {}, { outcome: "blocked", error: { code: "E_PLAN_NAMESAKE" } }],
    [
      "a job of that name and another dataset",
      [other({ name: "copied", dataset: "dns_logs" })],
      {},
      { outcome: "create" },
    ],
    [
      "a job of that name that may change",
      [{ ...made, enabled: false, max_upload_bytes: null }],
      { updates: true },
      { outcome: "change", jobId: 30, body: { enabled: true, max_upload_bytes: 5_000_000 } },
    ],
    [
      "two of that name",
      [other({ name: "copied" }), other({ name: "copied" })],
      { updates: true },
      { error: { code: "E_PLAN_NAMESAKE" } },
    ],
    [
      "another job with the destination",
      [{ ...made, name: "b", enabled: false }],
      {},
      { error: { code: "E_PLAN_DUPLICATE" } },
    ],
    ["another with the destination and a filter", [{ ...made, name: "b", filter: "{}" }], {}, { outcome: "create" }],
    ["four jobs", four, {}, { error: { code: "E_QUOTA" } }],
    ["four jobs, to try", four, { triesFull: true }, { outcome: "create" }],
    ["three jobs and one that is planned", four.slice(1), { planned: 1 }, { error: { code: "E_QUOTA" } }],
    ["five jobs, which the plan allows", [...four, other({ name: "n5" })], {}, { outcome: "create" }],
  ])("%s", (_title, jobs, changes, expected) => {
    expect(copyJob(source, worldZone("shop.example", jobs), plain, { ...rules, ...changes })).toMatchObject(expected);
  });

  test("is not known where the zone cannot be read", () => {
    const error = { code: "E_PERMISSION", message: "No.", nextStep: "Ask." } as const;
    expect(copyJob(source, { ...worldZone("shop.example"), failure: error }, plain, rules)).toMatchObject({
      outcome: "blocked",
      error,
    });
  });
});

describe("any destination", () => {
  test("keeps every byte outside the pattern, and reads back as what was filled in", () => {
    fc.assert(
      fc.property(destinations, headerValues, fc.nat(5), (destination, value, at) => {
        const conf = formatHttpDestination(destination);
        const stored = parseHttpDestination(conf);
        if (!stored.ok) throw new Error(stored.error.code);
        const pair = stored.value.query[at];
        const values = pair ? [{ place: at, kind: pair.kind, name: pair.name, value: `${value}x{zone}` }] : [];
        const written = confWith({ values }, conf);
        // A mask, and a header value that is refused, are other tests' work.
        fc.pre(typeof written === "string" && written.startsWith("https://"));
        const read = parseHttpDestination(String(written));
        if (!read.ok) throw new Error(read.error.code);
        for (const [place, one] of read.value.query.entries()) {
          if (place === at) expect(one.value).toBe(`${value}xshop.example`);
          else expect(one).toEqual(stored.value.query[place]);
        }
        expect(read.value.endpoint).toBe(destination.endpoint);
      }),
    );
  });

  test("planned again when it is there, is the same", () => {
    fc.assert(
      fc.property(destinations, fc.boolean(), (destination, enabled) => {
        const job = storedJob({ destination_conf: formatHttpDestination(destination) });
        const pattern = { ...suggestPattern(job, from), enabled };
        const first = copyJob(job, worldZone("shop.example"), pattern, rules);
        fc.pre(first.outcome === "create");
        const there = first.outcome === "create" ? { ...first.body, id: 9, last_error: null } : {};
        expect(copyJob(job, worldZone("shop.example", [there]), pattern, rules).outcome).toBe("same");
      }),
    );
  });
});

import { describe, expect, test } from "vitest";
import { checkJobForm } from "../job/check-form.ts";
import type { JsonObject } from "../job/job.ts";
import { toCreateBody } from "../job/to-request.ts";
import { exampleConf, exampleValues, header, param } from "../testing/form-values.ts";
import type { FoundJob } from "./found-job.ts";
import { markGap } from "./gaps.ts";
import type { ImportContext } from "./import-report.ts";
import { importJob } from "./to-form.ts";

const zone = "zones/023e105f4ecef8ad9ca31a8372d0c353";
const otherZone = "zones/b206d08237cf5041bd16ec7d4a733d72";
const account = "accounts/01a7362d577a6c3019a474fd6f485823";
const current = exampleValues({
  scope: zone,
  name: "in the form",
  endpoint: "https://before.example",
  query: [header("X-Before", "1")],
  sampleRate: "0.5",
  otherSettings: '{"kept":1,"output_options":{"gone":1}}',
});
const context: ImportContext = {
  current,
  scopes: [
    { path: zone, name: "theburritobot.com" },
    { path: otherZone, name: "example.com" },
    { path: account, name: "Burrito" },
  ],
  datasets: [
    { id: "http_requests", label: "HTTP requests", scope: "zone" },
    { id: "audit_logs", label: "Audit logs", scope: "account" },
    { id: "firewall_events", label: "Firewall events", scope: "zone" },
    { id: "firewall_events", label: "Firewall events", scope: "account" },
  ],
};

function take(body: JsonObject, changes: Partial<FoundJob> = {}) {
  return importJob({ label: "", body, isWhole: true, ignored: [], unread: [], ...changes }, context);
}

describe("the older logpull_options", () => {
  const logpull_options = "fields=RayID,EdgeStartTimestamp&timestamps=rfc3339&sample=0.1&CVE-2021-44228=true";

  test("converted to output_options", () => {
    const { values, taken, ignored } = take({ logpull_options, destination_conf: exampleConf });
    expect(toCreateBody(values).output_options).toEqual({
      field_names: ["RayID", "EdgeStartTimestamp"],
      timestamp_format: "rfc3339",
      sample_rate: 0.1,
      "CVE-2021-44228": true,
    });
    expect(taken.map(({ label }) => label)).toEqual([
      "Fields",
      "Timestamp format",
      "Sample rate",
      "CVE-2021-44228",
      "Destination",
    ]);
    expect(ignored).toContainEqual({ what: "logpull_options", why: expect.stringContaining("output_options") });
  });

  test.each([
    ["https://api.cloudflare.com/client/v4/zones/x/logs/received?start=1&fields=RayID&end=2", ["RayID"], 3, 0],
    ["fields=Ray%49D%2CClientIP", ["RayID", "ClientIP"], 1, 0],
    ["fields=RayID&sample=much", ["RayID"], 1, 1],
    ["fields=RayID&fields=ClientIP", ["RayID"], 1, 1],
    ["fields=RayID&constructor=1", ["RayID"], 1, 1],
  ])("%s", (text, fieldNames, ignored, unread) => {
    const report = take({ logpull_options: text });
    expect(report.values.fieldNames).toEqual(fieldNames);
    expect(report.ignored).toHaveLength(ignored);
    expect(report.unread).toHaveLength(unread);
  });

  test("yield to output_options, as at Cloudflare, whichever comes first", () => {
    const output_options = { field_names: ["ClientIP"] };
    for (const body of [
      { logpull_options, output_options },
      { output_options, logpull_options },
    ]) {
      const { values, ignored } = take(body);
      expect(values.fieldNames).toEqual(["ClientIP"]);
      expect(values.sampleRate).toBe("1");
      expect(ignored).toEqual([{ what: "logpull_options", why: expect.stringContaining("ignores it") }]);
    }
  });

  test("are used where output_options is null", () => {
    expect(take({ output_options: null, logpull_options }).values.sampleRate).toBe("0.1");
    for (const unset of [null, ""]) {
      const { ignored, unread } = take({ logpull_options: unset, destination_conf: exampleConf });
      expect(ignored).toContainEqual({ what: "logpull_options", why: expect.stringMatching(/not set|sets nothing/) });
      expect(unread).toEqual([]);
    }
  });
});

describe("settings that a text leaves out", () => {
  test("have the API's default in a whole job, and are reported", () => {
    const { values, assumed } = take({ destination_conf: exampleConf });
    expect(values).toMatchObject({
      name: "",
      dataset: "http_requests",
      enabled: false,
      timestampFormat: "unixnano",
      sampleRate: "1",
      fieldNames: [],
      otherSettings: "",
    });
    expect(assumed).toEqual([
      { label: "Dataset", value: "http_requests" },
      { label: "Fields", value: "the dataset's defaults" },
      { label: "Timestamp format", value: "unixnano" },
      { label: "Enabled", value: "off" },
    ]);
  });

  test("stay unchanged in the form after an update or a bare destination", () => {
    const { values, assumed } = take({ destination_conf: exampleConf }, { isWhole: false });
    expect(values).toEqual({
      ...current,
      endpoint: "https://logs.example.com",
      query: [header("Authorization", "Basic REDACTED"), param("tags", "host:theburritobot.com,dataset:http_requests")],
      otherSettings: expect.any(String),
    });
    expect(JSON.parse(values.otherSettings)).toEqual({ kept: 1, output_options: { gone: 1 } });
    expect(assumed).toEqual([]);
  });

  test("of output_options are reset to the default, since an update replaces them as a whole", () => {
    const { values } = take({ output_options: { batch_prefix: "[\n", fresh: true } }, { isWhole: false });
    expect(values).toMatchObject({ name: "in the form", batchPrefix: "[\\n", sampleRate: "1", fieldNames: [] });
    expect(JSON.parse(values.otherSettings)).toEqual({ kept: 1, output_options: { fresh: true } });
  });
});

describe("values that the form cannot hold", () => {
  test.each<[JsonObject, string, RegExp]>([
    [{ enabled: "true" }, "enabled", /must be true or false/],
    [{ kind: "instant-logs" }, "kind", /must be "" or "edge"/],
    [{ frequency: "often" }, "frequency", /"high" or "low"/],
    [{ max_upload_bytes: -5 }, "max_upload_bytes", /whole number/],
    [{ max_upload_records: 1.5 }, "max_upload_records", /whole number/],
    [{ output_options: { sample_rate: "0.1" } }, "output_options.sample_rate", /from 0 to 1/],
    [{ output_options: { field_names: ["a", 1] } }, "output_options.field_names", /list of field names/],
    [{ output_options: { output_type: "xml" } }, "output_options.output_type", /"ndjson" or "csv"/],
    [{ output_options: [] }, "output_options", /an object/],
    [{ destination_conf: 5 }, "destination_conf", /a string/],
    [
      { destination_conf: "s3://bucket?region=x" },
      "destination_conf",
      /only supports https destinations. This one uses s3/,
    ],
  ])("%j", (body, what, why) => {
    const { unread, values } = take(body);
    expect(unread).toEqual([{ what, why: expect.stringMatching(why) }]);
    // A body's own unreadable destination must not leave its job pushing to another job's destination.
    expect(values.endpoint).toBe("destination_conf" in body ? "" : "https://before.example");
  });

  test.each([
    ["id", 5],
    ["last_complete", "2026-01-01T00:00:00Z"],
    ["last_error", null],
    ["error_message", "secret"],
    ["ownership_challenge", "secret"],
  ])("%s is not part of the form", (key, value) => {
    const report = take({ [key]: value });
    expect(report.ignored.map(({ what }) => what)).toEqual([key]);
    expect(JSON.stringify(report)).not.toContain("secret");
  });

  test("unknown keys go into the other settings, odd names too", () => {
    const body: JsonObject = JSON.parse(
      '{"__proto__":1,"constructor":[{}],"transformer_id":7,"output_options":{"__proto__":2}}',
    );
    const { values, taken } = take(body);
    const sent = JSON.stringify(toCreateBody(values));
    expect(sent).toContain('"__proto__":1,"constructor":[{}],"transformer_id":7');
    expect(sent).toContain('"timestamp_format":"unixnano","__proto__":2');
    expect(taken).toHaveLength(4);
  });

  test("a filter object is sent as the text that the API requires", () => {
    const filter = { where: { key: "RayID", operator: "eq", value: "x" } };
    expect(take({ filter }).values.filter).toBe(JSON.stringify(filter));
  });
});

describe("a destination", () => {
  test("that breaks the rules stays in its field, where the reason is shown", () => {
    const conf = "https://logs.example.com?header_A=%zz";
    const { values, unread, taken } = take({ destination_conf: conf });
    expect(values).toMatchObject({ destinationString: conf, endpoint: "", query: [] });
    expect(unread).toEqual([
      { what: "destination_conf", why: expect.stringMatching(/^A % is not followed.*Correct it/) },
    ]);
    expect(taken).toEqual([]);
  });

  test("is described without its values", () => {
    const conf = "https://logs.example.com/canary?header_Authorization=canary&header_X-B=canary&tags=canary&canary";
    const { taken, ignored, unread } = take({ destination_conf: conf });
    expect(taken.map(({ value }) => value)).toEqual([
      expect.stringMatching(/^logs\.example\.com; headers Authorization, X-B; parameters tags, /),
    ]);
    expect(JSON.stringify([taken, ignored, unread])).not.toContain("canary");
  });

  const gap = markGap("$TOKEN");
  test.each([
    [
      `https://h.example?header_Authorization=Bearer%20${gap}&a=%7e`,
      [header("Authorization", "Bearer $TOKEN")],
      "Authorization",
    ],
    [`https://h.example?header_X-Key=${gap}&a=%7e`, [header("X-Key", "$TOKEN")], "X-Key"],
    [`https://h.example?header_X-Key=a${gap}b&a=%7e`, [header("X-Key", "a$TOKENb")], "X-Key"],
    [`https://h.example?key=${gap}&a=%7e`, [param("key", "$TOKEN")], "key"],
    [`https://h.example?header_A=Basic%20dXNlcjo${gap}&a=%7e`, [header("A", "Basic dXNlcjo$TOKEN")], "A"],
  ])("keeps a reference in its row: %s", (conf, rows, name) => {
    const { values, unread } = take({ destination_conf: conf });
    expect(values.query).toEqual([...rows, { ...param("a", "~"), raw: "a=%7e" }]);
    expect(unread).toEqual([{ what: "destination_conf", why: expect.stringMatching(`${name} needs \\$TOKEN,`) }]);
  });

  test("of a masked backup lacks the masked values", () => {
    const { values, unread } = take({ destination_conf: "https://h.example?header_A=••••••••&a=••••••••&b=c" });
    expect(unread.map(({ why }) => why)).toEqual([
      "Header A is masked in the text. Enter its value.",
      "Parameter a is masked in the text. Enter its value.",
    ]);
    expect(checkJobForm({ ...values, fieldNames: ["RayID"] }).map(({ at, code }) => `${code} ${at}`)).toEqual([
      "E_MASK_VALUE query.0.value",
      "E_MASK_VALUE query.1.value",
    ]);
  });

  test("with a gap in a parameter cannot be sent by mistake", () => {
    const { values } = take({ destination_conf: `https://h.example?a=x${gap}` });
    expect(checkJobForm({ ...values, fieldNames: ["RayID"] }).map(({ at }) => at)).toEqual(["query.0.value"]);
  });

  test("with a gap in a header cannot be sent by mistake", () => {
    const { values } = take({
      destination_conf: `https://h.example?header_A=Bearer%20${gap}`,
      dataset: "http_requests",
    });
    const errors = checkJobForm({ ...values, fieldNames: ["RayID"] });
    expect(errors.map(({ at }) => at)).toEqual(["query.0.value"]);
  });

  test.each([`https://${gap}/in?a=b`, `https://h.example/${gap}?a=b`, `${gap}`, `https://h.example?header_${gap}=b`])(
    "with a gap elsewhere stays in its field: %s",
    (conf) => {
      const { values, unread } = take({ destination_conf: conf });
      expect(values.destinationString).toContain("$TOKEN");
      expect(unread).toHaveLength(1);
      expect(checkJobForm(values).map(({ at }) => at)).toContain("destinationString");
    },
  );
});

test("other texts keep their references and are reported", () => {
  const { values, unread } = take({ name: `a-${markGap("$NAME")}`, mine: { deep: [markGap("$X")] } });
  expect(values.name).toBe("a-$NAME");
  expect(JSON.parse(values.otherSettings)).toMatchObject({ mine: { deep: ["$X"] } });
  expect(unread.map(({ what }) => what)).toEqual(["name", "mine"]);
  expect(unread[0]?.why).toContain("It needs $NAME");
});

describe("the scope", () => {
  test.each<[string, Partial<FoundJob>, JsonObject, string]>([
    ["of the address is taken", { scope: otherZone }, {}, otherZone],
    ["of Terraform is taken", {}, { zone_id: "b206d08237cf5041bd16ec7d4a733d72" }, otherZone],
    ["of an account is taken", {}, { account_id: "01a7362d577a6c3019a474fd6f485823" }, account],
    ["of the address comes before the body's", { scope: otherZone }, { account_id: "x" }, otherZone],
    ["is the form's if the text has none", {}, {}, zone],
    ["is an account for an account's dataset", {}, { dataset: "audit_logs" }, account],
    ["stays for a dataset of both kinds", {}, { dataset: "firewall_events" }, zone],
    ["stays for an unknown dataset", {}, { dataset: "brand_new" }, zone],
  ])("%s", (_title, found, body, scope) => {
    const { values, unread } = take(body, found);
    expect(values.scope).toBe(scope);
    expect(unread).toEqual([]);
  });

  test.each<[string, Partial<FoundJob>, string, RegExp]>([
    ["a gap", { scope: `zones/${markGap("$ZONE_TAG")}` }, zone, /needs \$ZONE_TAG.*The form keeps theburritobot\.com/],
    ["an account's gap", { scope: `accounts/${markGap("$A")}` }, account, /needs \$A.*The form keeps Burrito/],
    ["a stranger", { scope: `zones/${"0".repeat(32)}` }, "", /has no access to zones\/0+\. Choose/],
  ])("is reported if it is %s", (_title, found, scope, why) => {
    const { values, unread } = take({}, found);
    expect(values.scope).toBe(scope);
    expect(unread).toEqual([{ what: "scope", why: expect.stringMatching(why) }]);
  });
});

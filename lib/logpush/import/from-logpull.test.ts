import { describe, expect, test } from "vitest";
import { checkJobForm } from "../job/check-form.ts";
import { toCreateBody } from "../job/to-request.ts";
import { exampleConf, exampleValues } from "../testing/form-values.ts";
import { markGap } from "./gaps.ts";
import { importJob } from "./to-form.ts";

function take(logpull_options: string) {
  const body = { dataset: "http_requests", destination_conf: exampleConf, logpull_options };
  const found = { label: "", body, isWhole: true, ignored: [], unread: [] };
  return importJob(found, { current: exampleValues(), scopes: [], datasets: [] });
}

const errorsOf = (text: string) =>
  checkJobForm(take(text).values).flatMap(({ at, code }) => (at === "scope" ? [] : [`${at} ${code}`]));

describe("a part that is not a setting is reported, with the setting that was probably meant", () => {
  test.each([
    ["fields=RayID&timestamps=rfc3339,sample=1.0", /Did you mean “&sample=1\.0”\?/, "timestampFormat"],
    ["fields=RayID&timestamps=rfc3339;sample=0.1", /Did you mean “&sample=0\.1”\?/, "timestampFormat"],
    ["fields=RayID,timestamps=rfc3339", /Did you mean “&timestamps=rfc3339”\?/, "fieldNames"],
    ["fields=RayID&CVE_2021_44228=true", /Did you mean CVE-2021-44228\?/, "cveRedaction"],
    ["fields=RayID&cve20214428=true", /Did you mean CVE-2021-44228\?/, "cveRedaction"],
    ["fields=RayID&CVE-2021-44228=1", /neither true nor false/, "cveRedaction"],
    ["fields=RayID&timestamp=rfc3339", /Did you mean timestamps\?/, "timestampFormat"],
    ["fields=RayID&Timestamps=rfc3339", /Did you mean timestamps\?/, "timestampFormat"],
    ["fields=RayID&timestamps=rfc-3339", /Did you mean rfc3339\?/, "timestampFormat"],
    ["fields=RayID&timestamps=RFC3339", /Did you mean rfc3339\?/, "timestampFormat"],
    ["fields=RayID&timestamps=iso", /not a timestamp format/, "timestampFormat"],
    ["field=RayID", /Did you mean fields\?/, "fieldNames"],
    ["fields=RayID&Sample=0.1", /Did you mean sample\?/, "sampleRate"],
    ["fields=RayID&sample_rate=0.1", /Did you mean sample\?/, "sampleRate"],
    ["fields=RayID&sample=10%25", /not a sample rate/, "sampleRate"],
    ["fields=RayID&sample=0x1", /not a sample rate/, "sampleRate"],
    ["fields=RayID&amp;timestamps=rfc3339", /Did you mean timestamps\?/, "timestampFormat"],
    ["fields=Ray ID", /not a field name/, "fieldNames"],
  ])("%s", (text, why, field) => {
    const { unread, ignored } = take(text);
    expect(unread).toEqual([{ what: "logpull_options", why: expect.stringMatching(why) }]);
    expect(ignored).toHaveLength(1);
    expect(errorsOf(text)).toEqual([`${field} E_IMPORTED_VALUE`]);
  });

  test.each(["fields=RayID&nonsense=1", "fields=RayID&flag", "fields=RayID&fields=ClientIP"])(
    "if no setting is similar it is reported alone: %s",
    (text) => {
      expect(take(text).unread).toHaveLength(1);
      expect(errorsOf(text)).toEqual([]);
    },
  );
});

test("a reference in one part leaves the others readable", () => {
  const source = "$".concat('{join(",", var.fields)}');
  const report = take(`fields=${markGap(source, "expression")}&timestamps=rfc3339&sample=0.1`);
  expect(report.values).toMatchObject({ fieldNames: [source], timestampFormat: "rfc3339", sampleRate: "0.1" });
  expect(report.unread).toEqual([{ what: "logpull_options", why: expect.stringContaining("cannot be evaluated") }]);
  expect(report.assumed.map(({ label }) => label)).toEqual(["Enabled"]);
  expect(toCreateBody({ ...report.values, fieldNames: ["RayID"] }).output_options).toEqual({
    field_names: ["RayID"],
    timestamp_format: "rfc3339",
    sample_rate: 0.1,
  });
});

test.each(["$SAMPLE", "$FORMAT", "$CVE"])("the same for %s", (source) => {
  const key = { $SAMPLE: "sample", $FORMAT: "timestamps", $CVE: "CVE-2021-44228" }[source];
  expect(errorsOf(`fields=A&${key}=${markGap(source)}`)).toHaveLength(1);
});

test("a reference to the whole goes to the other settings", () => {
  const report = take(markGap("$OPTIONS"));
  expect(report.unread).toEqual([{ what: "logpull_options", why: expect.stringContaining("needs $OPTIONS") }]);
  expect(report.values.otherSettings).toContain("$OPTIONS");
  expect(report.assumed.map(({ label }) => label)).toEqual(["Enabled"]);
  expect(errorsOf(markGap("$OPTIONS"))).toContain("otherSettings E_REFERENCE");
});

test.each([null, "", {}])("%j sets nothing", (logpull_options) => {
  const body = { dataset: "http_requests", destination_conf: exampleConf, logpull_options, output_options: {} };
  const report = importJob(
    { label: "", body, isWhole: true, ignored: [], unread: [] },
    { current: exampleValues(), scopes: [], datasets: [] },
  );
  expect(report.unread).toEqual([]);
  expect(report.ignored.filter(({ what }) => what === "logpull_options")).toEqual([
    { what: "logpull_options", why: expect.stringContaining("the same as not set") },
  ]);
});

import { describe, expect, test } from "vitest";
import { applyFix } from "#lib/logpush/delivery/apply-fix.ts";
import { exampleValues, header } from "#lib/logpush/testing/form-values.ts";
import { clearDraft } from "../../draft.ts";
import { stubSessionStorage } from "../../testing/session-storage.ts";
import { askedOf } from "./asked.ts";
import { checkIds, type DoneCheck, statusOf } from "./check-state.ts";
import { isSendable, readCount } from "./delivery-kind.ts";
import { readChecks, storeChecks } from "./stored-checks.ts";

describe("a fix in the destination", () => {
  const values = exampleValues({ endpoint: "https://a.example/in", query: [header("X-Key", "k")] });
  const fix = { kind: "set-header", name: "Content-Type", value: "application/json" } as const;

  test("adds a header at the end", () => {
    expect(applyFix(fix, values).query).toEqual([header("X-Key", "k"), header("Content-Type", "application/json")]);
  });

  test("takes the place of one of the same name, in any case, also of one that is off", () => {
    const query = [{ ...header("content-type", "text/plain"), isOff: true }, header("X-Key", "k")];
    expect(applyFix(fix, { ...values, query }).query).toEqual([
      header("Content-Type", "application/json"),
      header("X-Key", "k"),
    ]);
  });

  test("an endpoint takes the place of a kept one", () => {
    const fixed = applyFix(
      { kind: "set-endpoint", endpoint: "https://b.example/" },
      { ...values, isEndpointKept: true },
    );
    expect(fixed).toMatchObject({ endpoint: "https://b.example/", isEndpointKept: false });
  });
});

describe("a finding is about the values it was made of", () => {
  const values = exampleValues({});
  const done = (id: (typeof checkIds)[number]): DoneCheck => ({
    at: "2026-01-01T00:00:00.000Z",
    asked: askedOf(id, values, {}),
    finding: { outcome: "pass", message: "fine" },
  });
  const changes = {
    form: { name: "other" },
    delivery: { endpoint: "https://other.example/" },
    destination: { scope: `zones/${"1".repeat(32)}` },
    exists: { dataset: "dns_logs" },
    fields: { fieldNames: ["ClientIP"] },
  };

  test.each(checkIds)("%s", (id) => {
    expect(statusOf(done(id), false, askedOf(id, values, {}))).toBe("pass");
    expect(statusOf(done(id), false, askedOf(id, { ...values, ...changes[id] }, {}))).toBe("old");
    expect(statusOf(done(id), true, "")).toBe("running");
    expect(statusOf(undefined, false, "")).toBe("idle");
  });

  test("a test of records depends on how they are written, one of the probe does not", () => {
    const csv = { ...values, outputType: "csv" };
    expect(askedOf("delivery", csv, {})).toBe(askedOf("delivery", values, {}));
    expect(askedOf("delivery", csv, { records: 3 })).not.toBe(askedOf("delivery", values, { records: 3 }));
  });
});

describe("what is kept over a reload", () => {
  const items = stubSessionStorage();
  const at = "2026-01-01T00:00:00.000Z";

  test("is outcome, words and time, and counts as out of date", () => {
    storeChecks({
      form: { at, asked: "x", finding: { outcome: "pass", message: "All fine." } },
      delivery: { at, asked: "x", finding: { outcome: "warn", message: "Slow.", nextStep: "Hurry." } },
    });
    const read = readChecks();
    expect(read).toEqual({
      form: { at, finding: { outcome: "pass", message: "All fine." } },
      delivery: { at, finding: { outcome: "warn", message: "Slow.", nextStep: "Hurry." } },
    });
    expect(statusOf(read.form, false, "x")).toBe("old");
  });

  test("is nothing of what was asked, nor of what Cloudflare or a receiver said", () => {
    const error = {
      code: "E_UPSTREAM_REFUSED" as const,
      message: "Cloudflare refused: canary",
      nextStep: "Correct it.",
      upstream: { errors: [{ code: 1, message: "canary" }] },
    };
    storeChecks({ destination: { at, asked: "canary", finding: { outcome: "fail", error } } });
    expect([...items.values()].join()).not.toContain("canary");
    expect(readChecks().destination?.finding).toMatchObject({
      outcome: "fail",
      error: { message: "Cloudflare refused." },
    });
  });

  test("is nothing after it was cleared, or where it is not ours", () => {
    storeChecks({ form: { at, finding: { outcome: "pass", message: "x" } } });
    clearDraft();
    expect(readChecks()).toEqual({});
    items.set("headgate.new-job.checks", '{"form":{"at":1}}');
    expect(readChecks()).toEqual({});
  });
});

test.each([
  ["1", 1, true],
  [" 1000 ", 1000, true],
  ["1001", 1001, false],
  ["0", 0, false],
  ["-1", 0, false],
  ["1e3", 0, false],
  ["5.5", 0, false],
  ["", 0, false],
])("%j records are %i, sendable: %s", (text, records, isFine) => {
  expect(readCount(text)).toBe(records);
  expect(isSendable({ records })).toBe(isFine);
});

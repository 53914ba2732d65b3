import { describe, expect, test } from "vitest";
import { describedError } from "#lib/logpush/errors/errors.ts";
import { tallyRights } from "./permissions.ts";
import { adviseToken } from "./token-advice.ts";

const now = Date.parse("2026-03-10T12:00:00Z");

describe("the state of a token", () => {
  test.each([
    [{ status: "active" }, "ok", "No expiration"],
    [{ status: "active", expiresOn: "2026-06-01T00:00:00Z" }, "ok", "until 2026-06-01, 82 days from now"],
    [{ status: "active", expiresOn: "2026-03-20T00:00:00Z" }, "warn", "until 2026-03-20, 9 days from now"],
    [{ status: "active", expiresOn: "2026-03-11T13:00:00Z" }, "warn", "1 day from now"],
    [{ status: "active", expiresOn: "2026-03-10T13:00:00Z" }, "warn", "in less than a day"],
    [{ status: "active", expiresOn: "2026-03-10T12:00:00Z" }, "danger", "Expired on 2026-03-10"],
    [{ status: "active", expiresOn: "not a date" }, "ok", "No expiration"],
    [{ status: "expired" }, "danger", "Expired."],
    [{ status: "disabled" }, "danger", "Status: disabled"],
    [{ status: "active", notBefore: "2026-04-01T00:00:00Z" }, "danger", "Not valid before 2026-04-01"],
    [{ status: "active", notBefore: "2026-01-01T00:00:00Z" }, "ok", "Active"],
  ] as const)("%o is %s: %s", (state, tone, words) => {
    const advice = adviseToken(state, now);
    expect(advice.tone).toBe(tone);
    expect(advice.says).toContain(words);
    expect(advice.nextStep === undefined).toBe(tone === "ok");
  });
});

test("scopes are counted by permissions", () => {
  const error = describedError("E_PERMISSION");
  const outage = describedError("E_UPSTREAM_PAUSED");
  const rights = [
    { list: null, change: null },
    { list: null, change: error },
    { list: error, change: null },
    { list: error, change: error },
    { list: outage, change: outage },
    { list: null, change: outage },
  ];
  expect(tallyRights(rights)).toEqual({ whole: 1, partly: 2, refused: 1, unknown: 2 });
});

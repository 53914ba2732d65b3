import { describe, expect, test } from "vitest";
import { ACCOUNT_ID, withEmulator, ZONE_JOBS } from "../test-kit.ts";
import { SPECIAL_TOKENS } from "./credentials.ts";

const LONG = "a-well_formed-token-0123456789";
const [READ_ONLY, EXPIRED, NO_PII] = Object.keys(SPECIAL_TOKENS);
const bearer = (token: string | undefined) => ({ authorization: `Bearer ${token}` });

describe("credentials are checked before anything else", () => {
  test.each([
    ["any long token", bearer(LONG), 200, undefined, undefined],
    [
      "any email and key",
      { "x-auth-email": "ada@example.com", "x-auth-key": "0123456789abcdef" },
      200,
      undefined,
      undefined,
    ],
    ["nothing", {}, 400, 6003, undefined],
    ["a short token", bearer("short"), 400, 6003, 6111],
    ["a token with a space", bearer(`${LONG} x`), 400, 6003, 6111],
    ["a token with a plus", bearer(`${LONG}+x`), 400, 6003, 6111],
    ["another scheme", { authorization: `Basic ${LONG}` }, 400, 6003, 6111],
    ["an empty Authorization", { authorization: "" }, 400, 6003, 6111],
    ["a key without email", { "x-auth-key": "0123456789abcdef" }, 400, 6003, 6102],
    ["an email without key", { "x-auth-email": "ada@example.com" }, 400, 6003, 6103],
    ["a token without Logs Write", bearer(READ_ONLY), 403, 10000, undefined],
    ["an expired token", bearer(EXPIRED), 403, 9109, undefined],
  ])("%s", async (_, headers, status, code, chained) => {
    await withEmulator(async ({ api }) => {
      const answer = await api("GET", ZONE_JOBS, undefined, headers);
      expect([answer.status, answer.code]).toEqual([status, code]);
      expect(JSON.stringify(answer.body).includes(`{"code":${chained},`)).toBe(chained !== undefined);
    });
  });

  test("a malformed credential wins over an unknown route", () =>
    withEmulator(async ({ api }) => {
      expect((await api("GET", "/nowhere", undefined, {})).code).toBe(6003);
      expect((await api("GET", "/nowhere")).status).toBe(404);
    }));

  test("verifying an expired token says that it is expired", () =>
    withEmulator(async ({ api }) => {
      const { result } = await api("GET", "/user/tokens/verify", undefined, bearer(EXPIRED));
      expect(result).toMatchObject({ status: "expired" });
    }));

  test("a token without PII permission sees every job except the Zero Trust ones", () =>
    withEmulator(async ({ api }) => {
      const jobs = `/accounts/${ACCOUNT_ID}/logpush/jobs`;
      const list = await api("GET", jobs, undefined, bearer(NO_PII));
      expect(list.body.result).toMatchObject([{ dataset: "audit_logs_v2" }]);
      const one = await api("GET", `${jobs}/1014`, undefined, bearer(NO_PII));
      expect([one.status, one.code, one.message]).toEqual([
        403,
        1004,
        "reading job for product 'gateway_dns' is not allowed",
      ]);
      const body = { dataset: "gateway_dns", destination_conf: "https://logs.example.com" };
      expect((await api("POST", jobs, body, bearer(NO_PII))).code).toBe(1004);
    }));
});

describe("the global rate limit", () => {
  test("every answer says what is left, and exceeding the limit blocks for a whole window", async () => {
    let clock = Date.parse("2026-11-23T12:00:00Z");
    const options = { now: () => clock, rateLimit: { requests: 3, windowSeconds: 300 } };
    await withEmulator(async ({ api }) => {
      const first = await api("GET", "/zones");
      expect(first.headers.get("ratelimit")).toBe('"default";r=2;t=300');
      expect(first.headers.get("ratelimit-policy")).toBe('"default";q=3;w=300');
      expect(first.headers.get("cf-ray")).toMatch(/^[0-9a-f]{16}-EMU$/);
      await api("GET", "/zones");
      await api("GET", "/zones");
      clock += 200_000;
      const refused = await api("GET", "/zones");
      expect([refused.status, refused.code, refused.headers.get("retry-after")]).toEqual([429, 971, "300"]);
      expect((await api("GET", "/zones", undefined, bearer(LONG))).status).toBe(200);
      clock += 299_000;
      expect((await api("GET", "/zones")).status).toBe(429);
      clock += 301_000;
      expect((await api("GET", "/zones")).status).toBe(200);
    }, options);
  });
});

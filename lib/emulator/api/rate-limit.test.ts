import { describe, expect, test } from "vitest";
import { createFleet } from "../fleet/fleet.ts";
import { withEmulator } from "../test-kit.ts";

const other = { authorization: "Bearer another-token-of-the-same-emulator" };
const fleet = { zones: 3, jobs: 1 };

describe("the limit of requests", () => {
  test("is 1200 in 300 seconds for each credential, then blocks a whole window", async () => {
    let ms = Date.parse("2026-11-23T12:00:00Z");
    await withEmulator(
      async ({ api }) => {
        const first = await api("GET", "/zones");
        expect(first.headers.get("ratelimit")).toBe('"default";r=1199;t=300');
        expect(first.headers.get("ratelimit-policy")).toBe('"default";q=1200;w=300');
        expect(first.headers.get("retry-after")).toBeNull();
        for (let call = 2; call <= 1200; call += 1) await api("GET", "/user/tokens/verify");
        ms += 200_000;
        const refused = await api("GET", "/zones");
        expect(refused).toMatchObject({ status: 429, code: 971 });
        expect(refused.headers.get("retry-after")).toBe("300");
        expect(refused.headers.get("ratelimit")).toBe('"default";r=0;t=300');
        expect(refused.headers.get("ratelimit-policy")).toBe('"default";q=1200;w=300');
        expect((await api("GET", "/zones", undefined, other)).status).toBe(200);
        ms += 299_000;
        expect((await api("GET", "/zones")).headers.get("retry-after")).toBe("1");
        ms += 1000;
        expect((await api("GET", "/zones")).status).toBe(200);
      },
      { fleet, now: () => ms },
    );
  });

  test("holds for a fleet with the test routes too, and these do not count", async () => {
    process.env.HEADGATE_EMULATOR_FAULTS = "1";
    try {
      await withEmulator(
        async ({ api }) => {
          for (let call = 0; call < 5; call += 1) await api("GET", "/__emulator/faults");
          expect((await api("GET", "/zones")).headers.get("ratelimit")).toMatch(/r=1199/);
        },
        { fleet },
      );
    } finally {
      delete process.env.HEADGATE_EMULATOR_FAULTS;
    }
  });

  test("analytics have their own of 320 queries, which refuses with status 200", async () => {
    const [zone] = createFleet(fleet).places.zones;
    const query = `{ viewer { zones(filter: { zoneTag: "${zone?.id}" }) { zoneTag } } }`;
    await withEmulator(
      async ({ api }) => {
        for (let call = 1; call <= 320; call += 1) {
          expect((await api("POST", "/graphql", { query })).body.errors).toBeNull();
        }
        const { status, message, body } = await api("POST", "/graphql", { query });
        expect({ status, message }).toEqual({
          status: 200,
          message: "Rate limiter budget depleted. Please try again after 5 minutes.",
        });
        expect(body.data).toBeNull();
        expect((await api("GET", "/zones")).headers.get("ratelimit")).toMatch(/r=878/);
        expect((await api("POST", "/graphql", { query }, other)).body.errors).toBeNull();
      },
      { fleet },
    );
  });
});

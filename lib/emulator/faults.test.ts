import { afterEach, describe, expect, test } from "vitest";
import { withEmulator, ZONE_JOBS } from "./test-kit.ts";

const JOB = { destination_conf: "https://logs.example.com" };

describe("faults", () => {
  test("before: the job is not created; after: it is, and the answer is lost", () =>
    withEmulator(async ({ api, emulator }) => {
      const count = async () => Object.keys((await api("GET", ZONE_JOBS)).body.result ?? {}).length;
      emulator.faults.add({ at: "before", kind: "drop", times: 1, method: "POST", pathIncludes: "/logpush/jobs" });
      await expect(api("POST", ZONE_JOBS, JOB)).rejects.toThrow(new TypeError("fetch failed"));
      expect(await count()).toBe(2);
      emulator.faults.add({ at: "after", kind: "drop", times: 1, method: "POST" });
      await expect(api("POST", ZONE_JOBS, JOB)).rejects.toThrow("fetch failed");
      expect(await count()).toBe(3);
    }));

  test("status, malformed, html and rate-limit", () =>
    withEmulator(async ({ api, emulator }) => {
      const { faults, fetch } = emulator;
      faults.add({
        at: "before",
        kind: "status",
        status: 502,
        times: 2,
        errors: [{ code: 9, message: "bad gateway" }],
      });
      expect(await api("GET", "/zones")).toMatchObject({ status: 502, code: 9 });
      expect(faults.list()).toMatchObject([{ times: 1 }]);
      expect((await api("GET", "/zones")).status).toBe(502);
      expect((await api("GET", "/zones")).status).toBe(200);

      faults.add({ at: "before", kind: "malformed", times: 1 });
      await expect(api("GET", "/zones")).rejects.toThrow(SyntaxError);
      faults.add({ at: "before", kind: "html", times: 1 });
      const html = await fetch(new Request("http://x/client/v4/zones"));
      expect([html.status, html.headers.get("content-type")]).toEqual([520, "text/html; charset=UTF-8"]);

      faults.add({ at: "before", kind: "rate-limit", retryAfterSeconds: 7 });
      const limited = await api("GET", "/zones");
      expect([limited.status, limited.code, limited.headers.get("retry-after")]).toEqual([429, 971, "7"]);
      faults.clear();
      expect((await api("GET", "/zones")).status).toBe(200);
    }));

  test("delay answers late but truthfully, and ends with the request", () =>
    withEmulator(async ({ api, emulator }) => {
      emulator.faults.add({ at: "before", kind: "delay", delayMs: 60, times: 1 });
      const begun = performance.now();
      expect((await api("GET", "/zones")).status).toBe(200);
      expect(performance.now() - begun).toBeGreaterThan(50);
      emulator.faults.add({ at: "after", kind: "delay", delayMs: 60_000, times: 1 });
      const signal = AbortSignal.timeout(30);
      await expect(emulator.fetch(new Request("http://x/client/v4/zones", { signal }))).rejects.toThrow();
    }));
});

describe("the test routes", () => {
  afterEach(() => {
    delete process.env.HEADGATE_EMULATOR_FAULTS;
  });

  test("do not exist by default", () =>
    withEmulator(async ({ api }) => {
      for (const [method, path] of [
        ["GET", "faults"],
        ["POST", "faults"],
        ["DELETE", "faults"],
        ["POST", "tick"],
        ["GET", "calls"],
      ] as const) {
        expect(await api(method, `/__emulator/${path}`, method === "POST" ? {} : undefined)).toMatchObject({
          status: 404,
        });
      }
    }));

  test("set faults and run a delivery round", async () => {
    process.env.HEADGATE_EMULATOR_FAULTS = "1";
    await withEmulator(async ({ api, emulator }) => {
      expect((await api("POST", "/__emulator/faults", { at: "before", kind: "nope" })).status).toBe(400);
      await api("POST", "/__emulator/faults", { at: "before", kind: "status", status: 503 });
      expect((await api("GET", "/zones")).status).toBe(503);
      expect((await api("GET", "/__emulator/faults")).body.result).toHaveLength(1);
      await api("DELETE", "/__emulator/faults");

      const { id } = (await api("POST", ZONE_JOBS, { ...JOB, enabled: true })).result;
      await api("POST", "/__emulator/tick");
      expect(emulator.receiver.list().some(({ jobId, kind }) => jobId === id && kind === "batch")).toBe(true);
      expect((await api("GET", `${ZONE_JOBS}/${id}`)).result.last_complete).not.toBeNull();
    });
  });

  test("list the calls, with the bodies of changes, but not those of the test routes", async () => {
    process.env.HEADGATE_EMULATOR_FAULTS = "1";
    const ms = Date.parse("2026-11-23T12:00:00Z");
    await withEmulator(
      async ({ api }) => {
        await api("GET", "/zones");
        await api("POST", ZONE_JOBS, JOB);
        expect((await api("GET", "/__emulator/calls")).body.result).toEqual([
          { at: ms, method: "GET", path: "/client/v4/zones" },
          { at: ms, method: "POST", path: `/client/v4${ZONE_JOBS}`, body: JSON.stringify(JOB) },
        ]);
        await api("DELETE", "/__emulator/calls");
        expect((await api("GET", "/__emulator/calls")).body.result).toEqual([]);
      },
      { now: () => ms },
    );
  });
});

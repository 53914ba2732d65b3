import { describe, expect, test } from "vitest";
import { type Api, eventually, startTlsReceiver, withEmulator, ZONE_JOBS } from "./test-kit.ts";

const MINUTE = 60_000;
const FAST = { deliveryIntervalMs: 20 };
const RECEIVER = "https://logs.example.com";

async function create(api: Api, job: object): Promise<string> {
  const { result, message } = await api("POST", ZONE_JOBS, { enabled: true, ...job });
  if (result.id === undefined) throw new Error(message);
  return `${ZONE_JOBS}/${result.id}`;
}

describe("delivery", () => {
  test("pushes a batch to a real receiver and records the end of its range", async () => {
    const server = await startTlsReceiver((response) => response.end());
    await withEmulator(async ({ api, emulator }) => {
      const path = await create(api, {
        destination_conf: `${server.origin}/in?header_Content-Type=application%2Fx-ndjson`,
        output_options: { field_names: ["RayID", "EdgeStartTimestamp"], timestamp_format: "rfc3339" },
      });
      emulator.start();
      await eventually(() => server.requests.length > 1);
      const [probe, batch] = server.requests;
      expect(probe?.text).toBe('{"content":"tests"}');
      expect(batch?.headers).toMatchObject({ "content-encoding": "gzip", "content-type": "application/x-ndjson" });
      expect(batch?.headers["content-length"]).toMatch(/^\d+$/);
      for (const line of batch?.text.trim().split("\n") ?? []) {
        expect(line).toMatch(/^\{"RayID":"[0-9a-f]{16}","EdgeStartTimestamp":"\d{4}-[^"]+Z"\}$/);
      }
      await eventually(async () => (await api("GET", path)).result.last_complete !== null);
      expect((await api("GET", path)).result).toMatchObject({
        last_complete: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
        last_error: null,
        error_message: null,
      });
    }, FAST);
    await server.close();
  });

  test("failures are reported in observed words, and a success clears them", async () => {
    let answer: [number, string] = [200, ""];
    const server = await startTlsReceiver((response) => response.writeHead(answer[0]).end(answer[1]));
    let clock = Date.parse("2026-11-23T12:00:00Z");
    await withEmulator(
      async ({ api, emulator }) => {
        const path = await create(api, { destination_conf: server.origin });
        const stateOf = async () => (await api("GET", path)).result;
        answer = [415, '{"error":"want json"}'];
        emulator.start();
        const advance = async (isThere: (job: Record<string, unknown>) => boolean) =>
          eventually(async () => {
            clock += 1000;
            return isThere(await stateOf());
          });
        await advance((job) => job.error_message !== null);
        expect((await stateOf()).error_message).toBe(
          'error 415: error pushing: error uploading to https: 415 {"error":"want json"}',
        );
        expect((await stateOf()).last_error).toMatch(/Z$/);
        answer = [500, ""];
        await advance((job) => job.error_message === "error 500: error pushing: error uploading to https: status:500");
        answer = [200, ""];
        await advance((job) => job.error_message === null);
        expect(await stateOf()).toMatchObject({ last_error: null, last_complete: expect.any(String) });
      },
      { ...FAST, now: () => clock },
    );
    await server.close();
  });

  test("a job that fails for too long is disabled and keeps its error; seed jobs never are", async () => {
    let clock = Date.parse("2026-11-23T12:00:00Z");
    let status = 200;
    const server = await startTlsReceiver((response) => response.writeHead(status).end());
    await withEmulator(
      async ({ api, emulator }) => {
        const path = await create(api, { destination_conf: server.origin });
        status = 500;
        emulator.start();
        await eventually(async () => {
          clock += 10 * MINUTE;
          return (await api("GET", path)).result.enabled === false;
        });
        expect((await api("GET", path)).result.error_message).toMatch(/status:500/);
        expect((await api("GET", `${ZONE_JOBS}/1002`)).result).toMatchObject({
          enabled: true,
          error_message: expect.stringMatching(/401/),
        });
        status = 200;
        expect((await api("PUT", path, { enabled: true })).result).toMatchObject({ enabled: true });
        status = 500;
        await eventually(async () => {
          clock += MINUTE;
          return (await api("GET", path)).result.error_message !== null;
        });
        expect((await api("GET", path)).result.enabled).toBe(true);
      },
      { ...FAST, disableAfterMs: 60 * MINUTE, now: () => clock },
    );
    await server.close();
  });

  test("a receiver that hangs delays no other job", () =>
    withEmulator(async ({ api, emulator }) => {
      await create(api, { destination_conf: `${RECEIVER}/ok` });
      emulator.start();
      await eventually(() => emulator.receiver.list().some(({ target, kind }) => target === "/ok" && kind === "batch"));
    }, FAST));

  test("a repaired job runs again immediately, whatever its pause", async () => {
    const clock = Date.parse("2026-11-23T12:00:00Z");
    let status = 200;
    const server = await startTlsReceiver((response) => response.writeHead(status).end());
    await withEmulator(
      async ({ api, emulator }) => {
        const path = await create(api, { destination_conf: server.origin });
        status = 503;
        emulator.start();
        await eventually(async () => (await api("GET", path)).result.error_message !== null);
        // The clock stands still from here on, so that no pause can expire.
        await api("PUT", path, { destination_conf: `${RECEIVER}/repaired` });
        await eventually(async () => (await api("GET", path)).result.error_message === null);
      },
      { ...FAST, now: () => clock },
    );
    await server.close();
  });

  test("disabled jobs get nothing", () =>
    withEmulator(async ({ api, emulator }) => {
      await create(api, { destination_conf: `${RECEIVER}/off`, enabled: false });
      await create(api, { destination_conf: `${RECEIVER}/on` });
      emulator.start();
      await eventually(() => emulator.receiver.list().some(({ target, kind }) => target === "/on" && kind === "batch"));
      expect(emulator.receiver.list().filter(({ target }) => target === "/off")).toMatchObject([{ kind: "probe" }]);
    }, FAST));

  test("the seed jobs keep every health state", () =>
    withEmulator(async ({ api, emulator }) => {
      emulator.start();
      await eventually(() => emulator.receiver.list().filter(({ kind }) => kind === "batch").length > 8);
      const [net, com] = ["f85a2dd533542355431305a168643146", "e23b50aec07b72b655145c63662d0c32"];
      const job = async (zone: string | undefined, id: number) =>
        (await api("GET", `/zones/${zone}/logpush/jobs/${id}`)).result;
      expect(await job(net, 1006)).toMatchObject({ enabled: true, last_complete: null, error_message: null });
      expect(Date.parse(String((await job(net, 1005)).last_complete))).toBeLessThan(Date.now() - 60 * MINUTE);
      expect(await job(com, 1003)).toMatchObject({ enabled: true, error_message: expect.stringMatching(/status:500/) });
      expect(await job(com, 1004)).toMatchObject({ enabled: true, error_message: null });
    }, FAST));
});

describe("the built-in receiver", () => {
  test("keeps a request as it arrived", () =>
    withEmulator(async ({ api, emulator }) => {
      await create(api, { destination_conf: `${RECEIVER}/x?header_X-Name=J%C3%BCrgen%20%2B&a=b`, enabled: false });
      const [request] = emulator.receiver.list();
      expect(request).toMatchObject({
        host: "logs.example.com",
        method: "POST",
        target: "/x?a=b",
        kind: "probe",
        body: '{"content":"tests"}',
        bodyTruncated: false,
        records: 0,
        status: 200,
      });
      expect(request?.headers).toEqual([
        ["Host", "logs.example.com"],
        ["User-Agent", "Go-http-client/2.0"],
        ["Content-Length", String(request?.compressedBytes)],
        ["Content-Encoding", "gzip"],
        ["X-Name", "Jürgen +"],
      ]);
      emulator.receiver.clear();
      expect(emulator.receiver.list()).toEqual([]);
    }));

  test.each([
    ["/status/401", /401 \{"error":"unauthorized"\}/],
    ["/seed/415", /415 \{"error"/],
    ["/500", /status:500/],
    ["/hang", /Client\.Timeout/],
    ["/close", /EOF/],
    ["/require-auth", /401/],
    ["/require-json", /415/],
    ["/require-json?header_content-type=application%2Fjson", undefined],
    ["/require-auth?header_Authorization=x", undefined],
    ["/anything/401", undefined],
  ])("%s", async (path, message) => {
    await withEmulator(
      async ({ api }) => {
        const answer = await api("POST", ZONE_JOBS, { destination_conf: `https://receiver.headgate.test${path}` });
        expect(answer.status).toBe(message ? 400 : 200);
        if (message) expect(answer.message).toMatch(message);
      },
      { timeouts: { idleMs: 50 } },
    );
  });

  test("busy seed jobs do not evict a person's requests", () =>
    withEmulator(async ({ api, emulator }) => {
      const validate = (path: string) =>
        api("POST", ZONE_JOBS.replace("jobs", "validate/destination"), {
          destination_conf: `https://receiver.headgate.test${path}`,
        });
      for (let index = 0; index < 60; index += 1) await validate(`/mine/${index}`);
      for (let index = 0; index < 200; index += 1) await validate("/seed/ok");
      const list = emulator.receiver.list();
      expect(list).toHaveLength(200);
      expect(list.filter(({ target }) => target.startsWith("/mine/")).map(({ target }) => target)).toEqual(
        Array.from({ length: 50 }, (_, index) => `/mine/${59 - index}`),
      );
    }));
});

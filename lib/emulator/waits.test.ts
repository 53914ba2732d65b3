import { getEventListeners } from "node:events";
import { expect, test } from "vitest";
import { applyFault } from "./api/apply-fault.ts";
import { parseHttpsDestination } from "./push/destination.ts";
import { buildUpload } from "./push/upload.ts";
import { createReceiver } from "./receiver/receiver.ts";
import { withEmulator } from "./test-kit.ts";

const hangingUpload = () => uploadTo("https://receiver.headgate.test/hang");

async function uploadTo(conf: string) {
  const parsed = parseHttpsDestination(conf);
  if (!parsed.ok) throw new Error(parsed.message);
  return buildUpload(parsed.value, "{}", { kind: "batch", records: 1 });
}

test("fifty hanging uploads leave no listener on the signal that they share", async () => {
  const { signal } = new AbortController();
  const { send } = createReceiver({ now: Date.now, hangMs: 1 });
  const upload = await hangingUpload();
  const outcomes = await Promise.all(Array.from({ length: 50 }, () => send(upload, signal)));
  expect(outcomes[49]).toMatchObject({ ok: false, detail: expect.stringContaining("Client.Timeout") });
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("a stop ends a hanging upload immediately", async () => {
  const controller = new AbortController();
  const sending = createReceiver({ now: Date.now, hangMs: 60_000 }).send(await hangingUpload(), controller.signal);
  controller.abort();
  expect(await sending).toMatchObject({ ok: false });
});

test("delayed answers leave no listener, and an abort ends them with its own reason", async () => {
  const controller = new AbortController();
  const { signal } = controller;
  const answer = async () => new Response("ok");
  const fault = { at: "before", kind: "delay", delayMs: 1 } as const;
  await Promise.all(Array.from({ length: 50 }, () => applyFault(fault, answer, signal)));
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
  const waiting = applyFault({ ...fault, delayMs: 60_000 }, answer, signal);
  controller.abort(new Error("the caller left"));
  await expect(waiting).rejects.toThrow("the caller left");
});

test("each answer of the API takes the latency, the test receiver and the test routes do not", async () => {
  await withEmulator(
    async ({ api, emulator }) => {
      const took = async (work: () => Promise<unknown>) => {
        const begin = performance.now();
        await work();
        return performance.now() - begin;
      };
      expect(await took(() => api("GET", "/zones"))).toBeGreaterThanOrEqual(295);
      expect(await took(() => api("POST", "/graphql", { query: "{ viewer { zones { zoneTag } } }" }))).toBeGreaterThan(
        295,
      );
      expect(await took(() => Promise.all([1, 2, 3, 4].map(() => api("GET", "/zones"))))).toBeLessThan(900);
      const { signal } = new AbortController();
      const upload = await uploadTo("https://receiver.headgate.test/in");
      expect(await took(() => createReceiver({ now: Date.now, hangMs: 1 }).send(upload, signal))).toBeLessThan(200);
      expect(await took(() => api("GET", "/__emulator/faults"))).toBeLessThan(200);
      const request = new Request("http://emulator.local/client/v4/zones", { signal: AbortSignal.timeout(20) });
      await expect(emulator.fetch(request)).rejects.toThrow("timeout");
    },
    { latencyMs: 300 },
  );
});

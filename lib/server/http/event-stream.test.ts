import { getEventListeners } from "node:events";
import { expect, test, vi } from "vitest";
import { eventStream } from "./event-stream.ts";

const first = "retry: 2000\ndata: change\n\n";

function open(options: { debounceMs?: number; heartbeatMs?: number } = {}) {
  const controller = new AbortController();
  const listeners = new Set<() => void>();
  const stream = eventStream({
    signal: controller.signal,
    subscribe: (onChange) => {
      listeners.add(onChange);
      return () => listeners.delete(onChange);
    },
    debounceMs: 1,
    ...options,
  });
  const reader = stream.pipeThrough(new TextDecoderStream()).getReader();
  const change = () => {
    for (const listener of listeners) listener();
  };
  return { controller, listeners, change, reader, read: async () => (await reader.read()).value };
}

test("one event immediately, then one for each change", async () => {
  const { read, change } = open();
  expect(await read()).toBe(first);
  for (const _ of [1, 2]) {
    change();
    expect(await read()).toBe("data: change\n\n");
  }
});

test("many changes at nearly the same time are one event", async () => {
  const { read, change, controller } = open({ debounceMs: 20 });
  await read();
  for (let count = 0; count < 1000; count += 1) change();
  expect(await read()).toBe("data: change\n\n");
  const next = read();
  controller.abort();
  expect(await next).toBeUndefined();
});

test("silence is filled with comments", async () => {
  const { read } = open({ heartbeatMs: 1 });
  expect(await read()).toBe(first);
  expect(await read()).toBe(": alive\n\n");
});

test("the listeners are removed when the browser leaves", async () => {
  const { read, reader, listeners, controller, change } = open({ heartbeatMs: 1 });
  await read();
  expect(listeners.size).toBe(1);
  change();
  controller.abort();
  expect(listeners.size).toBe(0);
  expect((await reader.read()).done).toBe(true);

  const canceled = open();
  await canceled.read();
  await canceled.reader.cancel();
  expect(canceled.listeners.size).toBe(0);
  expect(getEventListeners(canceled.controller.signal, "abort")).toHaveLength(0);
});

test("a browser that does not read costs no memory", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "setInterval"] });
  const { change, read, controller } = open({ heartbeatMs: 10 });
  for (let round = 0; round < 1000; round += 1) {
    change();
    vi.advanceTimersByTime(10);
  }
  vi.useRealTimers();
  controller.abort();
  let chunks = 0;
  while ((await read()) !== undefined) chunks += 1;
  expect(chunks).toBeLessThan(10);
});

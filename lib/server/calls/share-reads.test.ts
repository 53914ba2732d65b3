import { expect, test, vi } from "vitest";
import { createReadSharing } from "./share-reads.ts";

/** A sharing whose calls are answered by hand. */
function open(shownAgeMs = 5000) {
  const state = { now: 0, shownAgeMs };
  const sharing = createReadSharing({ now: () => state.now, shownAgeMs: () => state.shownAgeMs });
  const waiting: { answer: (text: string, status?: number) => void; fail: (error: Error) => void }[] = [];
  const call = vi.fn(
    () =>
      new Promise<Response>((resolve, reject) => {
        const answer = (text: string, status = 200) =>
          resolve(new Response(status === 204 ? null : text, { status, headers: { "x-a": "b" } }));
        waiting.push({ answer, fail: reject });
      }),
  );
  const read = (isShown = false, url = "u") => sharing.read(url, call, isShown).then((response) => response.text());
  /** Reads and answers at once. */
  const readNow = async (text: string, isShown = false, status = 200) => {
    const result = read(isShown);
    await Promise.resolve();
    waiting.at(-1)?.answer(text, status);
    return result;
  };
  return { state, sharing, waiting, call, read, readNow };
}

test("parallel reads share one request, whole with its status and headers", async () => {
  const { sharing, call, waiting } = open();
  const both = [sharing.read("u", call, false), sharing.read("u", call, true)];
  waiting[0]?.answer("text", 201);
  for (const response of await Promise.all(both)) {
    expect([response.status, response.headers.get("x-a"), await response.text()]).toEqual([201, "b", "text"]);
  }
  expect(call).toHaveBeenCalledTimes(1);
});

test("other addresses do not share", async () => {
  const { read, call, waiting } = open();
  const both = [read(false, "one"), read(false, "two")];
  waiting[0]?.answer("1");
  waiting[1]?.answer("2");
  expect(await Promise.all(both)).toEqual(["1", "2"]);
  expect(call).toHaveBeenCalledTimes(2);
});

test("an answer without a body stays without one", async () => {
  const { sharing, call, waiting } = open();
  const read = sharing.read("u", call, false);
  waiting[0]?.answer("", 204);
  expect((await read).status).toBe(204);
});

test("a read for display gets a recent answer, another read does not", async () => {
  const { state, readNow, read, call } = open();
  expect(await readNow("first")).toBe("first");
  state.now = 4999;
  expect(await read(true)).toBe("first");
  expect(await readNow("second")).toBe("second");
  expect(await read(true)).toBe("second");
  expect(call).toHaveBeenCalledTimes(2);
});

test("an answer that is too old is not shown", async () => {
  const { state, readNow } = open();
  await readNow("first");
  state.now = 5000;
  expect(await readNow("second", true)).toBe("second");
});

test("while calls are plentiful nothing is kept", async () => {
  const { state, readNow } = open(0);
  await readNow("first");
  state.shownAgeMs = 60_000;
  expect(await readNow("second", true)).toBe("second");
});

test("a request in progress is shared, however long it takes", async () => {
  const { state, read, waiting, call } = open();
  const first = read();
  state.now = 60_000;
  const second = read(true);
  waiting[0]?.answer("late");
  expect(await Promise.all([first, second])).toEqual(["late", "late"]);
  expect(call).toHaveBeenCalledTimes(1);
});

test.each([400, 404, 500])("a %i is not kept", async (status) => {
  const { readNow } = open();
  await readNow("refused", false, status);
  expect(await readNow("now", true)).toBe("now");
});

test("a 399 is kept, and a failure is not", async () => {
  const { read, readNow, waiting } = open();
  await readNow("odd", false, 399);
  expect(await read(true)).toBe("odd");
  const failed = read();
  waiting.at(-1)?.fail(new Error("lost"));
  await expect(failed).rejects.toThrow("lost");
  expect(await readNow("again", true)).toBe("again");
});

test("a write ends the sharing when it begins and when it ends", async () => {
  const { sharing, read, readNow, waiting } = open();
  await readNow("before");
  const early = read();
  let end = (_: Response) => {};
  const write = sharing.write(() => new Promise((resolve) => (end = resolve)));
  expect(sharing.writes()).toBe(1);
  const during = read(true);
  waiting.at(-1)?.answer("during");
  expect(await during).toBe("during");
  expect(await read(true)).toBe("during");
  const answer = new Response("written");
  end(answer);
  expect(await write).toBe(answer);
  expect(sharing.writes()).toBe(2);
  expect(await readNow("after", true)).toBe("after");
  // The answer of a read from before the write does not replace a later one.
  waiting[1]?.answer("early");
  expect(await early).toBe("early");
  expect(await read(true)).toBe("after");
});

test("a write that fails ends the sharing too", async () => {
  const { sharing, readNow } = open();
  await readNow("before");
  await expect(sharing.write(() => Promise.reject(new Error("lost")))).rejects.toThrow("lost");
  expect(sharing.writes()).toBe(2);
  expect(await readNow("after", true)).toBe("after");
});

test("everything can be forgotten", async () => {
  const { sharing, readNow } = open();
  await readNow("before");
  sharing.forget();
  expect(await readNow("after", true)).toBe("after");
  expect(sharing.writes()).toBe(0);
});

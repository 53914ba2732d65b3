import { expect, test } from "vitest";
import { shareNext } from "./share-next.ts";

test("those who come while it runs share one more run, which begins afterwards", async () => {
  const begun: (() => void)[] = [];
  const work = () => new Promise<void>((resolve) => begun.push(resolve));
  const first = shareNext("a", work);
  const others = [shareNext("a", work), shareNext("a", work), shareNext("a", work)];
  expect(begun).toHaveLength(1);
  begun[0]?.();
  await first;
  await new Promise((resolve) => setTimeout(resolve));
  expect(begun).toHaveLength(2);
  const later = shareNext("a", work);
  begun[1]?.();
  await Promise.all(others);
  await new Promise((resolve) => setTimeout(resolve));
  expect(begun).toHaveLength(3);
  begun[2]?.();
  await later;
});

test("a failure reaches those who share the run, and not the next", async () => {
  let runs = 0;
  const work = async () => {
    runs += 1;
    if (runs === 1) throw new Error("first");
  };
  const first = shareNext("b", work);
  const second = shareNext("b", work);
  await expect(first).rejects.toThrow("first");
  await second;
  expect(runs).toBe(2);
});

test("other keys do not wait", async () => {
  let isDone = false;
  void shareNext("c", () => new Promise(() => undefined));
  await shareNext("d", async () => {
    isDone = true;
  });
  expect(isDone).toBe(true);
});

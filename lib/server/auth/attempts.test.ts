import { expect, test } from "vitest";
import { createAttempts } from "./attempts.ts";

function attemptsAt(start = 0) {
  const clock = { ms: start };
  return { clock, attempts: createAttempts(() => clock.ms) };
}

test("the sixth attempt of an address in five minutes waits for the first to pass", () => {
  const { clock, attempts } = attemptsAt();
  for (let tries = 0; tries < 5; tries += 1) {
    expect(attempts.begin("192.0.2.1").ok).toBe(true);
    clock.ms += 10_000;
  }
  expect(attempts.begin("192.0.2.1")).toEqual({ ok: false, waitMs: 250_000 });
  expect(attempts.begin("192.0.2.2").ok).toBe(true);
  clock.ms = 300_000;
  expect(attempts.begin("192.0.2.1").ok).toBe(true);
});

test("attempts count before they are checked, so that parallel ones do not slip through", () => {
  const { attempts } = attemptsAt();
  const begun = Array.from({ length: 20 }, () => attempts.begin("192.0.2.1"));
  expect(begun.filter(({ ok }) => ok)).toHaveLength(5);
});

test("another network is never refused, however many attempts fail elsewhere; after fifty, strangers have to queue", () => {
  const { attempts } = attemptsAt();
  const begun = Array.from({ length: 1000 }, (_, index) => attempts.begin(`192.0.2.${index}`));
  expect(begun.map((one) => one.ok && one.isCrowded)).toEqual([...Array(50).fill(false), ...Array(950).fill(true)]);
});

test("an attempt says how many of its network failed before", () => {
  const { attempts } = attemptsAt();
  const tries = Array.from({ length: 5 }, () => attempts.begin("192.0.2.1")).map((one) => one.ok && one.tries);
  expect(tries).toEqual([0, 1, 2, 3, 4]);
});

test("the right password is not counted, but does not reset the count for other roles", () => {
  const { attempts } = attemptsAt();
  const succeed = () => {
    const right = attempts.begin("192.0.2.1");
    if (right.ok) right.succeed();
    return right.ok;
  };
  for (let times = 0; times < 20; times += 1) expect(succeed()).toBe(true);
  let admitted = 0;
  for (let guesses = 0; guesses < 100; guesses += 1) {
    if (attempts.begin("192.0.2.1").ok) admitted += 1;
    succeed();
  }
  expect(admitted).toBe(5);
});

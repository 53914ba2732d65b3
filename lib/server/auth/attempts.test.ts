import { expect, test } from "vitest";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { createAttempts } from "./attempts.ts";

describeEachStore("attempts to sign in", ({ store, openAnother }) => {
  function attemptsAt(start = 0) {
    const clock = { ms: start };
    return { clock, attempts: createAttempts(store().db, () => clock.ms) };
  }

  test("the sixth attempt of an address in five minutes waits for the first to pass", async () => {
    const { clock, attempts } = attemptsAt();
    for (let tries = 0; tries < 5; tries += 1) {
      expect((await attempts.begin("192.0.2.1")).ok).toBe(true);
      clock.ms += 10_000;
    }
    expect(await attempts.begin("192.0.2.1")).toEqual({ ok: false, waitMs: 250_000 });
    expect((await attempts.begin("192.0.2.2")).ok).toBe(true);
    clock.ms = 300_000;
    expect((await attempts.begin("192.0.2.1")).ok).toBe(true);
  });

  test("attempts count before they are checked, so that parallel ones do not slip through, on whichever server", async () => {
    const servers = [createAttempts(store().db, () => 0), createAttempts(openAnother().db, () => 0)];
    const begun = await Promise.all(
      Array.from({ length: 30 }).flatMap(() => servers.map((attempts) => attempts.begin("192.0.2.1"))),
    );
    expect(begun).toHaveLength(60);
    expect(begun.filter(({ ok }) => ok)).toHaveLength(5);
    expect(new Set(begun.map((one) => (one.ok ? one.tries : undefined)))).toEqual(new Set([0, 1, 2, 3, 4, undefined]));
  });

  test("another network is never refused, however many attempts fail elsewhere; after fifty, strangers have to queue", async () => {
    const { attempts } = attemptsAt();
    const crowded: boolean[] = [];
    for (let index = 0; index < 200; index += 1) {
      const begun = await attempts.begin(`192.0.2.${index}`);
      crowded.push(begun.ok && begun.isCrowded);
    }
    expect(crowded).toEqual([...Array(50).fill(false), ...Array(150).fill(true)]);
  });

  test("an attempt says how many of its network failed before", async () => {
    const { attempts } = attemptsAt();
    const tries: unknown[] = [];
    for (let index = 0; index < 5; index += 1) {
      const begun = await attempts.begin("192.0.2.1");
      tries.push(begun.ok && begun.tries);
    }
    expect(tries).toEqual([0, 1, 2, 3, 4]);
  });

  test("the right password is not counted, but does not reset the count for other roles", async () => {
    const { attempts } = attemptsAt();
    const succeed = async () => {
      const right = await attempts.begin("192.0.2.1");
      if (right.ok) await right.succeed();
      return right.ok;
    };
    for (let times = 0; times < 20; times += 1) expect(await succeed()).toBe(true);
    let admitted = 0;
    for (let guesses = 0; guesses < 100; guesses += 1) {
      if ((await attempts.begin("192.0.2.1")).ok) admitted += 1;
      await succeed();
    }
    expect(admitted).toBe(5);
  });

  test("a restart forgets nothing, and no address is stored", async () => {
    const { attempts } = attemptsAt();
    for (let tries = 0; tries < 5; tries += 1) await attempts.begin("192.0.2.1");
    expect((await createAttempts(openAnother().db, () => 0).begin("192.0.2.1")).ok).toBe(false);
    expect(JSON.stringify(await store().db.selectFrom("sign_in_attempt").selectAll().execute())).not.toContain("192.0");
  });

  test("a clock that ran ahead and was set back locks nobody out for longer than ten minutes", async () => {
    const { clock, attempts } = attemptsAt(365 * 24 * 3600_000);
    for (let tries = 0; tries < 5; tries += 1) await attempts.begin("192.0.2.1");
    clock.ms = 0;
    expect((await attempts.begin("192.0.2.1")).ok).toBe(true);
  });

  test("old attempts are removed some at a time, and never are more than ten thousand kept", async () => {
    const { clock, attempts } = attemptsAt(1_000_000);
    const fill = async (count: number, at: number) => {
      for (let done = 0; done < count; done += 2000) {
        const rows = Array.from({ length: 2000 }, (_, index) => ({ bucket: `${at} ${done + index}`, at }));
        await store().db.insertInto("sign_in_attempt").values(rows).execute();
      }
    };
    const kept = () => store().db.selectFrom("sign_in_attempt").select("at").orderBy("at").execute();
    await fill(2000, 0);
    await attempts.begin("192.0.2.1");
    expect(await kept()).toHaveLength(1501);
    await store().db.deleteFrom("sign_in_attempt").execute();
    await fill(10_000, clock.ms - 2);
    clock.ms += 1;
    expect(await attempts.begin("192.0.2.1")).toMatchObject({ ok: true, isCrowded: true });
    expect(await kept()).toHaveLength(10_000);
    expect((await kept()).at(-1)).toEqual({ at: clock.ms });
  });
});

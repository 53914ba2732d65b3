import { expect, test } from "vitest";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { withJobLock } from "./job-lock.ts";

const ref = { scopeKind: "zones", scopeId: "a".repeat(32), jobId: 7 } as const;
const other = { ...ref, jobId: 8 };
const times = { ttlMs: 1500, renewMs: 300, longestWaitMs: 20_000 };
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describeEachStore("the lock of a job", ({ store, openAnother }) => {
  test("changes of one job run one after the other, on two servers", async () => {
    const servers = [store(), openAnother()];
    let running = 0;
    let most = 0;
    const change = async () => {
      running += 1;
      most = Math.max(most, running);
      await wait(20);
      running -= 1;
    };
    const changes = Array.from({ length: 10 }, (_, index) => servers[index % 2] ?? store());
    await Promise.all(changes.map((one) => withJobLock({ store: one, now: Date.now }, ref, change, times)));
    expect(most).toBe(1);
    expect(await store().db.selectFrom("lease").select("name").execute()).toEqual([]);
  });

  test("other jobs do not wait", async () => {
    const context = { store: store(), now: Date.now };
    let isReleased = false;
    const held = withJobLock(context, ref, () => wait(2000).then(() => (isReleased = true)), times);
    await withJobLock(context, other, async () => undefined, times);
    expect(isReleased).toBe(false);
    await held;
  });

  test("a change that takes longer than the lease keeps it; a killed server's lease ends", async () => {
    const first = { store: store(), now: Date.now };
    const second = { store: openAnother(), now: Date.now };
    const order: string[] = [];
    const held = withJobLock(first, ref, () => wait(3000).then(() => order.push("first")), times);
    await wait(200);
    await withJobLock(second, ref, async () => order.push("second"), times);
    await held;
    expect(order).toEqual(["first", "second"]);
    const dead = { name: `job zones/${ref.scopeId}/7`, holder: "dead", until: Date.now() + 700, fence: 1 };
    await store().db.insertInto("lease").values(dead).execute();
    expect(await withJobLock(second, ref, async () => "done", times)).toBe("done");
  });

  test("who waits too long gets a refusal, and nothing is done", async () => {
    const dead = { name: `job zones/${ref.scopeId}/7`, holder: "dead", until: Date.now() + 60_000, fence: 1 };
    await store().db.insertInto("lease").values(dead).execute();
    let isDone = false;
    const refused = withJobLock({ store: store(), now: Date.now }, ref, async () => (isDone = true), {
      ...times,
      longestWaitMs: 300,
    });
    await expect(refused).rejects.toMatchObject({ error: { code: "E_JOB_BUSY" } });
    expect(isDone).toBe(false);
  });

  test("a change that fails releases it", async () => {
    const context = { store: store(), now: Date.now };
    await expect(withJobLock(context, ref, () => Promise.reject(new Error("stop")), times)).rejects.toThrow("stop");
    expect(await withJobLock(context, ref, async () => "next", times)).toBe("next");
  });
});

import { expect, test } from "vitest";
import type { Store } from "#lib/store/open-store.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { createSignInLink, linkLifeMs } from "./sign-in-link.ts";

describeEachStore("a sign-in link", ({ store, openAnother }) => {
  const clock = { ms: 0 };
  const openLink = ({ db }: Store, server: string) => createSignInLink({ db, server, now: () => clock.ms });

  test("works once, on whichever server, however many use it at the same time", async () => {
    const [a, b] = [openLink(store(), "a"), openLink(openAnother(), "b")];
    const key = await a.issue();
    const redeemed = await Promise.all(Array.from({ length: 20 }).flatMap(() => [a.redeem(key), b.redeem(key)]));
    expect(redeemed).toHaveLength(40);
    expect(redeemed.filter(Boolean)).toHaveLength(1);
    expect(await a.redeem(key)).toBe(false);
  });

  test("of each server works, until the same server issues the next one", async () => {
    const [a, b] = [openLink(store(), "a"), openLink(openAnother(), "b")];
    const [first, other] = [await a.issue(), await b.issue()];
    const restarted = openLink(openAnother(), "a");
    const second = await restarted.issue();
    expect(await b.redeem(first)).toBe(false);
    expect(await a.redeem(other)).toBe(true);
    expect(await b.redeem(second)).toBe(true);
  });

  test("works for a day", async () => {
    const link = openLink(store(), "a");
    const [, key] = [await openLink(store(), "b").issue(), await link.issue()];
    clock.ms += linkLifeMs - 1;
    expect(await link.isOpen()).toBe(true);
    clock.ms += 1;
    expect(await link.isOpen()).toBe(false);
    expect(await link.redeem(key)).toBe(false);
    await link.issue();
    expect(await store().db.selectFrom("one_time_link").selectAll().execute()).toHaveLength(1);
  });

  test("is open until it is used, and its key is not stored", async () => {
    const link = openLink(store(), "a");
    expect(await link.isOpen()).toBe(false);
    const key = await link.issue();
    expect(await link.isOpen()).toBe(true);
    expect(await link.redeem("a guess")).toBe(false);
    expect(JSON.stringify(await store().db.selectFrom("one_time_link").selectAll().execute())).not.toContain(key);
    expect(await link.redeem(key)).toBe(true);
    expect(await link.isOpen()).toBe(false);
  });
});

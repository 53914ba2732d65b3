import { sql } from "kysely";
import { expect, test, vi } from "vitest";
import { listenToOthers, notifyOthers } from "./listen.ts";
import { describeEachStore } from "./testing/each-store.ts";

describeEachStore("messages between servers", ({ store, openAnother }) => {
  test("reach the others, also after the connection was cut", async () => {
    const { address } = store();
    // SQLite has one server, which nobody else needs to hear.
    if (address === undefined) return expect(store().kind).toBe("sqlite");
    const heard: string[] = [];
    let gaps = 0;
    const listener = await listenToOthers(address, { onMessage: (one) => heard.push(one), onGap: () => (gaps += 1) });
    await notifyOthers(openAnother(), "first");
    await vi.waitFor(() => expect(heard).toEqual(["first"]), 5000);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen %'`.execute(store().db);
    await vi.waitFor(() => expect(gaps).toBe(1), 10_000);
    await notifyOthers(openAnother(), "second");
    await vi.waitFor(() => expect(heard).toEqual(["first", "second"]), 5000);
    await listener.close();
  });
});

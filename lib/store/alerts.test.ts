import { expect, test } from "vitest";
import {
  claimMessage,
  deleteMessages,
  insertMessages,
  listDueMessages,
  listMessages,
  readAlertStates,
  readCoverage,
  saveAlertStates,
  settleMessage,
} from "./alerts.ts";
import { hideRealm, recordJobs, recordListing, recordListingFailure, recordScopeFailure } from "./inventory.ts";
import type { AlertOutboxTable } from "./schema.ts";
import { describeEachStore } from "./testing/each-store.ts";
import { listedScope } from "./testing/inventory-rows.ts";

const realm = "live";
const none = { isListed: false, isTried: true, unread: [] };

describeEachStore("the alerts of a realm", ({ store }) => {
  const messageOf = (changes: Partial<AlertOutboxTable>): AlertOutboxTable => ({
    ...{ channel: "environment", channel_name: "Webhook", kind: "failing", tried_at: null },
    ...{ realm, id: "msg_1", job_key: "zones/a/1", body: "{}", tries: 0, next_try_at: 1, outcome: "waiting" },
    ...{ result: "", created_at: 1, ...changes },
  });

  test("are apart from those of another", async () => {
    const { db } = store();
    await saveAlertStates(db, realm, { changed: new Map([["zones/a/1", "1"]]), gone: [] });
    await saveAlertStates(db, "emulator", { changed: new Map([["zones/a/1", "2"]]), gone: [] });
    await saveAlertStates(db, realm, { changed: new Map(), gone: ["zones/a/1"] });
    expect([await readAlertStates(db, realm), await readAlertStates(db, "emulator")]).toEqual([
      new Map(),
      new Map([["zones/a/1", "2"]]),
    ]);
    const messages = [messageOf({}), messageOf({ realm: "emulator" })];
    await insertMessages(db, messages);
    expect(await listDueMessages(db, realm, { now: 1, perChannel: 9 })).toEqual([messages[0]]);
    expect(await claimMessage(db, messageOf({}), { at: 4, until: 5 })).toBe(true);
    await settleMessage(db, messageOf({ tries: 1 }), { outcome: "sent", result: "Delivered.", next_try_at: null });
    expect(await listMessages(db, realm)).toMatchObject([{ outcome: "sent", tries: 1 }]);
    expect(await listMessages(db, "emulator")).toEqual([messages[1]]);
    await deleteMessages(db, realm, "environment", ["msg_1"]);
    expect(await listMessages(db, realm)).toEqual([]);
    expect(await listMessages(db, "emulator")).toEqual([messages[1]]);
  });

  test("are due in order, so many of each channel", async () => {
    const { db } = store();
    const many = Array.from({ length: 5 }, (_, at) => messageOf({ id: `msg_${at}`, created_at: 10 - at }));
    const few = [messageOf({ channel: "chat", created_at: 7 }), messageOf({ channel: "late", next_try_at: 3 })];
    await insertMessages(db, [...many, ...few]);
    const due = await listDueMessages(db, realm, { now: 2, perChannel: 2 });
    expect(due.map(({ id, channel }) => `${id} ${channel}`)).toEqual([
      ...["msg_4 environment", "msg_1 chat", "msg_3 environment"],
    ]);
  });

  test("push no message of another realm out of the newest", async () => {
    const { db } = store();
    await insertMessages(db, [messageOf({ realm: "emulator", outcome: "sent" })]);
    const many = Array.from({ length: 1010 }, (_, at) =>
      messageOf({ id: `msg_${at}`, created_at: at + 2, outcome: "sent" }),
    );
    await insertMessages(db, many);
    expect(await listMessages(db, realm)).toHaveLength(1000);
    expect(await listMessages(db, "emulator")).toHaveLength(1);
  });

  test("know which scopes are not read", async () => {
    const { db } = store();
    const scopes = [listedScope("zones/a", "a.example"), listedScope("zones/b", "b.example")];
    const list = (at: number, isWhole: boolean) =>
      recordListing(db, { realm, kind: "zones", scopes, at, dueAt: 9, isWhole });
    const coverage = async () => {
      const { unread, ...rest } = await readCoverage(db, realm);
      return { ...rest, unread: unread.toSorted() };
    };
    expect(await coverage()).toEqual(none);
    await list(1000, false);
    const failure = { realm, failure: "{}", dueAt: 9, isHidden: false };
    await recordListingFailure(db, { ...failure, kind: "accounts", at: 1000 });
    expect(await coverage()).toEqual({ isListed: false, isTried: false, unread: ["zones/a", "zones/b"] });
    await list(1000, true);
    expect(await coverage()).toEqual({ isListed: true, isTried: false, unread: ["zones/a", "zones/b"] });
    for (const scope of scopes) {
      await recordJobs(db, { realm, path: scope.path, at: 2000, jobs: [], isWhole: true, dueAt: null, scope });
    }
    expect(await coverage()).toEqual({ isListed: true, isTried: true, unread: [] });
    await recordScopeFailure(db, { ...failure, path: "zones/b", at: 3000 });
    expect(await coverage()).toEqual({ isListed: true, isTried: true, unread: ["zones/b"] });
    await hideRealm(db, realm, 4000);
    // The failed listing of accounts still counts; that of zones is due again.
    expect(await coverage()).toEqual({ isListed: false, isTried: true, unread: ["zones/a", "zones/b"] });
    await list(5000, true);
    // Listed again, and unread until the credential has read them itself.
    expect(await coverage()).toEqual({ isListed: true, isTried: true, unread: ["zones/a", "zones/b"] });
    for (const scope of scopes) {
      await recordJobs(db, { realm, path: scope.path, at: 6000, jobs: [], isWhole: true, dueAt: null, scope });
    }
    expect(await coverage()).toEqual({ isListed: true, isTried: true, unread: [] });
    expect(await readCoverage(db, "emulator")).toEqual(none);
  });
});

import { expect, test } from "vitest";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { LegacyFileError } from "../base/legacy-file.ts";
import { legacySessions } from "./legacy-sessions.ts";
import { openSessionStore } from "./session-store.ts";

const now = 1_800_000_000_000;
/** The session id "sid", as older versions stored it. */
const key = "NLNkVMqy54QsOJ99iOy33yeeORjLrAeXDUzeSW5w9Mg";
const record = { id: "link", name: "this machine", role: "admin", realm: "one", startedAt: now - 1000, usedAt: now };
const fileOf = (sessions: object) => `${JSON.stringify({ version: 1, sessions })}\n`;

describeEachStore("sessions.json", ({ store }) => {
  test("keeps people signed in after an update, and is written as it was", async () => {
    const text = fileOf({ [key]: record });
    await legacySessions.takeOver(store().db, text);
    const sessions = openSessionStore({ db: store().db, realm: "one", now: () => now });
    expect(await sessions.find("sid")).toEqual({ id: "link", name: "this machine", role: "admin" });
    expect(JSON.parse((await legacySessions.write(store().db)) ?? "")).toEqual(JSON.parse(text));
  });

  test("without sessions stores nothing, and nothing is written for an empty table", async () => {
    await legacySessions.takeOver(store().db, fileOf({}));
    expect(await store().db.selectFrom("session").selectAll().execute()).toEqual([]);
    expect(await legacySessions.write(store().db)).toBeUndefined();
  });

  test("that is damaged is not taken over", async () => {
    const wrongRole = fileOf({ [key]: { ...record, role: "owner" } });
    for (const text of ["", "{", "[]", '{"version":2,"sessions":{}}', wrongRole])
      await expect(legacySessions.takeOver(store().db, text), text).rejects.toThrow(LegacyFileError);
  });
});

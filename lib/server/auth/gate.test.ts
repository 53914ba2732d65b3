import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openStore, type Store } from "#lib/store/open-store.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { createGate } from "./gate.ts";

const caller = { id: "link", name: "this machine", role: "admin" } as const;
const signedOut = { ok: false, code: "E_SIGN_IN" };
let dataDir: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "headgate-gate-"));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

/** A server with its own data folder and the key that all of them share. */
function openGate(store: Pick<Store, "db">, server = "a") {
  const site = { port: 3000 };
  const shared = { auth: { kind: "link" }, site, secret: "k".repeat(64), trustedHops: 1 } as const;
  return createGate({ ...shared, dataDir: join(dataDir, server) }, store, Date.now);
}

const withCookie = (setCookie: string) => new Headers({ cookie: setCookie.split(";")[0] ?? "" });

describeEachStore("two servers with one store", ({ store, openAnother }) => {
  test("know the same sessions: begun at one, ended at the other", async () => {
    const [a, b] = [openGate(store(), "a"), openGate(openAnother(), "b")];
    const headers = withCookie(await a.begin(caller));
    expect(await b.recognize(headers)).toEqual({ ok: true, caller });
    await b.end(headers);
    expect(await a.recognize(headers)).toEqual(signedOut);
    expect(await b.recognize(headers)).toEqual(signedOut);
  });

  test("accept each other's sign-in links, and count attempts together", async () => {
    const [a, b] = [openGate(store(), "a"), openGate(openAnother(), "b")];
    const [ofA, ofB] = [await a.link.issue(), await b.link.issue()];
    expect([await b.link.redeem(ofA), await a.link.redeem(ofB), await a.link.redeem(ofA)]).toEqual([true, true, false]);
    const stranger = new Headers({ "x-forwarded-for": "192.0.2.1" });
    const entered: boolean[] = [];
    for (const gate of [a, b, a, b, a, b, a])
      entered.push((await gate.entrance.enter(stranger, new AbortController().signal)).ok);
    expect(entered).toEqual([true, true, true, true, true, false, false]);
  });
});

describe("a store that does not answer", () => {
  test("signs nobody out: recognizing fails, except for those without a session", async () => {
    const store = openStore({ kind: "sqlite", file: join(dataDir, "headgate.db") });
    await store.migrate();
    const headers = withCookie(await openGate(store).begin(caller));
    const down = openStore({ kind: "sqlite", file: dataDir });
    const gate = openGate(down);
    await expect(gate.recognize(headers)).rejects.toMatchObject({ name: "StoreError", trouble: "unavailable" });
    await expect(gate.end(headers)).rejects.toMatchObject({ name: "StoreError" });
    expect(await gate.recognize(new Headers())).toEqual(signedOut);
    expect(await openGate(store).recognize(headers)).toEqual({ ok: true, caller });
    await Promise.all([down.close(), store.close()]);
  });
});

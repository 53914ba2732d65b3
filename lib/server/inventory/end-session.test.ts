import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Store } from "#lib/store/open-store.ts";
import { insertRun } from "#lib/store/runs.ts";
import { openMemoryStore } from "#lib/store/testing/memory-store.ts";
import { createGate, type Gate } from "../auth/gate.ts";
import { answerEnd } from "./end-session.ts";

const state = vi.hoisted((): { gate?: Gate; store?: Store } => ({}));
vi.mock("../env/env.ts", () => ({ readEnv: () => ({ auth: { kind: "token" }, site: { port: 3000 } }) }));
vi.mock("../auth/gate.ts", async (original) => ({ ...(await original<object>()), getGate: () => state.gate }));
vi.mock("../context/context.ts", () => ({
  getContext: (caller: { credential?: { token: string } }) => ({
    store: state.store,
    realm: `token:${caller.credential?.token}`,
    now: () => 5000,
  }),
}));

const env = {
  auth: { kind: "token" },
  site: { port: 3000 },
  dataDir: "",
  secret: "k".repeat(64),
  trustedHops: 1,
} as const;
const store = openMemoryStore();
state.store = store;
const { db } = store;
const realms = async () =>
  (await db.selectFrom("listing").select("realm").orderBy("realm").execute()).map((row) => row.realm);

beforeEach(async () => {
  state.gate = createGate(env, { db }, Date.now);
  for (const realm of ["token:one", "token:other"])
    await db
      .insertInto("listing")
      .values({ realm, kind: "zones", due_at: 0, read_at: 0, failure: null, failures: 0 })
      .execute();
});
afterEach(() => db.deleteFrom("listing").execute());

function requestOf(cookie: string): Request {
  const headers = { host: "localhost:3000", origin: "http://localhost:3000", cookie };
  return new Request("http://localhost:3000/session/end", { method: "POST", headers });
}

test("signing out removes what was read with the person's token, and nobody else's", async () => {
  const cookie = await state.gate?.begin({ id: "token", name: "token", role: "admin" }, "one");
  const response = await answerEnd(requestOf(cookie?.split(";")[0] ?? ""));
  expect(response.status).toBe(200);
  expect(await realms()).toEqual(["token:other"]);
  // The same cookie again is nobody's.
  expect((await answerEnd(requestOf(cookie?.split(";")[0] ?? ""))).status).toBe(200);
  expect(await realms()).toEqual(["token:other"]);
});

test("signing out stops the person's runs, and nobody else's; their results stay", async () => {
  const run = {
    ...{ kind: "disable", role: "operator", title: "Disable 1 job", state: "applying", actor: "token", rules: "{}" },
    ...{ sealed: null, kid: null, error: null, rolls_back: null, rolled_back_by: null },
    ...{ created_at: 1, begun_at: 2, ended_at: null },
  };
  for (const realm of ["token:one", "token:other"]) await insertRun(db, { ...run, id: realm, realm }, []);
  const cookie = await state.gate?.begin({ id: "token", name: "token", role: "admin" }, "one");
  await answerEnd(requestOf(cookie?.split(";")[0] ?? ""));
  const runs = await db.selectFrom("run").select(["id", "state", "error", "ended_at"]).orderBy("id").execute();
  expect(runs).toEqual([
    { id: "token:one", state: "stopped", error: expect.stringContaining("E_RUN_SIGNED_OUT"), ended_at: 5000 },
    { id: "token:other", state: "applying", error: null, ended_at: null },
  ]);
});

test("a request that another site sends removes nothing", async () => {
  const cookie = await state.gate?.begin({ id: "token", name: "token", role: "admin" }, "one");
  const request = requestOf(cookie?.split(";")[0] ?? "");
  request.headers.set("origin", "https://elsewhere.example.com");
  expect((await answerEnd(request)).status).toBe(403);
  expect(await realms()).toEqual(["token:one", "token:other"]);
});

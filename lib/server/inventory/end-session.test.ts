import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Store } from "#lib/store/open-store.ts";
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

test("a request that another site sends removes nothing", async () => {
  const cookie = await state.gate?.begin({ id: "token", name: "token", role: "admin" }, "one");
  const request = requestOf(cookie?.split(";")[0] ?? "");
  request.headers.set("origin", "https://elsewhere.example.com");
  expect((await answerEnd(request)).status).toBe(403);
  expect(await realms()).toEqual(["token:one", "token:other"]);
});

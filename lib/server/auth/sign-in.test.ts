import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NextRequest } from "next/server";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openStore, type Store } from "#lib/store/open-store.ts";
import { proxy } from "../../../proxy.ts";
import type { Gate } from "./gate.ts";
import { printSignInLink } from "./print-sign-in-link.ts";
import { answerSession, answerSignIn, answerSignOut } from "./sign-in.ts";

const origin = "http://localhost:3000";
const state = vi.hoisted((): { gate?: Gate } => ({}));
vi.mock("../env/env.ts", () => ({ readEnv: () => ({ auth: { kind: "link" }, site: { port: 3000 } }) }));
vi.mock("./gate.ts", async (original) => ({ ...(await original<object>()), getGate: () => state.gate }));
const { createGate } = await import("./gate.ts");

let folder: string;
let store: Store;
let down: Store;
let printed: string[];

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "headgate-sign-in-"));
  store = openStore({ kind: "sqlite", file: join(folder, "headgate.db") });
  // A folder is not a database.
  down = openStore({ kind: "sqlite", file: folder });
  await store.migrate();
  printed = [];
  for (const stream of [process.stderr, process.stdout])
    vi.spyOn(stream, "write").mockImplementation((text) => printed.push(String(text)) > 0);
  use(store);
});
afterEach(async () => {
  await Promise.all([store.close(), down.close()]);
  rmSync(folder, { recursive: true, force: true });
});

function use({ db }: Store, dataDir = folder): void {
  const env = { auth: { kind: "link" }, site: { port: 3000 }, secret: "k".repeat(64), trustedHops: 1 } as const;
  state.gate = createGate({ ...env, dataDir }, { db }, Date.now);
}

const lastKey = () => /#key=([\w-]+)/.exec(printed.filter((text) => text.includes("#key=")).at(-1) ?? "")?.[1] ?? "";
const linksPrinted = () => printed.filter((text) => text.includes("#key=")).length;

function requestOf(method: "GET" | "POST", { cookie = "", proof = "" } = {}): Request {
  const headers = { host: "localhost:3000", origin, cookie, "content-type": "application/json" };
  return new Request(`${origin}/session`, { method, headers, ...(proof ? { body: JSON.stringify({ proof }) } : {}) });
}

async function signIn(): Promise<string> {
  const response = await answerSignIn(requestOf("POST", { proof: lastKey() }));
  expect(response.status).toBe(200);
  return response.headers.get("set-cookie")?.split(";")[0] ?? "";
}

describe("a printed link", () => {
  test("signs in once, and the next one is printed before the answer", async () => {
    await printSignInLink();
    const used = lastKey();
    const cookie = await signIn();
    expect(await (await answerSession(requestOf("GET", { cookie }))).json()).toEqual({ isSignedIn: true });
    expect(linksPrinted()).toBe(2);
    const again = await answerSignIn(requestOf("POST", { proof: used }));
    expect([again.status, await again.json()]).toMatchObject([401, { error: { code: "E_LINK_USED" } }]);
    // The second one still works.
    expect(linksPrinted()).toBe(2);
    await signIn();
  });

  test("that was used at another server is followed by the next one, as soon as somebody tries it here", async () => {
    await printSignInLink();
    const key = lastKey();
    use(store, join(folder, "another"));
    await signIn();
    use(store);
    const before = linksPrinted();
    expect((await answerSignIn(requestOf("POST", { proof: key }))).status).toBe(401);
    expect(linksPrinted()).toBe(before + 1);
    await signIn();
  });

  test("is not printed while the database does not answer, and that is logged", async () => {
    use(down);
    await printSignInLink();
    expect(linksPrinted()).toBe(0);
    expect(printed.join("")).toContain("no sign-in link was printed: the store is unavailable");
  });
});

describe("while the database does not answer", () => {
  test("signing in, signing out and the question about the session fail with 503", async () => {
    await printSignInLink();
    const proof = lastKey();
    const cookie = await signIn();
    use(down);
    const answers = [
      await answerSignIn(requestOf("POST", { proof })),
      await answerSignOut(requestOf("POST", { cookie }), async () => undefined),
      await answerSession(requestOf("GET", { cookie })),
    ];
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get("set-cookie")).toBeNull();
      expect(await answer.json()).toMatchObject({ ok: false, error: { code: "E_STORE_DOWN" } });
    }
    use(store);
    expect(await (await answerSession(requestOf("GET", { cookie }))).json()).toEqual({ isSignedIn: true });
  });

  test("the proxy refuses a write with 503 and the code; a stranger's with 401", async () => {
    await printSignInLink();
    const cookie = await signIn();
    use(down);
    const write = (headers: Record<string, string>) =>
      proxy(new NextRequest(`${origin}/`, { method: "POST", headers: { host: "localhost:3000", origin, ...headers } }));
    const refused = await write({ cookie });
    expect([refused.status, await refused.text()]).toEqual([503, "E_STORE_DOWN"]);
    const stranger = await write({});
    expect([stranger.status, await stranger.text()]).toEqual([401, "E_SIGN_IN"]);
  });
});

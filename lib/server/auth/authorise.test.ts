import { beforeEach, describe, expect, test, vi } from "vitest";
import { AppException } from "#lib/cloudflare/errors.ts";
import { StoreError } from "#lib/store/store-error.ts";
import { mayOf } from "../base/caller.ts";
import { authoriseAction, authorisePage, findCaller, findCallerOfHeader, toPageError } from "./authorise.ts";

type Recognized = { ok: true; caller: { id: string; name: string; role: string } } | { ok: false; code: string };

const received = vi.hoisted(() => ({
  headers: new Headers(),
  recognized: { ok: false, code: "E_SIGN_IN" } as Recognized,
  failure: undefined as Error | undefined,
}));
vi.mock("next/headers", () => ({ headers: async () => received.headers }));
vi.mock("next/navigation", () => ({
  unauthorized: () => {
    throw new Error("401 page");
  },
  forbidden: () => {
    throw new Error("403 page");
  },
}));
vi.mock("../env/env.ts", () => ({ readEnv: () => ({ site: { port: 3000 } }) }));
vi.mock("./gate.ts", () => ({
  getGate: () => ({
    recognize: async () => {
      if (received.failure) throw received.failure;
      return received.recognized;
    },
  }),
}));

const viewer = { id: "v", name: "V", role: "viewer" };

beforeEach(() => {
  // A page is opened with a GET, which has no Origin.
  received.headers = new Headers({ host: "localhost:3000" });
  received.recognized = { ok: true, caller: viewer };
  received.failure = undefined;
});

describe("a page", () => {
  test("is for the role and those above it", async () => {
    expect(await authorisePage("viewer")).toBe(viewer);
    await expect(authorisePage("operator")).rejects.toThrow("403 page");
  });

  test("asks a stranger to sign in, and refuses a person without a role", async () => {
    received.recognized = { ok: false, code: "E_SIGN_IN" };
    await expect(authorisePage("viewer")).rejects.toThrow("401 page");
    received.recognized = { ok: false, code: "E_NO_ROLE" };
    await expect(authorisePage("viewer")).rejects.toThrow("403 page");
  });

  test("under another host name is an error for every caller", async () => {
    received.headers = new Headers({ host: "rebound.example:3000" });
    const refusal = await authorisePage("viewer").catch((error: unknown) => error);
    expect(refusal instanceof AppException && refusal.error.code).toBe("E_FORBIDDEN_ORIGIN");
  });
});

describe("an action", () => {
  test("needs the Origin of this site, a session and the role, in this order", async () => {
    await expect(authoriseAction("viewer")).rejects.toMatchObject({ digest: "E_FORBIDDEN_ORIGIN" });
    received.headers.set("origin", "http://localhost:3000");
    expect(await authoriseAction("viewer")).toBe(viewer);
    const refusal = await authoriseAction("admin").catch((error: unknown) => error);
    expect(refusal).toMatchObject({ digest: "E_ROLE", message: "Refused: E_ROLE", stack: "Refused: E_ROLE" });
    received.recognized = { ok: false, code: "E_SIGN_IN" };
    await expect(authoriseAction("viewer")).rejects.toMatchObject({ digest: "E_SIGN_IN" });
  });
});

describe("while the database does not answer", () => {
  beforeEach(() => {
    vi.spyOn(process.stderr, "write").mockReturnValue(true);
    vi.spyOn(process.stdout, "write").mockReturnValue(true);
    received.failure = new StoreError("unavailable", "ECONNREFUSED", new Error("canary"));
  });

  test("pages, actions and the sign-in page say so instead of asking to sign in", async () => {
    const refusal = { digest: "E_STORE_DOWN", message: "Refused: E_STORE_DOWN" };
    await expect(authorisePage("viewer")).rejects.toMatchObject(refusal);
    await expect(findCaller()).rejects.toMatchObject(refusal);
    received.headers.set("origin", "http://localhost:3000");
    await expect(authoriseAction("viewer")).rejects.toMatchObject(refusal);
    received.failure = new StoreError("damaged", "SQLite 11", new Error("canary"));
    await expect(authoriseAction("viewer")).rejects.toMatchObject({ digest: "E_STORE_DAMAGED" });
  });

  test("the header, which is around the error page too, is shown without the person", async () => {
    expect(await findCallerOfHeader()).toBeUndefined();
  });

  test("a page whose read fails says so too; other errors stay what they are", () => {
    expect(toPageError(received.failure)).toMatchObject({ digest: "E_STORE_DOWN" });
    const other = new Error("other");
    expect(toPageError(other)).toBe(other);
  });

  test("an error that is not of the store is not hidden", async () => {
    received.failure = new TypeError("a mistake");
    await expect(authorisePage("viewer")).rejects.toThrow("a mistake");
    await expect(findCallerOfHeader()).rejects.toThrow("a mistake");
  });
});

test("the parts that every page shows know who is signed in, or that nobody is", async () => {
  for (const find of [findCaller, findCallerOfHeader]) {
    received.recognized = { ok: true, caller: viewer };
    expect(await find()).toBe(viewer);
    received.recognized = { ok: false, code: "E_SIGN_IN" };
    expect(await find()).toBeUndefined();
  }
});

test.each([
  ["viewer", { operate: false, write: false }],
  ["operator", { operate: true, write: false }],
  ["admin", { operate: true, write: true }],
] as const)("a %s is offered %j", (role, may) => {
  expect(mayOf({ role })).toEqual(may);
});

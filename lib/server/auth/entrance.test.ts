import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openStore, type Store } from "#lib/store/open-store.ts";
import { createAttempts } from "./attempts.ts";
import { createDeviceCookie } from "./device-cookie.ts";
import { createEntrance } from "./entrance.ts";
import { createSignInQueue } from "./sign-in-queue.ts";

let folder: string;
let store: Store;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "headgate-entrance-"));
  store = openStore({ kind: "sqlite", file: join(folder, "headgate.db") });
  // SQLite answers within the same turn, so the tests decide on all other time.
  await store.migrate();
  // Thousands of attempts would wait for the disk.
  await sql`pragma synchronous = off`.execute(store.db);
  vi.useFakeTimers({ now: Date.UTC(2026, 0, 1) });
});
afterEach(async () => {
  vi.useRealTimers();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const site = { port: 3000, origin: "https://headgate.example.com" };

function openEntrance(trustedHops = 1) {
  const device = createDeviceCookie("k".repeat(64), { site, realm: "realm", now: Date.now });
  const options = {
    attempts: createAttempts(store.db, Date.now),
    queue: createSignInQueue(Date.now),
    device: () => device,
  };
  return createEntrance({ ...options, trustedHops });
}

type Entrance = ReturnType<typeof openEntrance>;

const from = (address: string, cookie?: string) =>
  new Headers({ "x-forwarded-for": address, ...(cookie ? { cookie } : {}) });

/** What a browser sends back for a Set-Cookie header. */
const cookieOf = (setCookie: string) => setCookie.split(";")[0] ?? "";

/** One attempt: whether it was checked, and after how many milliseconds. */
async function attempt(entrance: Entrance, headers: Headers, isRight = false) {
  const begun = Date.now();
  const entered = await entrance.enter(headers, new AbortController().signal);
  const cookie = entered.ok && isRight ? cookieOf(await entered.succeed()) : "";
  return { ok: entered.ok, waitMs: entered.ok ? 0 : entered.waitMs, ms: Date.now() - begun, cookie };
}

/** Keeps guessing from these addresses. The caller moves the clock. */
function attack(entrance: Entrance, addresses: string[], everyMs: number) {
  let judged = 0;
  const timers = addresses.map((address) =>
    setInterval(() => void attempt(entrance, from(address)).then(({ ok }) => (judged += ok ? 1 : 0)), everyMs),
  );
  return { judged: () => judged, stop: () => timers.forEach(clearInterval) };
}

const addressesOf = (count: number, text: (index: number) => string) =>
  Array.from({ length: count }, (_, at) => text(at));

test("ten strangers who guess ten times a minute for an hour never keep the right password out", async () => {
  const entrance = openEntrance();
  const strangers = attack(
    entrance,
    addressesOf(10, (at) => `198.51.100.${at}`),
    6000,
  );
  const waits: number[] = [];
  for (let minute = 0; minute < 60; minute += 1) {
    await vi.advanceTimersByTimeAsync(60_000);
    const person = attempt(entrance, from(`203.0.113.${minute}`), true);
    await vi.advanceTimersByTimeAsync(31_000);
    const { ok, ms } = await person;
    expect(ok).toBe(true);
    waits.push(ms);
  }
  strangers.stop();
  expect(Math.max(...waits)).toBeLessThanOrEqual(2000);
  // Five in five minutes from each of ten, for an hour and a half.
  expect(strangers.judged()).toBeLessThanOrEqual(10 * 5 * 19);
});

test("hundreds of addresses that each try five times only slow a fresh address down", async () => {
  const entrance = openEntrance();
  const strangers = attack(
    entrance,
    addressesOf(400, (at) => `10.${at >> 8}.${at & 255}.1`),
    60_000,
  );
  await vi.advanceTimersByTimeAsync(120_500);
  const person = attempt(entrance, from("203.0.113.9"), true);
  await vi.advanceTimersByTimeAsync(31_000);
  const { ok, ms } = await person;
  strangers.stop();
  expect(ok).toBe(true);
  expect(ms).toBeLessThanOrEqual(30_000);
  // One a second, once fifty have failed.
  expect(strangers.judged()).toBeLessThanOrEqual(50 + 155);
});

test("a full queue sends away the address with the most attempts, and says how long to wait", async () => {
  const entrance = openEntrance();
  for (let at = 0; at < 50; at += 1) await attempt(entrance, from(`10.0.${at}.1`));
  const flood = Array.from({ length: 5 }, () => attempt(entrance, from("198.51.100.1")));
  const others = addressesOf(29, (at) => `203.0.113.${at}`).map((address) => attempt(entrance, from(address)));
  await vi.advanceTimersByTimeAsync(60_000);
  expect((await Promise.all(others)).every(({ ok }) => ok)).toBe(true);
  const refused = (await Promise.all(flood)).filter(({ ok }) => !ok);
  expect(refused.length).toBeGreaterThanOrEqual(3);
  expect(refused.every(({ waitMs }) => waitMs === 60_000)).toBe(true);
});

test("a visitor who leaves the queue does not use a turn", async () => {
  const entrance = openEntrance();
  for (let at = 0; at < 50; at += 1) await attempt(entrance, from(`10.0.${at}.1`));
  const gone = new AbortController();
  const left = addressesOf(20, (at) => `198.51.100.${at}`).map((address) => entrance.enter(from(address), gone.signal));
  const person = attempt(entrance, from("203.0.113.1"));
  gone.abort();
  expect((await Promise.all(left)).every(({ ok }) => !ok)).toBe(true);
  await vi.advanceTimersByTimeAsync(1000);
  expect((await person).ms).toBeLessThanOrEqual(1000);
});

describe("somebody who signed in before", () => {
  async function crowdedAfter(address: string) {
    const entrance = openEntrance();
    const { cookie } = await attempt(entrance, from(address), true);
    for (let at = 0; at < 60; at += 1) void attempt(entrance, from(`10.0.${at}.1`));
    return { entrance, cookie };
  }

  test("does not queue: by browser, or by network", async () => {
    const { entrance, cookie } = await crowdedAfter("203.0.113.1");
    expect(await attempt(entrance, from("192.0.2.77", cookie))).toMatchObject({ ok: true, ms: 0 });
    expect(await attempt(entrance, from("203.0.113.1"))).toMatchObject({ ok: true, ms: 0 });
    let isIn = false;
    const stranger = attempt(entrance, from("192.0.2.78")).then(() => (isIn = true));
    await vi.advanceTimersByTimeAsync(0);
    expect(isIn).toBe(false);
    await vi.advanceTimersByTimeAsync(60_000);
    await stranger;
  });

  test("is not locked out by a colleague's mistakes behind the same address, but has a limit too", async () => {
    const entrance = openEntrance();
    const { cookie } = await attempt(entrance, from("203.0.113.1"), true);
    for (let tries = 0; tries < 6; tries += 1) await attempt(entrance, from("203.0.113.1"));
    expect((await attempt(entrance, from("203.0.113.1"))).ok).toBe(false);
    const own = [];
    for (let tries = 0; tries < 6; tries += 1) own.push((await attempt(entrance, from("203.0.113.1", cookie))).ok);
    expect(own).toEqual([true, true, true, true, true, false]);
  });

  test.each([
    ["another installation's", (cookie: string) => cookie.replace(/\.[^.]*$/, `.${"A".repeat(43)}`)],
    ["a changed one", (cookie: string) => cookie.replace(/=./, "=_")],
    ["two of them", (cookie: string) => `${cookie}; ${cookie}`],
    ["one without a signature", (cookie: string) => cookie.replace(/\.[^.]*$/, "")],
  ])("sends a cookie that is ignored: %s", async (_name, change) => {
    const { entrance, cookie } = await crowdedAfter("203.0.113.1");
    let isIn = false;
    void attempt(entrance, from("192.0.2.77", change(cookie))).then(() => (isIn = true));
    await vi.advanceTimersByTimeAsync(0);
    expect(isIn).toBe(false);
  });

  test("is forgotten after ninety days, and after the password has changed", () => {
    const { cookie, device } = issueDevice("realm");
    const headers = from("192.0.2.1", cookie);
    expect(device.read(headers)).toMatch(/^[\w-]{22}$/);
    expect(issueDevice("another realm").device.read(headers)).toBeUndefined();
    vi.setSystemTime(Date.now() + 90 * 24 * 3600_000);
    expect(device.read(headers)).toBeUndefined();
  });

  test("keeps a cookie that scripts cannot read and other hosts cannot set", () => {
    const { setCookie } = issueDevice("realm");
    expect(setCookie).toMatch(
      /^__Host-headgate-device=[\w.-]+; Path=\/; Max-Age=7776000; HttpOnly; SameSite=Strict; Secure$/,
    );
  });

  function issueDevice(realm: string) {
    const device = createDeviceCookie("k".repeat(64), { site, realm, now: Date.now });
    const setCookie = device.issue(undefined);
    return { device, setCookie, cookie: cookieOf(setCookie) };
  }
});

test("behind two proxies each visitor counts separately, and what a visitor writes is ignored", async () => {
  const two = openEntrance(2);
  for (let tries = 0; tries < 6; tries += 1) {
    await attempt(two, from(`${tries}.1.1.1, 198.51.100.1, 172.16.0.1`));
  }
  expect((await attempt(two, from("9.9.9.9, 198.51.100.1, 172.16.0.1"))).ok).toBe(false);
  expect((await attempt(two, from("203.0.113.1, 172.16.0.1"), true)).ok).toBe(true);
});

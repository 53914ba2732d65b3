import { sql } from "kysely";
import { beforeEach, expect, test, vi } from "vitest";
import type { Store } from "#lib/store/open-store.ts";
import { describeEachStore } from "#lib/store/testing/each-store.ts";
import { auditOf } from "../testing/test-audit.ts";
import type { Line, NewEntry, NewOutcome } from "./entry.ts";
import { createIntentLeases } from "./intent-leases.ts";

const scope = "zones/1";
const intent = (id: string, rest: object = {}): NewEntry => ({
  ...{ kind: "intent", id, actor: "local", action: "switch", scope, jobId: 7 },
  ...rest,
});
const outcome = (id: string, rest: Partial<NewOutcome> = {}): NewEntry => ({
  ...{ kind: "outcome", id, scope, outcome: "done", by: "answer", jobId: 7 },
  ...rest,
});
const settled = (id: string) => outcome(id, { by: "start-up" });
const logged: string[] = [];

beforeEach(() => {
  logged.length = 0;
  vi.spyOn(process.stderr, "write").mockImplementation((line) => {
    logged.push(JSON.parse(String(line)).event);
    return true;
  });
});

/** One server of several. */
const serverOf = (store: Store, now: () => number = Date.now) => auditOf(store, { now });
const idsOf = (lines: Line[]) => lines.map((line) => (line.kind === "cut" ? "cut" : line.id));
const claim = async (audit: ReturnType<typeof serverOf>) =>
  (await audit.claimOpen()).flatMap(({ ids }) => [...ids]).toSorted();

describeEachStore("the audit log", ({ store, openAnother }) => {
  test("keeps the order and the chain of parallel entries of several servers", async () => {
    const servers = [store(), openAnother(), openAnother(), openAnother()].map((one) => serverOf(one));
    await Promise.all(
      servers.flatMap((server, index) =>
        Array.from({ length: 50 }, (_, count) => server.append(intent(`${index}-${count}`))),
      ),
    );
    const { lines, broken } = await serverOf(store()).read();
    expect(broken).toEqual([]);
    expect(new Set(idsOf(lines)).size).toBe(200);
    const [last] = await store().db.selectFrom("chain_head").select("n").execute();
    expect(last?.n).toBe(200);
  });

  test("has a chain for each zone and account, and one for what concerns none", async () => {
    const audit = serverOf(store());
    for (const [index, of] of [scope, "accounts/2", "", scope].entries())
      await audit.append(intent(`${index}`, { scope: of }));
    const rows = await store().db.selectFrom("audit").select(["chain", "n"]).orderBy("chain").orderBy("n").execute();
    expect(rows.map(({ chain, n }) => `${chain} ${n}`)).toEqual(["accounts/2 1", "server 1", "zones/1 1", "zones/1 2"]);
    const { lines, broken } = await audit.read();
    // Entries of one millisecond are in the order of their chains.
    expect(lines.map(({ id }) => id).sort()).toEqual(["0", "1", "2", "3"]);
    expect(broken).toEqual([]);
  });

  test.each<[string, (db: Store["db"]) => Promise<unknown>, number[]]>([
    [
      "a changed entry",
      (db) => sql`update audit set entry = replace(entry, 'local', 'other') where n = 2`.execute(db),
      [2],
    ],
    ["a changed time", (db) => sql`update audit set at = at - 1000 where n = 2`.execute(db), [2]],
    ["an entry that is none", (db) => sql`update audit set entry = 'null' where n = 2`.execute(db), [2]],
    ["a removed entry", (db) => sql`delete from audit where n = 2`.execute(db), [3]],
    ["a removed first entry", (db) => sql`delete from audit where n = 1`.execute(db), [2]],
    ["a removed last entry", (db) => sql`delete from audit where n = 4`.execute(db), [4]],
    ["a removed end", (db) => sql`delete from audit where n > 1`.execute(db), [4]],
    ["an emptied chain", (db) => sql`delete from audit`.execute(db), [4]],
    [
      "two entries that changed places",
      async (db) => {
        for (const [from, to] of [
          [2, 9],
          [3, 2],
          [9, 3],
        ])
          await sql`update audit set n = ${to} where n = ${from}`.execute(db);
      },
      [2, 3, 4],
    ],
    [
      "a copied entry at the end",
      (db) => sql`insert into audit select chain, 5, at, entry, mac from audit where n = 4`.execute(db),
      [5],
    ],
    ["an end that was set back", (db) => sql`update chain_head set n = 3`.execute(db), [3, 4]],
    ["an end that is gone", (db) => sql`delete from chain_head`.execute(db), [1, 2, 3, 4]],
    [
      "a chain under another name",
      async (db) => {
        await sql`update audit set chain = 'zones/2'`.execute(db);
        await sql`update chain_head set chain = 'zones/2'`.execute(db);
      },
      [1, 2, 3, 4],
    ],
  ])("shows %s", async (_title, change, expected) => {
    const audit = serverOf(store());
    for (const id of ["1", "2", "3", "4"]) await audit.append(intent(id));
    expect(await audit.findBroken()).toEqual([]);
    await change(store().db);
    const numbers = (broken: { n: number }[]) => [...new Set(broken.map(({ n }) => n))].toSorted();
    expect(numbers(await audit.findBroken())).toEqual(expected);
    expect(numbers((await audit.read()).broken)).toEqual(expected);
    const entries = await audit.readBefore({ limit: 100 });
    const shown = entries.flatMap(({ isBroken, place }) => (isBroken ? [place] : []));
    expect(numbers([...shown, ...(await audit.findCut())])).toEqual(expected);
  });

  test("says that something is gone even after more was added", async () => {
    const audit = serverOf(store());
    for (const id of ["1", "2"]) await audit.append(intent(id));
    await store().db.deleteFrom("audit").where("n", "=", 2).execute();
    await audit.append(intent("3"));
    expect(await audit.findBroken()).toEqual([{ chain: scope, n: 3 }]);
  });

  test("is verified with the keys that sealed it", async () => {
    await auditOf(store(), { keys: ["older"] }).append(intent("1"));
    await auditOf(store(), { keys: ["newer", "older"] }).append(intent("2"));
    expect(await auditOf(store(), { keys: ["newer", "older"] }).findBroken()).toEqual([]);
    expect(await auditOf(store(), { keys: ["newer"] }).findBroken()).toEqual([{ chain: scope, n: 1 }]);
    expect(await auditOf(store(), { keys: ["another"] }).findBroken()).toHaveLength(2);
  });

  test("is read backwards from any place, of one scope or of all", async () => {
    const audit = serverOf(store());
    expect(await audit.readBefore({ limit: 10 })).toEqual([]);
    for (const id of ["1", "2", "3"]) await audit.append(intent(id));
    await audit.append({ ...intent("other"), scope: "zones/2" });
    const [newest, ...older] = await audit.readBefore({ limit: 10 });
    const read = (entries: { line?: Line }[]) => idsOf(entries.flatMap(({ line }) => line ?? []));
    expect([newest, ...older].map((entry) => entry?.isBroken)).toEqual([false, false, false, false]);
    const ofScope = await audit.readBefore({ scope, limit: 2 });
    expect(read(ofScope)).toEqual(["3", "2"]);
    expect(read(await audit.readBefore({ scope, before: ofScope[1]?.place, limit: 2 }))).toEqual(["1"]);
  });

  test("has the last outcome that follows an intent", async () => {
    const audit = serverOf(store());
    await audit.append(intent("1"));
    await audit.append(intent("2"));
    await audit.append({ ...outcome("1"), outcome: "unknown" });
    await audit.append({ ...outcome("1"), outcome: "done" });
    const entries = await audit.readBefore({ limit: 10 });
    const placeOf = (id: string) => entries.find(({ line }) => line?.kind === "intent" && line.id === id)?.place;
    const find = async (id: string) => {
      const place = placeOf(id);
      return place && (await audit.findOutcome({ id, scope, place }));
    };
    expect(await find("1")).toMatchObject({ outcome: "done" });
    expect(await find("2")).toBeUndefined();
  });

  test("of a change that nobody finished, one of two servers claims it when its server has been silent for 30 s", async () => {
    const clock = { ms: 1_000_000 };
    const now = () => clock.ms;
    const [one, two, three] = [store(), openAnother(), openAnother()].map((each) => serverOf(each, now));
    if (!one || !two || !three) throw new Error("no servers");
    for (const id of ["1", "2"]) await one.append(intent(id));
    await one.append(outcome("2"));
    clock.ms += 29_999;
    expect([await claim(two), await claim(three)]).toEqual([[], []]);
    clock.ms += 1;
    const claimed = await Promise.all([claim(two), claim(three)]);
    expect(claimed.flat()).toEqual(["1"]);
    const [winner, loser] = claimed[0]?.length === 1 ? [two, three] : [three, two];
    await loser.append(settled("1"));
    expect((await one.read()).lines).toHaveLength(3);
    await winner.append(settled("1"));
    expect((await one.read()).lines.at(-1)).toMatchObject({ id: "1", by: "start-up" });
    await winner.append(settled("1"));
    expect((await one.read()).lines).toHaveLength(4);
    clock.ms += 60_000;
    expect([await claim(two), await claim(three)]).toEqual([[], []]);
  });

  test("an answer that comes after all ends the claim", async () => {
    const clock = { ms: 0 };
    const [one, two] = [store(), openAnother()].map((each) => serverOf(each, () => clock.ms));
    await one?.append(intent("1"));
    clock.ms = 40_000;
    expect(two && (await claim(two))).toEqual(["1"]);
    await one?.append(outcome("1"));
    await two?.append(settled("1"));
    expect((await one?.read())?.lines).toMatchObject([{ kind: "intent" }, { kind: "outcome", by: "answer" }]);
  });

  test("a change whose outcome the caller does not know stays open, for any server", async () => {
    const [one, two] = [store(), openAnother()].map((each) => serverOf(each));
    await one?.append(intent("1"));
    await one?.append(outcome("1", { outcome: "unknown" }));
    expect(two && (await claim(two))).toEqual(["1"]);
    expect(one && (await claim(one))).toEqual([]);
    await two?.release("1");
    expect(one && (await claim(one))).toEqual(["1"]);
    await one?.forget("1");
    expect(two && (await claim(two))).toEqual([]);
  });

  test("a process that is alone takes over what is open, but not its own changes", async () => {
    const [one, two] = [store(), openAnother()].map((each) => serverOf(each));
    await one?.append(intent("1"));
    await two?.append(intent("2"));
    await two?.releaseOthers();
    expect(two && (await claim(two))).toEqual(["1"]);
  });

  test("a claim comes with all entries of its zone or account, and no others", async () => {
    const audit = serverOf(store());
    for (const id of ["1", "2"]) await audit.append(intent(id));
    await audit.append(intent("3", { scope: "accounts/2" }));
    await audit.append(outcome("2"));
    const other = serverOf(openAnother());
    await other.releaseOthers();
    const claims = (await other.claimOpen()).map(({ ids, lines }) => [[...ids], idsOf(lines)]);
    expect(claims).toHaveLength(2);
    expect(claims).toContainEqual([["1"], ["1", "2", "2"]]);
    expect(claims).toContainEqual([["3"], ["3"]]);
  });

  test("one timer extends the changes that are in progress, and only those", async () => {
    vi.useFakeTimers({ toFake: ["setInterval", "clearInterval"] });
    try {
      const clock = { ms: 0 };
      const now = () => clock.ms;
      const leases = createIntentLeases({ store: store(), now });
      const audit = auditOf(store(), { leases, now });
      for (const id of ["1", "2", "3"]) await audit.append(intent(id));
      expect(vi.getTimerCount()).toBe(1);
      await audit.append(outcome("2"));
      // Its outcome could not be written.
      leases.drop("3");
      clock.ms = 20_000;
      vi.advanceTimersByTime(10_000);
      const until = () => store().db.selectFrom("open_intent").select(["id", "until"]).orderBy("id").execute();
      const expected = [
        { id: "1", until: 50_000 },
        { id: "3", until: 30_000 },
      ];
      await vi.waitFor(async () => expect(await until()).toEqual(expected));
      leases.drop("1");
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test("that cannot be written refuses the entry, and is reported once", async () => {
    const audit = serverOf(store());
    await sql`alter table audit rename to elsewhere`.execute(store().db);
    const refused = { error: { code: "E_AUDIT_UNWRITABLE", message: expect.stringContaining("Nothing was sent") } };
    for (const id of ["1", "2"]) await expect(audit.append(intent(id))).rejects.toMatchObject(refused);
    expect(logged).toEqual([expect.stringMatching(/^the audit log cannot be written \((?:SQLite 1|42P01)\)$/)]);
    await expect(audit.read()).rejects.toMatchObject({ name: "StoreError" });
    await expect(audit.readBefore({ limit: 1 })).rejects.toMatchObject({ name: "StoreError" });
    await sql`alter table elsewhere rename to audit`.execute(store().db);
    await audit.append(intent("3"));
    expect(await audit.read()).toMatchObject({ lines: [{ id: "3" }], broken: [] });
    expect(await claim(serverOf(openAnother(), () => Date.now() + 40_000))).toEqual(["3"]);
  });
});

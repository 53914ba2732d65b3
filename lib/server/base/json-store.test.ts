import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as z from "zod/mini";
import { openJsonStore } from "./json-store.ts";

const schema = z.object({ count: z.int() });
let folder: string;
let file: string;
let logged: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headgate-store-"));
  file = join(folder, "data", "counts.json");
  logged = [];
  vi.spyOn(process.stderr, "write").mockImplementation((line) => logged.push(String(line)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

const open = () => openJsonStore({ file, schema, empty: { count: 0 } });
const addOne = ({ count }: { count: number }) => ({ count: count + 1 });

test("a missing file is empty, and reading does not create it", async () => {
  expect(await open().read()).toEqual({ count: 0 });
  expect(readdirSync(folder)).toEqual([]);
});

test("another store reads what was stored, from a file that only its owner can read", async () => {
  expect(await open().update(addOne)).toEqual({ count: 1 });
  expect(await open().read()).toEqual({ count: 1 });
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, "data")).mode & 0o777).toBe(0o700);
});

test("parallel changes of two stores are all kept", async () => {
  const stores = [open(), open()];
  await Promise.all(Array.from({ length: 40 }, (_, index) => stores[index % 2]?.update(addOne)));
  expect(await open().read()).toEqual({ count: 40 });
});

test("a change that changes nothing writes nothing", async () => {
  await open().update((before) => before);
  expect(readdirSync(folder)).toEqual([]);
});

test("a change that throws rejects, stores nothing and does not block the next", async () => {
  const store = open();
  const failing = store.update(() => {
    throw new RangeError("no");
  });
  const next = store.update(addOne);
  await expect(failing).rejects.toThrow(RangeError);
  expect(await next).toEqual({ count: 1 });
});

test.each(["{", '{"count":"many"}', "", "null"])("a damaged file (%j) is moved aside and logged", async (text) => {
  mkdirSync(join(folder, "data"));
  writeFileSync(file, text);
  expect(await Promise.all([open().read(), open().read()])).toEqual([{ count: 0 }, { count: 0 }]);
  const [aside, ...others] = readdirSync(join(folder, "data"));
  expect(others).toEqual([]);
  expect(aside).toMatch(/^counts\.json\.corrupt-\d+$/);
  expect(readFileSync(join(folder, "data", aside ?? ""), "utf8")).toBe(text);
  expect(logged.filter((line) => line.includes("was damaged"))).toHaveLength(1);
  expect(await open().update(addOne)).toEqual({ count: 1 });
});

test("a damaged file does not stop a change either", async () => {
  mkdirSync(join(folder, "data"));
  writeFileSync(file, "{");
  expect(await open().update(addOne)).toEqual({ count: 1 });
  expect(readdirSync(join(folder, "data"))).toHaveLength(2);
});

test("a file that cannot be written refuses changes, and is still read", async () => {
  await open().update(addOne);
  // The temporary file cannot be created, because a file is in the folder's place. This works for every user, root
  // included.
  const blocked = openJsonStore({ file: join(file, "below.json"), schema, empty: { count: 7 } });
  const refused = { error: { code: "E_DATA_UNWRITABLE" } };
  await expect(blocked.update(addOne)).rejects.toMatchObject(refused);
  await expect(blocked.update(addOne)).rejects.toMatchObject(refused);
  expect(await blocked.read()).toEqual({ count: 7 });
  expect(await open().read()).toEqual({ count: 1 });
  expect(logged.filter((line) => line.includes("below.json"))).toHaveLength(1);
});

test("an existing file that cannot be read is empty for readers and never overwritten", async () => {
  mkdirSync(join(file, "inside"), { recursive: true });
  expect(await open().read()).toEqual({ count: 0 });
  await expect(open().update(addOne)).rejects.toMatchObject({ error: { code: "E_DATA_UNWRITABLE" } });
  expect(readdirSync(file)).toEqual(["inside"]);
});

test("a process that is killed while writing leaves a whole file with everything that it confirmed", async () => {
  const script = `
    import { openJsonStore } from "./lib/server/base/json-store.ts";
    import * as z from "zod/mini";
    const schema = z.object({ count: z.int(), padding: z.string() });
    const store = openJsonStore({ file: process.argv[1], schema, empty: { count: 0, padding: "" } });
    for (;;) {
      const { count } = await store.update(({ count }) => ({ count: count + 1, padding: "x".repeat(200_000) }));
      process.stdout.write(count + "\\n");
    }`;
  const args = ["--conditions=react-server", "--import", "tsx", "--input-type=module", "-e", script, file];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  let printed = "";
  child.stdout.on("data", (chunk) => {
    printed += String(chunk);
    if (printed.split("\n").length > 20) child.kill("SIGKILL");
  });
  await once(child, "exit");
  const confirmed = Number(printed.trim().split("\n").at(-1));
  expect(confirmed).toBeGreaterThanOrEqual(20);
  const padded = z.object({ count: z.int(), padding: z.string() });
  const { count, padding } = z.parse(padded, JSON.parse(readFileSync(file, "utf8")));
  expect(count).toBeGreaterThanOrEqual(confirmed);
  expect(padding).toHaveLength(200_000);
});

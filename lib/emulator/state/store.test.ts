import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { createEmulator } from "../emulator.ts";
import { openProcessEmulator, processEmulator } from "../process-emulator.ts";
import { apiOf, temporaryFolder, ZONE_JOBS } from "../test-kit.ts";

const children: ChildProcess[] = [];
const folders: { remove: () => void }[] = [];
const JOB = { destination_conf: "https://logs.example.com?header_Authorization=FAKE", name: "kept" };

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  for (const folder of folders.splice(0)) folder.remove();
});

function newFolder(): string {
  const folder = temporaryFolder();
  folders.push(folder);
  return folder.path;
}

function open(dataDir: string) {
  const emulator = createEmulator({ dataDir });
  return { emulator, api: apiOf((request) => emulator.fetch(request)) };
}

describe("the state", () => {
  test("outlives a restart, IDs included", async () => {
    const dataDir = newFolder();
    const first = open(dataDir);
    const { result } = await first.api("POST", ZONE_JOBS, JOB);
    await first.api("DELETE", `${ZONE_JOBS}/1001`);
    await first.emulator.stop();

    const second = open(dataDir);
    expect((await second.api("GET", `${ZONE_JOBS}/${result.id}`)).result).toEqual(result);
    expect((await second.api("GET", `${ZONE_JOBS}/1001`)).status).toBe(404);
    expect((await second.api("POST", ZONE_JOBS, JOB)).result.id).toBe(1102);
    await second.emulator.stop();
    expect(statSync(join(dataDir, "emulator-state.json")).mode & 0o777).toBe(0o600);
  });

  test("is on disk before the answer, also under many writes at once", async () => {
    const dataDir = newFolder();
    const { emulator, api } = open(dataDir);
    const answers = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const { result } = await api("POST", ZONE_JOBS, { ...JOB, name: `job-${index}` });
        expect(readFileSync(join(dataDir, "emulator-state.json"), "utf8")).toContain(`"name":"job-${index}"`);
        return result.id;
      }),
    );
    expect(new Set(answers).size).toBe(20);
    await emulator.stop();
  });

  test("that cannot be read is moved aside, not overwritten", async () => {
    const dataDir = newFolder();
    writeFileSync(join(dataDir, "emulator-state.json"), '{"version":1,"jobs":');
    const { emulator, api } = open(dataDir);
    expect((await api("GET", ZONE_JOBS)).body.result).toHaveLength(2);
    const aside = readdirSync(dataDir).find((name) => /^emulator-state\.json\.corrupt-\d+$/.test(name)) ?? "";
    expect(readFileSync(join(dataDir, aside), "utf8")).toBe('{"version":1,"jobs":');
    await emulator.stop();
  });

  test("that exists and cannot be opened stops the start, and leaves no lock", () => {
    const dataDir = newFolder();
    // A folder in place of the file: no user can read it, not even root.
    mkdirSync(join(dataDir, "emulator-state.json"));
    expect(() => createEmulator({ dataDir })).toThrow(/EISDIR/);
    expect(readdirSync(dataDir)).toEqual(["emulator-state.json"]);
  });

  test("that cannot be written makes the write fail and changes nothing", async () => {
    const dataDir = newFolder();
    const { emulator, api } = open(dataDir);
    const file = join(dataDir, "emulator-state.json");
    await api("POST", ZONE_JOBS, JOB);
    const before = readFileSync(file, "utf8");
    // A folder in place of the file: the final rename fails for every user, even root.
    rmSync(file);
    mkdirSync(join(file, "x"), { recursive: true });
    expect(await api("POST", ZONE_JOBS, JOB)).toMatchObject({ status: 500, code: 10013 });
    expect((await api("GET", ZONE_JOBS)).body.result).toHaveLength(3);
    expect(before).toContain("kept");
    await emulator.stop();
  });
});

describe("the lock", () => {
  test("refuses a second emulator on the same folder until the first one stops", async () => {
    const dataDir = newFolder();
    const first = createEmulator({ dataDir });
    expect(() => createEmulator({ dataDir })).toThrow(/in use by process \d+/);
    await first.stop();
    await createEmulator({ dataDir }).stop();
  });

  test.each(["999999999 1", `${process.pid} 1`, "1 1", "rubbish"])(
    "that is stale (%j) is taken over",
    async (holder) => {
      const dataDir = newFolder();
      symlinkSync(holder, join(dataDir, "emulator.lock"));
      await createEmulator({ dataDir }).stop();
      expect(readdirSync(dataDir)).toEqual([]);
    },
  );

  test.each(["", `${process.pid} 1`])("a file in its place (%j) does not count and is replaced", async (content) => {
    const dataDir = newFolder();
    writeFileSync(join(dataDir, "emulator.lock"), content);
    await createEmulator({ dataDir }).stop();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  test("of another living process is respected and left as it is", () => {
    const dataDir = newFolder();
    const child = spawn("sleep", ["60"]);
    children.push(child);
    const path = join(dataDir, "emulator.lock");
    symlinkSync(`${child.pid} `, path);
    expect(() => createEmulator({ dataDir })).toThrow(`in use by process ${child.pid}`);
    expect(readlinkSync(path)).toBe(`${child.pid} `);
  });

  test("is never without its owner, and one of many concurrent takers gets it", async () => {
    const dataDir = newFolder();
    symlinkSync("999999999 1", join(dataDir, "emulator.lock"));
    const script = `
      import { acquireLock } from "./lib/emulator/state/lock.ts";
      try { acquireLock(process.argv[1]); console.log("mine"); setTimeout(() => {}, 3000); }
      catch (error) { console.log(error.message.includes("in use") ? "taken" : error.message); }`;
    const outcomes = await Promise.all(
      Array.from({ length: 4 }, async () => {
        const args = ["--import", "tsx", "--input-type=module", "-e", script, join(dataDir, "emulator.lock")];
        const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
        children.push(child);
        const [printed] = await once(child.stdout, "data");
        return String(printed).trim();
      }),
    );
    expect(outcomes.sort()).toEqual(["mine", "taken", "taken", "taken"]);
  });
});

test("everybody in the process has the same emulator", async () => {
  const dataDir = newFolder();
  expect(processEmulator()).toBeUndefined();
  const emulator = await openProcessEmulator({ dataDir });
  expect(await openProcessEmulator({ dataDir: "/nowhere" })).toBe(emulator);
  expect(processEmulator()).toBe(emulator);
  await emulator.stop();
});

describe("the stand-alone emulator", () => {
  async function launch(dataDir: string) {
    const args = [
      "--conditions",
      "react-server",
      "--import",
      "tsx",
      "cli/headgate.ts",
      "emulator",
      "--port",
      "0",
      "--data",
      dataDir,
    ];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "pipe"] });
    children.push(child);
    let printed = "";
    for await (const chunk of child.stdout) {
      printed += chunk;
      if (printed.includes("\n")) break;
    }
    const origin = /(http:\/\/127\.0\.0\.1:\d+)\/client\/v4/.exec(printed)?.[1] ?? "";
    return { child, printed, api: apiOf(fetch, origin) };
  }

  test("loses nothing that it answered when it is killed, and exits cleanly on SIGTERM", async () => {
    const dataDir = newFolder();
    const first = await launch(dataDir);
    expect(first.printed).toContain("headgate-demo-token-0000000000000000");
    const { result } = await first.api("POST", ZONE_JOBS, JOB);
    first.child.kill("SIGKILL");
    await once(first.child, "exit");

    const second = await launch(dataDir);
    expect((await second.api("GET", `${ZONE_JOBS}/${result.id}`)).result).toEqual(result);
    second.child.kill("SIGTERM");
    expect((await once(second.child, "exit"))[0]).toBe(0);
    expect(readdirSync(dataDir)).toEqual(["emulator-state.json"]);
  });
});

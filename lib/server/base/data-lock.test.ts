import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readlinkSync, rmSync, symlinkSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockData, lockName } from "./data-lock.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "headgate-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const write = (target: string) => symlinkSync(target, join(folder, lockName));

test("one process holds a folder until it releases it", () => {
  const first = lockData(folder);
  expect(first.ok).toBe(true);
  expect(lockData(folder)).toEqual({ ok: false, holder: { pid: process.pid, host: hostname() } });
  if (first.ok) first.release();
  const again = lockData(folder);
  expect(again.ok).toBe(true);
  if (again.ok) again.release();
});

test("a folder that does not exist is created", () => {
  const lock = lockData(join(folder, "new", "data"));
  expect(lock.ok).toBe(true);
  if (lock.ok) lock.release();
});

test("a living process keeps its lock, and names itself", async () => {
  const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
  try {
    write(`${other.pid} - ${hostname()}`);
    expect(lockData(folder)).toEqual({ ok: false, holder: { pid: other.pid, host: hostname() } });
  } finally {
    other.kill("SIGKILL");
  }
});

test("the lock of a process that is gone is taken over", () => {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  write(`${pid} 1 ${hostname()}`);
  expect(lockData(folder).ok).toBe(true);
  expect(readlinkSync(join(folder, lockName))).toMatch(new RegExp(`^${process.pid} `));
});

test.skipIf(process.platform !== "linux")("a reused pid does not keep the lock of the one before", () => {
  write(`${process.ppid} 1 ${hostname()}`);
  expect(lockData(folder).ok).toBe(true);
});

test("our own pid proves nothing: the container before had it too", () => {
  write(`${process.pid} - ${hostname()}`);
  expect(lockData(folder).ok).toBe(true);
});

test("the lock of another machine cannot be checked and counts", () => {
  write("1 - another-machine");
  expect(lockData(folder)).toEqual({ ok: false, holder: { pid: 1, host: "another-machine" } });
});

test("something that is not a lock is replaced", () => {
  write("nonsense");
  expect(lockData(folder).ok).toBe(true);
});

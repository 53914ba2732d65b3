import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { createDigests, readKey } from "./secret.ts";

const dataDir = mkdtempSync(join(tmpdir(), "headgate-secret-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test("the key is made once, for its owner only, and no draft stays behind", () => {
  const folder = join(dataDir, "new");
  const key = readKey({ dataDir: folder });
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(readKey({ dataDir: folder })).toBe(key);
  expect(readdirSync(folder)).toEqual(["secret"]);
  expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, "secret"), "utf8").trim()).toBe(key);
});

test("a key that others could read is closed again", () => {
  const folder = join(dataDir, "open");
  readKey({ dataDir: folder });
  chmodSync(join(folder, "secret"), 0o644);
  readKey({ dataDir: folder });
  expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
});

test("HEADGATE_SECRET leaves the folder alone", () => {
  const folder = join(dataDir, "unused");
  expect(readKey({ secret: "given", dataDir: folder })).toBe("given");
  expect(() => readdirSync(folder)).toThrow();
});

test("a fingerprint tells equal from changed, and depends on the key", () => {
  const { fingerprint } = createDigests("a");
  expect(fingerprint("value")).toMatch(/^[0-9a-f]{8}$/);
  expect(fingerprint("value")).toBe(fingerprint("value"));
  expect(fingerprint("value")).not.toBe(fingerprint("other"));
  expect(fingerprint("value")).not.toBe(createDigests("b").fingerprint("value"));
});

test("versions ignore what deliveries change and the order of keys", () => {
  const { versionsOf } = createDigests("a");
  const job = { id: 1, output_options: { a: 1, b: [1, 2] }, last_complete: "x", last_error: null, error_message: "y" };
  const later = { last_complete: "z", output_options: { b: [1, 2], a: 1 }, id: 1 };
  expect(versionsOf(job)).toEqual(versionsOf(later));
  expect(Object.keys(versionsOf(job))).toEqual(["id", "output_options"]);
  expect(versionsOf({ id: 1, output_options: { a: 1, b: [2, 1] } })).not.toEqual(versionsOf(later));
});

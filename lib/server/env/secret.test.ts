import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { StartupError } from "./rules.ts";
import { createDigests, readKey } from "./secret.ts";

const dataDir = mkdtempSync(join(tmpdir(), "headgate-secret-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

test("the key is created once, readable only by its owner, and no temporary file stays", () => {
  const folder = join(dataDir, "new");
  const key = readKey({ dataDir: folder });
  expect(key).toMatch(/^[0-9a-f]{64}$/);
  expect(readKey({ dataDir: folder })).toBe(key);
  expect(readdirSync(folder)).toEqual(["secret"]);
  expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
  expect(readFileSync(join(folder, "secret"), "utf8").trim()).toBe(key);
});

test("a key that others could read is made private again", () => {
  const folder = join(dataDir, "open");
  readKey({ dataDir: folder });
  chmodSync(join(folder, "secret"), 0o644);
  readKey({ dataDir: folder });
  expect(statSync(join(folder, "secret")).mode & 0o777).toBe(0o600);
});

describe("a damaged key file", () => {
  const key = "0123456789abcdef".repeat(4);
  test.each([
    ["an empty file", "", "is empty"],
    ["a blank file", "\n  \n", "is empty"],
    ["zero bytes of an interrupted write", "\0".repeat(65), "64 hexadecimal digits"],
    ["half a key", key.slice(0, 32), "64 hexadecimal digits"],
    ["a key and more", `${key}${key}`, "64 hexadecimal digits"],
    ["two lines", `${key}\n${key}\n`, "64 hexadecimal digits"],
    ["a key on two lines", `${key.slice(0, 32)}\n${key.slice(32)}\n`, "64 hexadecimal digits"],
    ["a key on two lines without an end", `${key.slice(0, 32)}\n${key.slice(32)}`, "64 hexadecimal digits"],
    ["capital letters", key.toUpperCase(), "64 hexadecimal digits"],
    ["another text", "this is not a key at all", "64 hexadecimal digits"],
    ["spaces around", ` ${key} `, "64 hexadecimal digits"],
  ])("%s is refused with what to do, and left as it is", (title, content, problem) => {
    const folder = join(dataDir, title.replaceAll(" ", "-"));
    mkdirSync(folder);
    writeFileSync(join(folder, "secret"), content);
    expect(() => readKey({ dataDir: folder })).toThrow(StartupError);
    expect(() => readKey({ dataDir: folder })).toThrow(problem);
    expect(() => readKey({ dataDir: folder })).toThrow("Restore this file from a backup");
    expect(() => readKey({ dataDir: folder })).not.toThrow(/0123456789abcdef|not a key at all/i);
    expect(readFileSync(join(folder, "secret"), "utf8")).toBe(content);
    expect(readdirSync(folder)).toEqual(["secret"]);
  });

  test.each(["", "\n", "\r\n"])("a key that ends with %j is accepted", (end) => {
    const folder = join(dataDir, `end-${end.length}`);
    mkdirSync(folder);
    writeFileSync(join(folder, "secret"), key + end);
    expect(readKey({ dataDir: folder })).toBe(key);
  });

  test("with HEADGATE_SECRET it is not read", () => {
    const folder = join(dataDir, "overruled");
    mkdirSync(folder);
    writeFileSync(join(folder, "secret"), "");
    expect(readKey({ secret: "given", dataDir: folder })).toBe("given");
  });
});

test("with HEADGATE_SECRET the folder is not used", () => {
  const folder = join(dataDir, "unused");
  expect(readKey({ secret: "given", dataDir: folder })).toBe("given");
  expect(() => readdirSync(folder)).toThrow();
});

test("a fingerprint distinguishes equal from changed values, and depends on the key", () => {
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

test("a data folder is created with its parents, for its owner only", () => {
  const folder = join(dataDir, "above", "below");
  expect(readKey({ dataDir: folder })).toMatch(/^[0-9a-f]{64}$/);
  expect(statSync(folder).mode & 0o777).toBe(0o700);
});

test("a key that cannot be read is an error, and never replaced", () => {
  const folder = join(dataDir, "unreadable");
  mkdirSync(join(folder, "secret"), { recursive: true });
  expect(() => readKey({ dataDir: folder })).toThrow("EISDIR");
  expect(readdirSync(folder)).toEqual(["secret"]);
});

test("a damaged key file is a fault of the data folder's setting", () => {
  const folder = join(dataDir, "named");
  mkdirSync(folder);
  writeFileSync(join(folder, "secret"), "x");
  expect(() => readKey({ dataDir: folder })).toThrow(/^HEADGATE_DATA /);
});

test("a fingerprint is short, and differs from the version of the same text", () => {
  const digests = createDigests("key");
  expect(digests.fingerprint("x")).toMatch(/^[0-9a-f]{8}$/);
  const { a, b } = digests.versionsOf({ a: "x", b: "x" });
  expect(a).toMatch(/^[0-9a-f]{16}$/);
  expect(a).not.toBe(b);
  expect(a?.startsWith(digests.fingerprint('"x"'))).toBe(false);
});

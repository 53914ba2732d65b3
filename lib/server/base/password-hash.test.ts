import { scryptSync } from "node:crypto";
import { describe, expect, test } from "vitest";
import { parsePasswordRules } from "../env/password-rules.ts";
import { hashPassword, isPasswordHash, verifyPassword } from "./password-hash.ts";

/** Created with the lowest allowed cost, so that the table is quick. */
function cheapHash(password: string): string {
  const salt = Buffer.alloc(16, 7);
  const key = scryptSync(password, salt, 32, { N: 2 ** 14, r: 8, p: 1 });
  return `scrypt:14:8:1:${salt.toString("base64url")}:${key.toString("base64url")}`;
}

describe("a password's hash", () => {
  test("created at full cost accepts only its password; the same password hashes differently", async () => {
    const [hash, other] = await Promise.all([hashPassword("correct horse"), hashPassword("correct horse")]);
    expect(hash).not.toBe(other);
    expect(hash).toMatch(/^scrypt:17:8:1:[\w-]{22}:[\w-]{43}$/);
    expect(isPasswordHash(hash)).toBe(true);
    expect(await verifyPassword("correct horse", hash)).toBe(true);
    expect(await verifyPassword("correct horsf", hash)).toBe(false);
  });

  test.each([
    ["an empty password", ""],
    ["a space more", "pass "],
    ["other capitals", "Pass"],
    ["a longer one", "passpass"],
  ])("%s does not fit", async (_title, given) => {
    expect(await verifyPassword(given, cheapHash("pass"))).toBe(false);
  });

  test("letters that are composed differently are the same password", async () => {
    expect(await verifyPassword("cafe\u0301", cheapHash("caf\u00e9"))).toBe(true);
  });

  test.each([
    ["nothing", ""],
    ["a plain-text password", "hunter2"],
    ["another function", "argon2id:17:8:1:aaaa:bbbb"],
    ["a cost that is too low", cheapHash("x").replace(":14:", ":10:")],
    ["a cost that takes 4 GiB", cheapHash("x").replace(":14:", ":22:")],
    ["a cut-off key", cheapHash("x").slice(0, -1)],
    ["a line end", `${cheapHash("x")}\n`],
  ])("%s is not a hash and lets nobody in", async (_title, text) => {
    expect(isPasswordHash(text)).toBe(false);
  });
});

describe("passwords and roles", () => {
  const hash = cheapHash("x");
  test.each([
    [hash, [{ role: "admin", hash }]],
    [`viewer=${hash}`, [{ role: "viewer", hash }]],
    [
      `admin=${hash}, viewer=${hash},`,
      [
        { role: "admin", hash },
        { role: "viewer", hash },
      ],
    ],
    [`root=${hash}`, undefined],
    [`${hash},${hash}`, undefined],
    ["admin=hunter2", undefined],
    ["", undefined],
    [",", undefined],
  ])("%j", (text, expected) => {
    expect(parsePasswordRules(text)).toEqual(expected);
  });
});

import { EncryptJWT } from "jose";
import { describe, expect, test } from "vitest";
import { cookieName, createCookieSeal, readCookie, setCookie } from "./session-cookie.ts";
import { absoluteMs } from "./session-store.ts";

const here = { port: 3000 };
const exposed = { port: 3000, origin: "https://headgate.example.com" };
const key = "k".repeat(64);

function sealAt(nowMs: number, installationKey = key) {
  return createCookieSeal(installationKey, () => nowMs);
}

describe("the seal of a cookie", () => {
  const token = "canary-token-0123456789";

  test("returns what was sealed, and reveals nothing of it", async () => {
    const sealed = await sealAt(0).seal({ sid: "canary-sid", token });
    expect(await sealAt(0).open(sealed)).toEqual({ sid: "canary-sid", token });
    const shown = sealed.split(".").map((part) => Buffer.from(part, "base64url").toString("latin1"));
    expect(shown.join("\n")).not.toMatch(/canary/);
    expect(await sealAt(0).open(await sealAt(0).seal({ sid: "a" }))).toEqual({ sid: "a" });
  });

  test("stays below the limit of browsers, with the longest token", async () => {
    const sealed = await sealAt(0).seal({ sid: "s".repeat(32), token: "t".repeat(1000) });
    expect(setCookie(exposed, sealed).length).toBeLessThan(3500);
  });

  test.each<[title: string, change: (sealed: string) => string]>([
    ["a changed letter", (sealed) => sealed.replace(/.(?=.{30}$)/, (letter) => (letter === "A" ? "B" : "A"))],
    ["a part missing", (sealed) => sealed.split(".").slice(0, 4).join(".")],
    ["nothing", () => ""],
    ["no token at all", () => "canary"],
    [
      "an unprotected token",
      () =>
        `${Buffer.from('{"alg":"none"}').toString("base64url")}.${Buffer.from('{"jti":"x"}').toString("base64url")}.`,
    ],
  ])("%s does not open", async (_title, change) => {
    expect(await sealAt(0).open(change(await sealAt(0).seal({ sid: "a" })))).toBeUndefined();
  });

  test("does not open under another key, nor after eight hours", async () => {
    const sealed = await sealAt(0).seal({ sid: "a" });
    expect(await sealAt(0, "l".repeat(64)).open(sealed)).toBeUndefined();
    expect(await sealAt(absoluteMs - 1000).open(sealed)).toEqual({ sid: "a" });
    expect(await sealAt(absoluteMs + 1000).open(sealed)).toBeUndefined();
  });

  test("a token sealed with the installation's key itself is refused", async () => {
    const forged = await new EncryptJWT({})
      .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
      .setJti("a")
      .setIssuedAt()
      .setExpirationTime("1h")
      .encrypt(new TextEncoder().encode(key.slice(0, 32)));
    expect(await sealAt(Date.now()).open(forged)).toBeUndefined();
  });
});

describe("the cookie", () => {
  test("on an https origin is bound to the host and to TLS", () => {
    expect(setCookie(exposed, "v")).toBe("__Host-headgate=v; Path=/; Max-Age=28800; HttpOnly; SameSite=Strict; Secure");
  });

  test("on this machine has the port in its name, because ports share cookies", () => {
    expect(cookieName(here)).toBe("headgate_3000");
    expect(setCookie(here, undefined)).toBe("headgate_3000=; Path=/; Max-Age=0; HttpOnly; SameSite=Strict");
  });

  test.each([
    ["alone", "headgate_3000=v", "v"],
    ["among others", "theme=dark; headgate_3000=v; scope=zones", "v"],
    ["none", "theme=dark", undefined],
    ["no header", null, undefined],
    ["of another port", "headgate_30000=v", undefined],
    ["twice: one of them is not ours", "headgate_3000=v; headgate_3000=w", undefined],
    ["empty", "headgate_3000=", undefined],
  ])("is read: %s", (_title, header, expected) => {
    expect(readCookie(here, header)).toBe(expected);
  });
});

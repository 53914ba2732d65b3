import { describe, expect, test } from "vitest";
import { type EnvRecord, parseEnv } from "./env.ts";

const files: Record<string, string> = { "/run/token": "file-token-0123456789\n", "/run/empty": "\n" };

function readFile(path: string): string {
  const content = files[path];
  if (content === undefined) throw new Error("ENOENT");
  return content;
}

const token = "token-0123456789-abcdef";

describe("an accepted environment", () => {
  test.each<[title: string, record: EnvRecord, expected: object]>([
    ["nothing set is the emulator on loopback", {}, { mode: "emulator", host: "127.0.0.1", site: { port: 3000 } }],
    [
      "empty values count as not set",
      { CLOUDFLARE_API_TOKEN: "", CLOUDFLARE_API_KEY: " ", PORT: "", HOST: "" },
      { mode: "emulator", site: { port: 3000 } },
    ],
    ["port and host", { PORT: "8080", HOST: "localhost" }, { host: "localhost", site: { port: 8080 } }],
    ["IPv6 loopback", { HOST: "::1" }, { host: "::1" }],
    ["bracketed IPv6 loopback", { HOST: "[::1]" }, { host: "[::1]" }],
    [
      "a token is live at Cloudflare",
      { CLOUDFLARE_API_TOKEN: token },
      { mode: "live", credential: { kind: "token", token }, baseUrl: "https://api.cloudflare.com/client/v4" },
    ],
    [
      "a token from a file, its line end removed",
      { CLOUDFLARE_API_TOKEN_FILE: "/run/token" },
      { mode: "live", credential: { kind: "token", token: "file-token-0123456789" } },
    ],
    [
      "key and e-mail",
      { CLOUDFLARE_API_KEY: "key", CLOUDFLARE_EMAIL: "me@example.com" },
      { mode: "live", credential: { kind: "key", key: "key", email: "me@example.com" } },
    ],
    [
      "a base URL on this machine",
      { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_BASE_URL: "http://127.0.0.1:8787/client/v4/" },
      { baseUrl: "http://127.0.0.1:8787/client/v4" },
    ],
    [
      "the official base URL",
      { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_BASE_URL: "https://api.cloudflare.com/client/v4/" },
      { baseUrl: "https://api.cloudflare.com/client/v4" },
    ],
    ["a name without a value", { HEADGATE_AUTH: " " }, { mode: "emulator" }],
    ["the names of scripts and tests", { HEADGATE_DETACHED: "1", HEADGATE_EMULATOR_FAULTS: "1" }, { mode: "emulator" }],
    [
      "private blocks for deliveries",
      { HEADGATE_DELIVERY_ALLOW: "10.1.0.0/16, fd12:3456::/32," },
      { deliveryAllow: ["10.1.0.0/16", "fd12:3456::/32"] },
    ],
    [
      "ports for deliveries",
      { HEADGATE_DELIVERY_ALLOW: ":9000,10.1.0.0/16, :65535" },
      { deliveryAllow: ["10.1.0.0/16"], deliveryPorts: [9000, 65_535] },
    ],
    ["one proxy in front by default", {}, { trustedHops: 1 }],
    ["two proxies in front", { HEADGATE_TRUSTED_HOPS: "2" }, { trustedHops: 2 }],
    ["no proxy in front", { HEADGATE_TRUSTED_HOPS: "0" }, { trustedHops: 0 }],
    ["a secret", { HEADGATE_SECRET: "s".repeat(32) }, { secret: "s".repeat(32) }],
  ])("%s", (_title, record, expected) => {
    const result = parseEnv(record, readFile);
    expect(result).toMatchObject({ ok: true, env: expected });
  });
});

describe("a refused environment names the variable and never its value", () => {
  test.each<[title: string, record: EnvRecord, variable: string]>([
    ["an allow-list of public addresses", { HEADGATE_DELIVERY_ALLOW: "8.8.8.0/24" }, "HEADGATE_DELIVERY_ALLOW"],
    ["an allow-list of a low port", { HEADGATE_DELIVERY_ALLOW: ":22" }, "HEADGATE_DELIVERY_ALLOW"],
    ["an allow-list of a port beyond the last", { HEADGATE_DELIVERY_ALLOW: ":65536" }, "HEADGATE_DELIVERY_ALLOW"],
    ["an allow-list of a port without digits", { HEADGATE_DELIVERY_ALLOW: ":https" }, "HEADGATE_DELIVERY_ALLOW"],
    ["an allow-list of everything", { HEADGATE_DELIVERY_ALLOW: "0.0.0.0/0" }, "HEADGATE_DELIVERY_ALLOW"],
    ["an allow-list without sizes", { HEADGATE_DELIVERY_ALLOW: "10.0.0.1" }, "HEADGATE_DELIVERY_ALLOW"],
    ["an allow-list of this machine", { HEADGATE_DELIVERY_ALLOW: "127.0.0.0/8" }, "HEADGATE_DELIVERY_ALLOW"],
    ["a name with a typing error", { HEADGATE_SECRETS: "s".repeat(40) }, "HEADGATE_SECRETS"],
    ["many proxies", { HEADGATE_TRUSTED_HOPS: "many" }, "HEADGATE_TRUSTED_HOPS"],
    ["ten proxies", { HEADGATE_TRUSTED_HOPS: "10" }, "HEADGATE_TRUSTED_HOPS"],
    ["port 0", { PORT: "0" }, "PORT"],
    ["a port that is too high", { PORT: "65536" }, "PORT"],
    ["a port that is not a number", { PORT: "http" }, "PORT"],
    ["a key without e-mail", { CLOUDFLARE_API_KEY: "key-value" }, "CLOUDFLARE_API_KEY"],
    ["an e-mail without key", { CLOUDFLARE_EMAIL: "me@example.com" }, "CLOUDFLARE_EMAIL"],
    [
      "token and key",
      { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_API_KEY: "key-value", CLOUDFLARE_EMAIL: "me@example.com" },
      "CLOUDFLARE_API_KEY",
    ],
    [
      "value and file",
      { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_API_TOKEN_FILE: "/run/token" },
      "CLOUDFLARE_API_TOKEN",
    ],
    ["a missing file", { CLOUDFLARE_API_TOKEN_FILE: "/run/none" }, "CLOUDFLARE_API_TOKEN_FILE"],
    ["an empty file", { CLOUDFLARE_API_TOKEN_FILE: "/run/empty" }, "CLOUDFLARE_API_TOKEN_FILE"],
    ["a token with a space", { CLOUDFLARE_API_TOKEN: "Bearer secret-token" }, "CLOUDFLARE_API_TOKEN"],
    [
      "a base URL without credential",
      { CLOUDFLARE_BASE_URL: "http://127.0.0.1:8787/client/v4" },
      "CLOUDFLARE_BASE_URL",
    ],
    [
      "a base URL elsewhere",
      { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_BASE_URL: "https://api.cloudflare.com.evil.example/client/v4" },
      "CLOUDFLARE_BASE_URL",
    ],
    [
      "a base URL with a user name",
      { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_BASE_URL: "https://user:pass@127.0.0.1/client/v4" },
      "CLOUDFLARE_BASE_URL",
    ],
    [
      "the official host over http",
      { CLOUDFLARE_API_TOKEN: token, CLOUDFLARE_BASE_URL: "http://api.cloudflare.com/client/v4" },
      "CLOUDFLARE_BASE_URL",
    ],
    ["a short secret", { HEADGATE_SECRET: "hunter2-hunter2" }, "HEADGATE_SECRET"],
  ])("%s", (_title, record, variable) => {
    const result = parseEnv(record, readFile);
    expect(result.ok).toBe(false);
    if (result.ok) return;
    expect(result.error.variable).toBe(variable);
    expect(result.error.message).toMatch(new RegExp(`^${variable} .+\\.`));
    expect(result.error.message).not.toContain("\n");
    for (const value of Object.values(record).filter((text) => text && text.length > 6)) {
      expect(result.error.message).not.toContain(value);
    }
  });
});

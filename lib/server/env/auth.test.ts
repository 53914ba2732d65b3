import { describe, expect, test } from "vitest";
import { type EnvRecord, parseEnv } from "./env.ts";

const hash = `scrypt:17:8:1:${"s".repeat(22)}:${"k".repeat(43)}`;
const audience = "0123456789abcdef".repeat(4);

const credentials: Record<string, EnvRecord[]> = {
  none: [{}],
  some: [
    { CLOUDFLARE_API_TOKEN: "token-0123456789-abcdef" },
    { CLOUDFLARE_API_KEY: "key-0123456789", CLOUDFLARE_EMAIL: "me@example.com" },
  ],
};

const auths: Record<string, EnvRecord> = {
  unset: {},
  password: { HEADGATE_AUTH: "password", HEADGATE_PASSWORD_HASH: hash },
  access: {
    HEADGATE_AUTH: "access",
    HEADGATE_ACCESS_TEAM: "my-team",
    HEADGATE_ACCESS_AUD: audience,
    HEADGATE_ROLES: "*@example.com=viewer",
  },
  token: { HEADGATE_AUTH: "token" },
};

const here = [{}, { HOST: "127.0.0.1" }, { HOST: "localhost" }, { HOST: "::1" }, { HOST: "[::1]" }];
const out = [
  { HOST: "0.0.0.0" },
  { HOST: "::" },
  { HOST: "192.0.2.1" },
  { HOST: "127.0.0.2" },
  { HOST: "logs.example.com" },
];
const origin = { HEADGATE_ORIGIN: "https://headgate.example.com" };

const reaches: Record<string, EnvRecord[]> = {
  here,
  "here, by an origin": here.map((host) => ({ ...host, ...origin })),
  out,
  "out, by an origin": out.map((host) => ({ ...host, ...origin })),
};

/** Which combinations start, and how people then sign in; for the others, the variable that the error names. */
const matrix: [reach: string, credential: string, auth: string, outcome: string][] = [
  ["here", "none", "unset", "open"],
  ["here", "none", "password", "password"],
  ["here", "none", "access", "access"],
  ["here", "none", "token", "token"],
  ["here", "some", "unset", "link"],
  ["here", "some", "password", "password"],
  ["here", "some", "access", "access"],
  ["here", "some", "token", "HEADGATE_AUTH"],
  ["here, by an origin", "none", "unset", "HEADGATE_AUTH"],
  ["here, by an origin", "none", "password", "password"],
  ["here, by an origin", "none", "access", "access"],
  ["here, by an origin", "none", "token", "token"],
  ["here, by an origin", "some", "unset", "HEADGATE_AUTH"],
  ["here, by an origin", "some", "password", "password"],
  ["here, by an origin", "some", "access", "access"],
  ["here, by an origin", "some", "token", "HEADGATE_AUTH"],
  ["out", "none", "unset", "HEADGATE_AUTH"],
  ["out", "none", "password", "HEADGATE_ORIGIN"],
  ["out", "none", "access", "HEADGATE_ORIGIN"],
  ["out", "none", "token", "HEADGATE_ORIGIN"],
  ["out", "some", "unset", "HEADGATE_AUTH"],
  ["out", "some", "password", "HEADGATE_ORIGIN"],
  ["out", "some", "access", "HEADGATE_ORIGIN"],
  ["out", "some", "token", "HEADGATE_AUTH"],
  ["out, by an origin", "none", "unset", "HEADGATE_AUTH"],
  ["out, by an origin", "none", "password", "password"],
  ["out, by an origin", "none", "access", "access"],
  ["out, by an origin", "none", "token", "token"],
  ["out, by an origin", "some", "unset", "HEADGATE_AUTH"],
  ["out, by an origin", "some", "password", "password"],
  ["out, by an origin", "some", "access", "access"],
  ["out, by an origin", "some", "token", "HEADGATE_AUTH"],
];

function outcomeOf(record: EnvRecord): string {
  const result = parseEnv(record, () => {
    throw new Error("ENOENT");
  });
  return result.ok ? result.env.auth.kind : result.error.variable;
}

describe("how people sign in", () => {
  test("the matrix names every combination once", () => {
    const names = matrix.map(([reach, credential, auth]) => `${reach} ${credential} ${auth}`);
    expect(new Set(names).size).toBe(
      Object.keys(reaches).length * Object.keys(credentials).length * Object.keys(auths).length,
    );
  });

  test.each(matrix)("reached from %s, credential %s, HEADGATE_AUTH %s: %s", (reach, credential, auth, outcome) => {
    const records = (reaches[reach] ?? []).flatMap((place) =>
      (credentials[credential] ?? []).map((held) => ({ ...place, ...held, ...auths[auth] })),
    );
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) expect(outcomeOf(record), JSON.stringify(record)).toBe(outcome);
  });

  test("each person's own token means LIVE without a credential of the server", () => {
    const result = parseEnv({ HEADGATE_AUTH: "token" }, () => "");
    expect(result).toMatchObject({ ok: true, env: { mode: "live", auth: { kind: "token" } } });
    expect(result.ok && "credential" in result.env).toBe(false);
  });

  test("a team is its name, its host or its address", () => {
    for (const team of ["my-team", "my-team.cloudflareaccess.com", "https://my-team.cloudflareaccess.com/"]) {
      expect(parseEnv({ ...auths.access, HEADGATE_ACCESS_TEAM: team }, () => "")).toMatchObject({
        ok: true,
        env: { auth: { issuer: "https://my-team.cloudflareaccess.com", audience } },
      });
    }
  });
});

describe("an unsafe setting or one without effect is refused, and the error names it", () => {
  test.each<[title: string, record: EnvRecord, variable: string]>([
    ["another way", { HEADGATE_AUTH: "oidc" }, "HEADGATE_AUTH"],
    ["none", { HEADGATE_AUTH: "none", HOST: "0.0.0.0" }, "HEADGATE_AUTH"],
    ["password without a hash", { HEADGATE_AUTH: "password" }, "HEADGATE_PASSWORD_HASH"],
    ["a plain-text password", { ...auths.password, HEADGATE_PASSWORD_HASH: "hunter2" }, "HEADGATE_PASSWORD_HASH"],
    [
      "a hash that is too cheap",
      { ...auths.password, HEADGATE_PASSWORD_HASH: hash.replace("17", "10") },
      "HEADGATE_PASSWORD_HASH",
    ],
    [
      "a hash that takes all memory",
      { ...auths.password, HEADGATE_PASSWORD_HASH: hash.replace("17", "24") },
      "HEADGATE_PASSWORD_HASH",
    ],
    ["an unknown role", { ...auths.password, HEADGATE_PASSWORD_HASH: `root=${hash}` }, "HEADGATE_PASSWORD_HASH"],
    ["another hash", { ...auths.password, HEADGATE_PASSWORD_HASH: "argon2id:v19" }, "HEADGATE_PASSWORD_HASH"],
    ["access without team", { ...auths.access, HEADGATE_ACCESS_TEAM: "" }, "HEADGATE_ACCESS_TEAM"],
    ["a team elsewhere", { ...auths.access, HEADGATE_ACCESS_TEAM: "https://evil.example" }, "HEADGATE_ACCESS_TEAM"],
    ["access without audience", { ...auths.access, HEADGATE_ACCESS_AUD: "" }, "HEADGATE_ACCESS_AUD"],
    ["access without roles", { ...auths.access, HEADGATE_ROLES: "" }, "HEADGATE_ROLES"],
    ["an unknown role in the list", { ...auths.access, HEADGATE_ROLES: "you@example.com=boss" }, "HEADGATE_ROLES"],
    ["a hash without password", { HEADGATE_PASSWORD_HASH: hash }, "HEADGATE_PASSWORD_HASH"],
    ["roles with a password", { ...auths.password, HEADGATE_ROLES: "*=viewer" }, "HEADGATE_ROLES"],
    ["a team without access", { HEADGATE_ACCESS_TEAM: "my-team" }, "HEADGATE_ACCESS_TEAM"],
    ["an audience without access", { HEADGATE_ACCESS_AUD: audience }, "HEADGATE_ACCESS_AUD"],
    ["an origin without TLS", { ...auths.password, HEADGATE_ORIGIN: "http://headgate.example.com" }, "HEADGATE_ORIGIN"],
    ["an origin with a path", { ...auths.password, HEADGATE_ORIGIN: "https://example.com/logs" }, "HEADGATE_ORIGIN"],
    ["two origins", { ...auths.password, HEADGATE_ORIGIN: "https://a.example, https://b.example" }, "HEADGATE_ORIGIN"],
    ["an origin with a user", { ...auths.password, HEADGATE_ORIGIN: "https://me@example.com" }, "HEADGATE_ORIGIN"],
    [
      "metrics for everybody on a network",
      { ...auths.password, ...origin, HEADGATE_METRICS: "on" },
      "HEADGATE_METRICS",
    ],
    ["metrics without a credential", { HEADGATE_AUTH: "token", HEADGATE_METRICS: "on" }, "HEADGATE_METRICS"],
    [
      "alerts without a credential",
      {
        HEADGATE_AUTH: "token",
        HEADGATE_ALERT_URL: "https://hooks.example.com/",
        HEADGATE_ALERT_SECRET: `whsec_${"A".repeat(32)}`,
      },
      "HEADGATE_ALERT_URL",
    ],
  ])("%s", (_title, record, variable) => {
    const result = parseEnv(record, () => "");
    expect(result).toMatchObject({ ok: false, error: { variable } });
    expect(result.ok ? "" : result.error.message).not.toContain("hunter2");
  });
});

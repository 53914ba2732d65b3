import { execFileSync, spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import * as z from "zod/mini";
import { parseEnv } from "#lib/server/env/env.ts";
import { findHaproxy, findNginx, receiverEnv } from "./find-receivers.mjs";

const texts = z.record(z.string(), z.string());
const names = z.optional(z.array(z.string()));
const serviceSchema = z.object({
  image: z.string(),
  command: z.optional(z.array(z.string())),
  environment: z.optional(texts),
  secrets: names,
  volumes: names,
  networks: names,
  tmpfs: names,
  network_mode: z.optional(z.string()),
  healthcheck: z.optional(z.object({ test: z.array(z.string()) })),
  depends_on: z.optional(z.record(z.string(), z.object({ condition: z.string() }))),
  configs: z.optional(z.array(z.object({ source: z.string(), target: z.string() }))),
  ports: names,
  read_only: z.optional(z.boolean()),
  stop_grace_period: z.optional(z.string()),
});
const files = z.record(z.string(), z.object({ file: z.string() }));
const composeSchema = z.object({
  services: z.record(z.string(), serviceSchema),
  secrets: files,
  configs: files,
  volumes: z.record(z.string(), z.unknown()),
  networks: z.record(z.string(), z.unknown()),
});

const guide = readFileSync("docs/deployment.md", "utf8");
const nginxText = readFileSync("packaging/headgate-nginx.conf", "utf8");
const compose = z.parse(
  composeSchema,
  parse(readFileSync("packaging/docker-compose.postgres.yml", "utf8"), { strict: true, uniqueKeys: true }),
);
const services = Object.entries(compose.services);
const servers = services.filter(([name]) => name.startsWith("headgate-"));

describe("docker-compose.postgres.yml", () => {
  test("has three equal servers, nginx and PostgreSQL", () => {
    const all = services.map(([name]) => name);
    expect(all).toEqual(["headgate-1", "headgate-2", "headgate-3", "nginx", "postgres"]);
    for (const [, server] of servers) expect(server).toEqual(compose.services["headgate-1"]);
  });

  test.each(services)("%s uses only secrets, volumes, networks and services that exist", (_name, service) => {
    const defined = (kind: object, used: string[]) => expect(Object.keys(kind)).toEqual(expect.arrayContaining(used));
    defined(compose.secrets, service.secrets ?? []);
    defined(
      compose.configs,
      (service.configs ?? []).map(({ source }) => source),
    );
    defined(
      compose.volumes,
      (service.volumes ?? []).map((volume) => volume.split(":")[0] ?? ""),
    );
    defined(compose.networks, service.networks ?? []);
    defined(compose.services, Object.keys(service.depends_on ?? {}));
    const text = JSON.stringify(service) + (service.configs ? nginxText : "");
    const read = Array.from(text.matchAll(/\/run\/secrets\/([\w-]+)/g), ([, name]) => name);
    expect(new Set(read)).toEqual(new Set(service.secrets));
    for (const name of Object.keys(service.depends_on ?? {})) expect(compose.services[name]?.healthcheck).toBeDefined();
  });

  test("starts servers whose settings Headgate accepts, with the secrets of the guide", () => {
    const address = guide.match(/printf %s "(postgres:.+)" > headgate-database/)?.[1] ?? "";
    const secrets: Record<string, string> = {
      "headgate-database": address.replace("$password", "ab12"),
      "headgate-password-hash": `scrypt:17:8:1:${"a".repeat(22)}:${"b".repeat(43)}`,
      "cloudflare-api-token": "t".repeat(40),
    };
    const [, server] = servers[0] ?? [];
    const origin = "https://headgate.example.com";
    const environment = { ...server?.environment, HEADGATE_ORIGIN: origin, HEADGATE_SECRET: "0".repeat(64) };
    const result = parseEnv({ ...environment, HOST: "0.0.0.0" }, (path) => secrets[path.split("/").at(-1) ?? ""] ?? "");
    if (!result.ok) throw result.error;
    expect(result.env).toMatchObject({ mode: "live", trustedHops: 1, site: { origin } });
    expect(result.env.database).toBe("postgres://headgate:ab12@localhost/headgate?host=/var/run/postgresql");
  });

  test("passes the key on without naming its value, and stops as the image does", () => {
    for (const [, server] of servers) {
      const script = server.command?.at(-1)?.replaceAll("$$(", "$(") ?? "";
      const shell = script.replace(" /run/secrets/headgate-secret", "").replace(/exec .*/, "exec env");
      expect(execFileSync("sh", ["-c", shell], { input: "key\n", encoding: "utf8" })).toMatch(/^HEADGATE_SECRET=key$/m);
      expect(script).toContain(readFileSync("Dockerfile", "utf8").match(/^CMD \["node", "(.+)"\]$/m)?.[1]);
      expect(server.healthcheck?.test.join(" ")).toContain("/readyz");
      expect(server).toMatchObject({ read_only: true, stop_grace_period: "35s" });
    }
  });

  test("keeps PostgreSQL off the network, and secrets out of the repository and the image", () => {
    expect(compose.services.postgres).toMatchObject({ network_mode: "none" });
    expect(services.flatMap(([, { ports }]) => ports ?? [])).toEqual(["443:443"]);
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^\.\/secrets\//);
    for (const list of [".gitignore", ".dockerignore"]) {
      expect(readFileSync(list, "utf8")).toMatch(/^packaging\/secrets\/?$/m);
    }
    for (const { file } of Object.values(compose.configs)) expect(existsSync(join("packaging", file))).toBe(true);
  });
});

describe("the proxies", () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "headgate-proxy-"));
    const key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "1"];
    const out = ["-keyout", at("key"), "-out", at("certificate"), "-subj", "/CN=localhost"];
    execFileSync("openssl", ["req", "-x509", ...key, ...out], { stdio: "ignore" });
    writeFileSync(at("both.pem"), readFileSync(at("certificate"), "utf8") + readFileSync(at("key"), "utf8"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("nginx names each server, sends no change twice, and speaks HTTP/2", () => {
    const named = Array.from(nginxText.matchAll(/^ *server (headgate-\d):3000 resolve /gm), ([, name]) => name);
    expect(named).toEqual(servers.map(([name]) => name));
    expect(nginxText).toMatch(/^ *proxy_next_upstream error timeout;$/m);
    expect(nginxText).toMatch(/^ *http2 on;$/m);
  });

  test.skipIf(findNginx() === undefined)("nginx accepts its configuration", () => {
    const local = nginxText
      .replaceAll("/run/secrets/tls-certificate", at("certificate"))
      .replaceAll("/run/secrets/tls-key", at("key"))
      // Older versions do not know these, and the names exist only in Docker's network.
      .replace(/^ *http2 on;\n/m, "")
      .replace(/headgate-\d:3000 resolve/g, "127.0.0.1:3000");
    const own = `pid ${at("pid")}; error_log ${at("error.log")}; events {}`;
    const kinds = ["proxy", "fastcgi", "uwsgi", "scgi", "client_body"];
    const temporary = kinds.map((kind) => `${kind}_temp_path ${at(kind)};`).join(" ");
    writeFileSync(at("nginx.conf"), `${own} http { ${temporary} access_log off;\n${local}}\n`);
    const args = ["-t", "-q", "-p", folder, "-c", at("nginx.conf"), "-e", at("start.log")];
    const check = spawnSync(findNginx() ?? "", args, { encoding: "utf8", env: receiverEnv() });
    expect(`${check.stderr}${check.status}`).toBe("0");
  });

  test.skipIf(findHaproxy() === undefined)("HAProxy accepts the configuration of the guide", () => {
    const shown = guide.match(/```haproxy\n([\s\S]+?)```/)?.[1] ?? "";
    writeFileSync(at("haproxy.cfg"), shown.replace("/etc/haproxy/headgate.pem", at("both.pem")));
    const args = ["-c", "-q", "-f", at("haproxy.cfg")];
    const check = spawnSync(findHaproxy() ?? "", args, { encoding: "utf8", env: receiverEnv() });
    expect(`${check.stderr}${check.status}`).toBe("0");
  });
});

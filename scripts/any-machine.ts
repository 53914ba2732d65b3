// Loaded before each test file: results must not depend on the machine's network, proxies, language, time zone, home or umask.
import dns from "node:dns";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isMainThread } from "node:worker_threads";
import { forgetHost } from "./clean-env.mjs";

forgetHost();
for (const name of Object.keys(process.env)) {
  if (/^(?:CLOUDFLARE_|HEADGATE_)/.test(name)) delete process.env[name];
}
if (isMainThread) process.umask(0o022);

/** RFC 6761 reserves `.invalid` for names that never resolve; some networks answer them anyway. */
const isReserved = (host: unknown) => typeof host === "string" && /\.invalid\.?$/i.test(host);

function notFound(host: string): NodeJS.ErrnoException {
  const error = new Error(`getaddrinfo ENOTFOUND ${host}`);
  return Object.assign(error, { code: "ENOTFOUND", errno: -3008, syscall: "getaddrinfo", hostname: host });
}

/** RFC 6761 reserves `localhost` for loopback; some machines do not resolve it, or only to an IPv6 address. */
const isLocal = (host: unknown) => typeof host === "string" && /^localhost\.?$/i.test(host);
const loopback = { address: "127.0.0.1", family: 4 };

/** Undefined if the caller wants only an IPv6 address. */
function readOptions(options: unknown): { isAll: boolean } | undefined {
  const given: object = typeof options === "object" && options !== null ? options : { family: options };
  const family = "family" in given ? given.family : undefined;
  return family === 6 || family === "IPv6" ? undefined : { isAll: "all" in given && given.all === true };
}

dns.lookup = new Proxy(dns.lookup, {
  apply(lookup, self, args: [string, ...unknown[]]) {
    const [host, options] = args;
    const callback = args.at(-1);
    const wanted = isLocal(host) ? readOptions(options) : undefined;
    if (typeof callback !== "function") return Reflect.apply(lookup, self, args);
    if (isReserved(host)) return process.nextTick(callback, notFound(host));
    if (wanted === undefined) return Reflect.apply(lookup, self, args);
    if (wanted.isAll) return process.nextTick(callback, null, [loopback]);
    process.nextTick(callback, null, loopback.address, loopback.family);
  },
});
dns.promises.lookup = new Proxy(dns.promises.lookup, {
  apply(lookup, self, args: [string, ...unknown[]]) {
    const [host, options] = args;
    if (isReserved(host)) return Promise.reject(notFound(host));
    const wanted = isLocal(host) ? readOptions(options) : undefined;
    if (wanted === undefined) return Reflect.apply(lookup, self, args);
    return Promise.resolve(wanted.isAll ? [loopback] : loopback);
  },
});

// The emulator of a process owns its data folder, and workers run side by side. The next file of this worker finds it here.
process.env.UNIT_TEST_DATA ??= makeFolder();
process.env.HEADGATE_DATA = process.env.UNIT_TEST_DATA;

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "headgate-unit-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

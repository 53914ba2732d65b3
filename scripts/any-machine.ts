// Loaded before each test file: results must not depend on the machine's network, proxies, language or umask.
import dns from "node:dns";
import { isMainThread } from "node:worker_threads";
import { hostSettings } from "./clean-env.mjs";

for (const name of Object.keys(process.env)) {
  if (hostSettings.test(name) || /^(?:CLOUDFLARE_|HEADGATE_)/.test(name)) delete process.env[name];
}
process.env.LC_ALL = "C.UTF-8";
if (isMainThread) process.umask(0o022);

/** RFC 6761 reserves `.invalid` for names that never resolve; some networks answer them all the same. */
const isReserved = (host: unknown) => typeof host === "string" && /\.invalid\.?$/i.test(host);

function notFound(host: string): NodeJS.ErrnoException {
  const error = new Error(`getaddrinfo ENOTFOUND ${host}`);
  return Object.assign(error, { code: "ENOTFOUND", errno: -3008, syscall: "getaddrinfo", hostname: host });
}

dns.lookup = new Proxy(dns.lookup, {
  apply(lookup, self, args: [string, ...unknown[]]) {
    const [host] = args;
    const callback = args.at(-1);
    if (!isReserved(host) || typeof callback !== "function") return Reflect.apply(lookup, self, args);
    process.nextTick(callback, notFound(host));
  },
});
dns.promises.lookup = new Proxy(dns.promises.lookup, {
  apply: (lookup, self, args: [string, ...unknown[]]) =>
    isReserved(args[0]) ? Promise.reject(notFound(args[0])) : Reflect.apply(lookup, self, args),
});

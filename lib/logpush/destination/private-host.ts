import { canonicalHost } from "./endpoint.ts";

/** IPv4 blocks that are not routed on the internet (RFC 6890), as dotted prefixes. */
const privateV4 =
  /^(?:0|10|127)\.|^192\.168\.|^169\.254\.|^172\.(?:1[6-9]|2\d|3[01])\.|^100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|^(?:22[4-9]|2[3-5]\d)\./;

/** Loopback, unspecified, link-local, unique-local and multicast IPv6, as WHATWG URL writes them. */
const privateV6 = /^\[(?:::1?\]|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:|ff[0-9a-f]{2}:)/;

/**
 * Whether Cloudflare certainly cannot reach the host: an address that is not public, or a name that exists only in a
 * local network. A hint for people, not a guard: public names are not resolved.
 */
export function isPrivateHost(host: string): boolean {
  const name = canonicalHost(host)?.replace(/\.$/, "");
  if (name === undefined) return false;
  if (name.startsWith("[")) return privateV6.test(name) || isMappedPrivate(name);
  if (/^[\d.]+$/.test(name)) return privateV4.test(name);
  return !name.includes(".") || /\.(?:localhost|local|internal|home\.arpa)$/.test(name);
}

/** `::ffff:7f00:1` is 127.0.0.1 (RFC 4291 section 2.5.5.2). */
function isMappedPrivate(name: string): boolean {
  const [, high, low] = /^\[::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$/.exec(name) ?? [];
  if (high === undefined || low === undefined) return false;
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return privateV4.test(`${a >> 8}.${a & 255}.${b >> 8}.${b & 255}`);
}

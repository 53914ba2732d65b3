import "server-only";
import ipaddr from "ipaddr.js";

/**
 * The address that a sign-in came from: what the outermost of our own proxies wrote into X-Forwarded-For, counted from
 * the right, because the visitor can write everything left of it. Without a proxy or this header, the address of the
 * socket.
 */
export function addressOf(headers: Pick<Headers, "get">, trustedHops: number): string {
  const peer = headers.get(peerHeader)?.trim() ?? "";
  const hops = (headers.get("x-forwarded-for") ?? "").split(",").flatMap((hop) => hop.trim() || []);
  if (trustedHops === 0 && peer !== "") return peer;
  // With fewer hops than proxies, the request entered behind the outer one, and the first hop is from ours.
  return hops.at(-Math.max(1, trustedHops)) ?? hops[0] ?? peer;
}

/** Set by scripts/http-server.mjs from the socket; it overwrites what was sent. */
const peerHeader = "x-headgate-peer";

/**
 * What counts as one visitor: an IPv4 address, or an IPv6 /64, because the owner of one address in it has all 2^64.
 * IPv4 inside IPv6 (mapped, NAT64, 6to4) counts as that IPv4 address. All texts that are not addresses count as one
 * visitor.
 */
export function networkOf(address: string): string {
  const bare = address
    .trim()
    .replace(/^\[([^\]]*)\](?::\d+)?$/, "$1")
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, "$1")
    .replace(/%.*$/, "");
  if (!ipaddr.IPv6.isValid(bare) && !ipaddr.IPv4.isValidFourPartDecimal(bare)) return "unknown";
  const parsed = ipaddr.process(bare);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  const { parts } = parsed;
  const range = parsed.range();
  if (range === "rfc6052") return embedded(parts[6], parts[7]);
  if (range === "6to4") return embedded(parts[1], parts[2]);
  return `${parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(":")}::/64`;
}

function embedded(high = 0, low = 0): string {
  return [high >> 8, high & 255, low >> 8, low & 255].join(".");
}

import ipaddr from "ipaddr.js";

export type AddressKind = "loopback" | "public" | "refused";

// `range()` calls these unicast or lists them separately, yet each can carry or reach an internal IPv4 address.
const EMBEDDING_RANGES = [
  "64:ff9b::/96",
  "64:ff9b:1::/48",
  "2001::/32",
  "2002::/16",
  "3fff::/20",
  "5f00::/16",
  "fec0::/10",
].map((cidr) => ipaddr.parseCIDR(cidr));

/** Whether a resolved or literal address may be dialled, and under which rule. */
export function classifyAddress(text: string): AddressKind {
  // `::127.0.0.1` is the retired "IPv4-compatible" form, which ipaddr.js reads as the mapped one.
  if (!ipaddr.isValid(text) || text.includes("%") || /^::\d+\.\d+/.test(text)) return "refused";
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv6) {
    if (address.parts.slice(0, 6).every((part) => part === 0) && address.range() !== "loopback") return "refused";
    if (address.isIPv4MappedAddress()) return classifyAddress(address.toIPv4Address().toString());
    if (EMBEDDING_RANGES.some(([base, bits]) => base.kind() === "ipv6" && address.match([base, bits])))
      return "refused";
  }
  const range = address.range();
  if (range === "loopback") return "loopback";
  return range === "unicast" ? "public" : "refused";
}

/**
 * Every answer must pass, and loopback may not be mixed with public: a name that answers both is a rebinding attack.
 */
export function classifyAll(addresses: string[]): AddressKind {
  const kinds = new Set(addresses.map(classifyAddress));
  const [only] = kinds;
  return kinds.size === 1 && only ? only : "refused";
}

/** Whether two spellings mean the same address: `0:0:0:0:0:0:0:1` is `::1`, and a mapped address is the IPv4 one. */
export function isSameAddress(a: string, b: string): boolean {
  return ipaddr.isValid(a) && ipaddr.isValid(b) && ipaddr.process(a).toString() === ipaddr.process(b).toString();
}

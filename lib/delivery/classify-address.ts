import "server-only";
import ipaddr from "ipaddr.js";

/**
 * Where an address leads. The operator can open `private`, but not `metadata` (services that hand a cloud machine its
 * own credentials) nor `never`.
 */
export type AddressClass = "public" | "loopback" | "private" | "metadata" | "never";

type Block = [cidr: string, of: AddressClass];

/**
 * The first match wins, so single addresses precede the blocks around them. Registries: IANA special-purpose, IPv4 and
 * IPv6.
 */
const blocks: Block[] = [
  ["169.254.169.254/32", "metadata"],
  ["169.254.170.2/32", "metadata"],
  ["169.254.170.23/32", "metadata"],
  ["100.100.100.200/32", "metadata"],
  ["168.63.129.16/32", "metadata"],
  ["192.0.0.192/32", "metadata"],
  ["fd00:ec2::254/128", "metadata"],
  ["fd00:ec2::23/128", "metadata"],
  ["fd20:ce::254/128", "metadata"],
  ["0.0.0.0/8", "never"],
  ["10.0.0.0/8", "private"],
  ["100.64.0.0/10", "private"],
  ["127.0.0.0/8", "loopback"],
  ["169.254.0.0/16", "never"],
  ["172.16.0.0/12", "private"],
  ["192.0.0.0/24", "never"],
  ["192.0.2.0/24", "never"],
  ["192.31.196.0/24", "never"],
  ["192.52.193.0/24", "never"],
  ["192.88.99.0/24", "never"],
  ["192.168.0.0/16", "private"],
  ["192.175.48.0/24", "never"],
  ["198.18.0.0/15", "never"],
  ["198.51.100.0/24", "never"],
  ["203.0.113.0/24", "never"],
  ["224.0.0.0/4", "never"],
  ["240.0.0.0/4", "never"],
  ["::1/128", "loopback"],
  ["64:ff9b:1::/48", "never"],
  ["64:ff9b::/96", "never"],
  ["100::/64", "never"],
  ["2001::/23", "never"],
  ["2001:db8::/32", "never"],
  ["2002::/16", "never"],
  ["2620:4f:8000::/48", "never"],
  ["3fff::/20", "never"],
  ["5f00::/16", "never"],
  ["fc00::/7", "private"],
];

const parsedBlocks = blocks.map(([cidr, of]) => ({ range: ipaddr.parseCIDR(cidr), of }));
/** The only IPv6 block that is allocated to the public internet. */
const globalUnicast = ipaddr.parseCIDR("2000::/3");

/** Where a literal address leads; `never` for a text that is not an address or has a zone. */
export function classifyAddress(text: string): AddressClass {
  if (!ipaddr.isValid(text) || text.includes("%")) return "never";
  const address = ipaddr.parse(text);
  // An IPv4-mapped IPv6 address is dialled as IPv4, so it is classified as IPv4.
  if (address instanceof ipaddr.IPv6 && address.isIPv4MappedAddress()) {
    return classifyAddress(address.toIPv4Address().toString());
  }
  const found = parsedBlocks.find(
    ({ range: [base, bits] }) => base.kind() === address.kind() && address.match(base, bits),
  );
  if (found) return found.of;
  if (address instanceof ipaddr.IPv6) return address.match(globalUnicast) ? "public" : "never";
  return "public";
}

/** Whether two spellings mean the same address: `0:0:0:0:0:0:0:1` is `::1`, and a mapped address is the IPv4 one. */
export function isSameAddress(a: string, b: string): boolean {
  return ipaddr.isValid(a) && ipaddr.isValid(b) && ipaddr.process(a).toString() === ipaddr.process(b).toString();
}

/** Whether a text is a CIDR block that contains only private addresses, which an operator can open. */
export function isPrivateBlock(text: string): boolean {
  if (!ipaddr.isValidCIDR(text)) return false;
  const [base, bits] = ipaddr.parseCIDR(text);
  return parsedBlocks.some(
    ({ range: [around, aroundBits], of }) =>
      of === "private" && around.kind() === base.kind() && bits >= aroundBits && base.match(around, aroundBits),
  );
}

/** Whether an address is in one of the CIDR blocks. */
export function isInBlocks(text: string, cidrs: string[]): boolean {
  const address = ipaddr.process(text);
  return cidrs.some((cidr) => {
    const [base, bits] = ipaddr.parseCIDR(cidr);
    return base.kind() === address.kind() && address.match(base, bits);
  });
}

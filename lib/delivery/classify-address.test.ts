import { BlockList, isIPv4 } from "node:net";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { classifyAddress, isPrivateBlock, isSameAddress } from "./classify-address.ts";

// A second list, by another library, of addresses that need an operator's permission.
const denied = new BlockList();
for (const block of [
  "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.31.196.0/24",
  "192.52.193.0/24 192.88.99.0/24 192.168.0.0/16 192.175.48.0/24 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3 168.63.129.16/32",
].flatMap((line) => line.split(" "))) {
  const [base = "", bits] = block.split("/");
  denied.addSubnet(base, Number(bits), "ipv4");
}
for (const block of "2001::/23 2001:db8::/32 2002::/16 2620:4f:8000::/48 3fff::/20".split(" ")) {
  const [base = "", bits] = block.split("/");
  denied.addSubnet(base, Number(bits), "ipv6");
}
const unicast = new BlockList();
unicast.addSubnet("2000::", 3, "ipv6");

function isPublic(address: string): boolean {
  const embedded = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (embedded !== undefined) return isPublic(embedded);
  if (isIPv4(address)) return !denied.check(address, "ipv4");
  return unicast.check(address, "ipv6") && !denied.check(address, "ipv6");
}

const ipv4 = fc.tuple(fc.nat(255), fc.nat(255), fc.nat(255), fc.nat(255)).map((parts) => parts.join("."));
const group = fc.oneof(fc.constantFrom(0, 0x2001, 0x2002, 0xdb8, 0x64, 0xff9b, 0x3fff, 0x5f00, 0xfd00), fc.nat(0xffff));
const ipv6 = fc
  .array(group, { minLength: 8, maxLength: 8 })
  .map((parts) => parts.map((part) => part.toString(16)).join(":"));

describe("the class of an address", () => {
  test("agrees with the second list for random addresses", () => {
    const address = fc.oneof(
      ipv4,
      ipv6,
      ipv4.map((text) => `::ffff:${text}`),
    );
    fc.assert(
      fc.property(address, (text) => (classifyAddress(text) === "public") === isPublic(text)),
      { numRuns: 20_000 },
    );
  });

  test("exists for every text, and only an address is public", () => {
    fc.assert(fc.property(fc.string(), (text) => classifyAddress(text) !== "public" || /^[\d.:a-f]+$/i.test(text)));
  });

  test.each([
    ["9.255.255.255", "public"],
    ["11.0.0.0", "public"],
    ["100.63.255.255", "public"],
    ["100.128.0.0", "public"],
    ["126.255.255.255", "public"],
    ["128.0.0.0", "public"],
    ["169.253.255.255", "public"],
    ["169.255.0.0", "public"],
    ["172.15.255.255", "public"],
    ["172.32.0.0", "public"],
    ["192.167.255.255", "public"],
    ["192.169.0.0", "public"],
    ["198.17.255.255", "public"],
    ["198.20.0.0", "public"],
    ["223.255.255.255", "public"],
    ["1.1.1.1", "public"],
    ["2606:4700:4700::1111", "public"],
    ["2a00:1450:4001:800::200e", "public"],
    ["::ffff:8.8.8.8", "public"],
    ["4000::1", "never"],
    ["1fff::1", "never"],
    ["10.0.0.1", "private"],
    ["fd12::1", "private"],
    ["127.0.0.1", "loopback"],
    ["::1", "loopback"],
    ["169.254.169.254", "metadata"],
    ["::ffff:169.254.169.254", "metadata"],
    ["fe80::1", "never"],
    ["fe80::1%eth0", "never"],
    ["", "never"],
    ["example.com", "never"],
  ])("%s is %s", (address, expected) => {
    expect(classifyAddress(address)).toBe(expected);
  });
});

test.each([
  ["10.0.0.0/8", true],
  ["10.1.2.0/24", true],
  ["192.168.1.7/32", true],
  ["fd00:1::/32", true],
  ["10.0.0.0/7", false],
  ["0.0.0.0/0", false],
  ["::/0", false],
  ["127.0.0.0/8", false],
  ["169.254.0.0/16", false],
  ["8.8.8.8/32", false],
  ["10.0.0.1", false],
  ["x/8", false],
])("%s can be opened: %s", (block, expected) => {
  expect(isPrivateBlock(block)).toBe(expected);
});

test("spellings of one address are equal", () => {
  expect(isSameAddress("::ffff:10.0.0.1", "10.0.0.1")).toBe(true);
  expect(isSameAddress("0:0:0:0:0:0:0:1", "::1")).toBe(true);
  expect(isSameAddress("10.0.0.1", "10.0.0.2")).toBe(false);
  expect(isSameAddress("", "")).toBe(false);
});

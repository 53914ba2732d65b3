import { describe, expect, test } from "vitest";
import { classifyAddress, classifyAll, isSameAddress } from "./address-guard.ts";

describe("classifyAddress", () => {
  test.each(["1.1.1.1", "8.8.8.8", "172.32.0.1", "100.128.0.1", "192.167.255.255", "2606:4700:4700::1111"])(
    "%s is public",
    (ip) => {
      expect(classifyAddress(ip)).toBe("public");
    },
  );

  test.each(["127.0.0.1", "127.255.255.254", "::1", "::ffff:127.0.0.1"])("%s is loopback", (ip) => {
    expect(classifyAddress(ip)).toBe("loopback");
  });

  test.each([
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.8",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "not-an-address",
    "",
  ])("%s is refused", (ip) => {
    expect(classifyAddress(ip)).toBe("refused");
  });
});

test("one bad answer refuses the name, and loopback does not mix with public", () => {
  expect(classifyAll(["1.1.1.1", "8.8.8.8"])).toBe("public");
  expect(classifyAll(["127.0.0.1", "::1"])).toBe("loopback");
  expect(classifyAll(["1.1.1.1", "10.0.0.1"])).toBe("refused");
  expect(classifyAll(["1.1.1.1", "127.0.0.1"])).toBe("refused");
  expect(classifyAll([])).toBe("refused");
});

test.each([
  ["127.0.0.1", "127.0.0.1", true],
  ["127.0.0.1", "::ffff:127.0.0.1", true],
  ["::ffff:7f00:1", "127.0.0.1", true],
  ["0:0:0:0:0:0:0:1", "::1", true],
  ["2606:4700:0000::1111", "2606:4700::1111", true],
  ["::1", "127.0.0.1", false],
  ["2606:4700::1111", "2606:4700::1112", false],
  ["", "", false],
])("whether %s and %s are one address: %s", (a, b, expected) => expect(isSameAddress(a, b)).toBe(expected));

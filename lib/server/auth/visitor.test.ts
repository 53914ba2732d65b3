import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addressOf, networkOf } from "./visitor.ts";

describe("a visitor's network", () => {
  test.each([
    ["192.0.2.1", "192.0.2.1"],
    ["192.0.2.1:51234", "192.0.2.1"],
    ["::ffff:192.0.2.1", "192.0.2.1"],
    ["::FFFF:c000:201", "192.0.2.1"],
    ["64:ff9b::192.0.2.1", "192.0.2.1"],
    ["2002:c000:0201::1", "192.0.2.1"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"],
    ["[2001:db8:1:2::9]", "2001:db8:1:2::/64"],
    ["2001:DB8:0001:0002:ffff:ffff:ffff:ffff", "2001:db8:1:2::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
    [" 192.0.2.1 ", "192.0.2.1"],
    ["", "unknown"],
    ["unknown", "unknown"],
    ["_hidden", "unknown"],
    ["0x7f.1", "unknown"],
    ["256.1.1.1", "unknown"],
    ["2001:db8::1::2", "unknown"],
    ["headgate.example.com", "unknown"],
  ])("%j is %j", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });

  test("is the same for all addresses of a /64, and another for the next", () => {
    const group = fc.integer({ min: 0, max: 0xffff });
    fc.assert(
      fc.property(
        fc.array(group, { minLength: 4, maxLength: 4 }),
        fc.array(group, { minLength: 4, maxLength: 4 }),
        (host, other) => {
          const at = (third: number, last: number[]) =>
            networkOf([0x2001, 0xdb8, third, 7, ...last].map((part) => part.toString(16)).join(":"));
          expect(at(1, host)).toBe(at(1, other));
          expect(at(1, host)).not.toBe(at(2, host));
        },
      ),
    );
  });

  test("is found for any text", () => {
    fc.assert(fc.property(fc.string(), (text) => networkOf(text) !== ""));
  });
});

describe("a visitor's address", () => {
  const peer = "10.9.9.9";
  test.each([
    [0, "1.1.1.1, 2.2.2.2", peer],
    [1, "1.1.1.1, 2.2.2.2", "2.2.2.2"],
    [2, "1.1.1.1, 2.2.2.2, 3.3.3.3", "2.2.2.2"],
    [2, "2.2.2.2", "2.2.2.2"],
    [3, "1.1.1.1, 2.2.2.2, 3.3.3.3", "1.1.1.1"],
    [1, "", peer],
    [1, " , ,", peer],
    [2, ",, 1.1.1.1 ,2.2.2.2,", "1.1.1.1"],
  ])("with %i proxies and %j is %s", (hops, forwarded, address) => {
    expect(addressOf(new Headers({ "x-forwarded-for": forwarded, "x-headgate-peer": peer }), hops)).toBe(address);
  });

  test("is what the header says if the socket's address is missing", () => {
    expect(addressOf(new Headers({ "x-forwarded-for": "1.1.1.1" }), 0)).toBe("1.1.1.1");
    expect(addressOf(new Headers(), 0)).toBe("");
  });
});

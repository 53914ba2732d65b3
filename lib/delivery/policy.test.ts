import { describe, expect, test } from "vitest";
import { deliveryLimitsMs } from "#lib/logpush/delivery/trace.ts";
import { ERRORS } from "#lib/logpush/errors/error-codes.ts";
import { presets } from "#lib/logpush/presets/presets.data.ts";
import { checkAddress, publicPorts } from "./policy.ts";

const address = "93.184.216.34";
const strict = { isLoopbackAllowed: false, allowed: ["10.1.0.0/16"] };

describe("ports of public hosts", () => {
  test.each(publicPorts)("%i is open, and the message for a refused port lists it", (port) => {
    expect(checkAddress(address, port, strict)).toBe("public");
    expect(ERRORS.E_DELIVERY_BLOCKED[1]).toMatch(new RegExp(`\\b${port}\\b`));
  });

  test.each([22, 25, 80, 2375, 2376, 3306, 5432, 5601, 6379, 6443, 8080, 9200, 10250, 11211, 27017, 50051])(
    "%i is closed",
    (port) => expect(checkAddress(address, port, strict)).toBe("blocked"),
  );

  test("the ports in the examples of the presets are open", () => {
    const ports = JSON.stringify(presets).match(/(?<=https:\/\/[\w.-]+:)\d+/g) ?? [];
    expect(ports.length).toBeGreaterThan(0);
    for (const port of ports) expect(publicPorts).toContain(Number(port));
  });

  test("an operator can open a port for public hosts only", () => {
    const opened = { ...strict, allowedPorts: [12_346] };
    expect(checkAddress(address, 12_346, opened)).toBe("public");
    expect(checkAddress(address, 12_347, opened)).toBe("blocked");
    expect(checkAddress("192.168.1.1", 12_346, opened)).toBe("blocked");
  });

  test("allowed private blocks, and this machine on the emulator, accept other ports", () => {
    expect(checkAddress("10.1.2.3", 9999, strict)).toBe("public");
    expect(checkAddress("127.0.0.1", 9999, { ...strict, isLoopbackAllowed: true })).toBe("loopback");
  });
});

test("a delivery ends after 10 seconds in all", () => expect(deliveryLimitsMs.total).toBe(10_000));

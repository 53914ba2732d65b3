import "server-only";
import { networkInterfaces } from "node:os";
import { classifyAddress, isInBlocks, isSameAddress } from "./classify-address.ts";

/** Where deliveries may go besides public addresses. Set by the operator, never by a page. */
export type DeliveryPolicy = {
  /** On the emulator: https to this machine, with any certificate. */
  isLoopbackAllowed: boolean;
  /** Private CIDR blocks from HEADGATE_DELIVERY_ALLOW. */
  allowed: string[];
  /** Ports of public hosts besides `publicPorts`, from HEADGATE_DELIVERY_ALLOW. */
  allowedPorts?: number[];
  /** The port that this server listens on; nothing is sent there. */
  ownPort?: number;
};

/**
 * Ports on which HTTPS log endpoints listen: those that Cloudflare proxies HTTPS on, Splunk HEC (8088), OTLP over HTTP
 * (4318), Elastic (9243, 9560) and the OpenTelemetry Collector's Cloudflare receiver (12345). Any other port of a
 * public host may belong to a database or an admin interface.
 */
export const publicPorts: readonly number[] = [443, 2053, 2083, 2087, 2096, 4318, 8088, 8443, 9243, 9560, 12_345];

/** The rule under which an address may be dialled, or a refusal. `openPorts` are those of public hosts. */
export function checkAddress(
  address: string,
  port: number,
  policy: DeliveryPolicy,
  openPorts = publicPorts,
): "public" | "loopback" | "blocked" {
  const found = classifyAddress(address);
  if (found === "loopback") return policy.isLoopbackAllowed && port !== policy.ownPort ? "loopback" : "blocked";
  if (found === "private") return isInBlocks(address, policy.allowed) && !isOwnAddress(address) ? "public" : "blocked";
  const isPortOpen = openPorts.includes(port) || policy.allowedPorts?.includes(port) === true;
  return found === "public" && isPortOpen && !isOwnAddress(address) ? "public" : "blocked";
}

/** Whether any address may be dialled on a port. Private ones and this machine's, where they are open, have every port. */
export function isPortPossible(port: number, policy: DeliveryPolicy, openPorts = publicPorts): boolean {
  const isPublicPort = openPorts.includes(port) || policy.allowedPorts?.includes(port) === true;
  return isPublicPort || policy.allowed.length > 0 || policy.isLoopbackAllowed;
}

/**
 * Every answer must pass under the same rule: a name with both a public and a loopback address is an attack, and one
 * with a public and a private address may be one.
 */
export function checkAddresses(
  addresses: string[],
  port: number,
  policy: DeliveryPolicy,
  openPorts = publicPorts,
): "public" | "loopback" | "blocked" {
  const rules = new Set(addresses.map((address) => checkAddress(address, port, policy, openPorts)));
  const [only] = rules;
  return rules.size === 1 && only !== undefined ? only : "blocked";
}

/** This machine's external addresses lead back to this machine. */
function isOwnAddress(address: string): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some((own) => isSameAddress(own.address, address)));
}

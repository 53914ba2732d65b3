import "server-only";
import { networkInterfaces } from "node:os";
import { classifyAddress, isInBlocks, isSameAddress } from "./classify-address.ts";

/** Where deliveries of this server may go besides public addresses. Set by the operator, never by a page. */
export type DeliveryPolicy = {
  /** On the emulator: https to this machine, with any certificate. */
  isLoopbackAllowed: boolean;
  /** Private blocks in CIDR, from HEADGATE_DELIVERY_ALLOW. */
  allowed: string[];
  /** The port that this server itself listens on: nothing is sent there. */
  ownPort?: number;
};

/** Under which rule an address may be dialled, or that it may not. */
export function judgeAddress(address: string, port: number, policy: DeliveryPolicy): "public" | "loopback" | "blocked" {
  const found = classifyAddress(address);
  if (found === "loopback") return policy.isLoopbackAllowed && port !== policy.ownPort ? "loopback" : "blocked";
  if (found === "private") return isInBlocks(address, policy.allowed) && !isOwnAddress(address) ? "public" : "blocked";
  return found === "public" && !isOwnAddress(address) ? "public" : "blocked";
}

/**
 * Every answer must pass, under one rule: a name that answers with a public and a loopback address is a
 * trick, and one with a public and a private address may be one.
 */
export function judgeAddresses(
  addresses: string[],
  port: number,
  policy: DeliveryPolicy,
): "public" | "loopback" | "blocked" {
  const rules = new Set(addresses.map((address) => judgeAddress(address, port, policy)));
  const [only] = rules;
  return rules.size === 1 && only !== undefined ? only : "blocked";
}

/** What this machine is reached at from outside leads back to this machine. */
function isOwnAddress(address: string): boolean {
  return Object.values(networkInterfaces()).some((list) => list?.some((own) => isSameAddress(own.address, address)));
}

import "server-only";
import { lookup } from "node:dns/promises";
import type { Target } from "./check-target.ts";

export type Resolve = (host: string) => Promise<string[]>;

/** The system's resolver, with all answers. */
export const resolveHost: Resolve = async (host) =>
  (await lookup(host, { all: true, order: "ipv4first" })).map(({ address }) => address);

/** The addresses of a target, resolved once. Rejects with the resolver's error. */
export async function resolveTarget({ host, isLiteral }: Target, resolve: Resolve): Promise<string[]> {
  if (isLiteral) return [host];
  const addresses = await resolve(host);
  if (addresses.length === 0) throw new Error("no address");
  return addresses;
}

import "server-only";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { isSameAddress } from "./classify-address.ts";
import { DeliveryFailure, failureOf } from "./failure.ts";
import type { Stages } from "./stages.ts";

/** How many of a name's addresses are tried, as browsers do; the phase's limit covers all of them. */
const maxAddresses = 3;

/** Opens a connection; tests pass one that does not depend on the network. */
export type Connect = (target: { host: string; port: number; noDelay: boolean }) => Socket;

/** Dials the checked addresses one after the other, without resolving the name again. */
export async function dial(
  addresses: string[],
  port: number,
  stages: Stages,
  open: Connect = connect,
): Promise<Socket> {
  let failure = new DeliveryFailure("unreachable", "no address");
  for (const address of addresses.slice(0, maxAddresses)) {
    const socket = open({ host: address, port, noDelay: true });
    try {
      await stages.race(once(socket, "connect"));
      if (!isSameAddress(socket.remoteAddress ?? "", address)) {
        throw new DeliveryFailure("blocked", "connected to another address");
      }
      return socket;
    } catch (error) {
      socket.destroy();
      failure = failureOf(error, "unreachable");
      if (stages.signal.aborted || failure.kind === "blocked") break;
    }
  }
  throw failure;
}

import { isReceiverHost, isUnresolvableHost } from "../receiver/hosts.ts";
import type { Sender } from "./upload.ts";

/** Reserved names go to the built-in receiver, all others to the network. */
export function createDispatcher(receiver: Sender, network: Sender): Sender {
  return (upload, signal) =>
    isReceiverHost(upload.host) || isUnresolvableHost(upload.host) ? receiver(upload, signal) : network(upload, signal);
}

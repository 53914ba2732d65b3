import "server-only";
import { AppException } from "#lib/cloudflare/errors.ts";
import { describedError } from "#lib/logpush/errors.ts";
import { defineReader } from "./define-reader.ts";
import { findEmulator, type ReceivedRequest } from "./upstream.ts";

/** What the built-in receiver got, newest first; nothing where a real credential is set. */
export const listReceived = defineReader(
  "viewer",
  async (): Promise<ReceivedRequest[]> => findEmulator()?.receiver.list() ?? [],
);

/** Empties the built-in receiver's inbox. */
export async function clearReceivedRequests(): Promise<null> {
  const emulator = findEmulator();
  if (!emulator) throw new AppException(describedError("E_NOT_FOUND"));
  emulator.receiver.clear();
  return null;
}

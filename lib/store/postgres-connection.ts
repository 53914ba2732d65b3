import { Socket } from "node:net";

/** Settings of a client that notices on an idle connection that the other end is gone. */
export const keepAlive = { keepAlive: true, keepAliveInitialDelayMillis: 10_000 };

/**
 * Ends a connection on which nothing was sent or received for so long, with all that waits for it. The time must be
 * longer than PostgreSQL gives a statement.
 */
export function endWhenSilent(client: object, ms: number): void {
  const connection: unknown = "connection" in client ? client.connection : undefined;
  if (typeof connection !== "object" || connection === null || !("stream" in connection)) return;
  const { stream } = connection;
  if (!(stream instanceof Socket)) return;
  stream.setTimeout(ms, () => stream.destroy(new Error("The connection timed out.")));
}

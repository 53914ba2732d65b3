import { sql } from "kysely";
import type { Store } from "./open-store.ts";
import { keepAlive } from "./postgres-connection.ts";

const channel = "headgate";
const againAfterMs = 1000;

export type Listener = { close(): Promise<void> };

type Hear = {
  onMessage: (message: string) => void;
  /** The connection was lost and is there again: messages in between were missed. */
  onGap: () => void;
};

/** Sends a message of at most 8,000 bytes to the other servers on this PostgreSQL. It may be lost. */
export async function notifyOthers({ db }: Pick<Store, "db">, message: string): Promise<void> {
  await sql`select pg_notify(${channel}, ${message})`.execute(db);
}

/** Hears what servers on this PostgreSQL send, this one included, on a connection of its own that is made again when lost. */
export async function listenToOthers(url: string, { onMessage, onGap }: Hear): Promise<Listener> {
  const { Client } = (await import("pg")).default;
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let client: InstanceType<typeof Client> | undefined;

  async function connect(isAgain: boolean): Promise<void> {
    const next = new Client({ connectionString: url, connectionTimeoutMillis: 5000, ...keepAlive });
    client = next;
    next.on("error", () => lose(next));
    next.on("end", () => lose(next));
    next.on("notification", ({ payload }) => payload !== undefined && onMessage(payload));
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      if (isAgain) onGap();
    } catch {
      lose(next);
    }
  }

  function lose(lost: InstanceType<typeof Client>): void {
    if (isClosed || client !== lost) return;
    client = undefined;
    lost.end().catch(() => undefined);
    timer = setTimeout(() => void connect(true), againAfterMs).unref();
  }

  await connect(false);
  return {
    async close() {
      isClosed = true;
      clearTimeout(timer);
      await client?.end().catch(() => undefined);
    },
  };
}

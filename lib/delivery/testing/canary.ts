import { once } from "node:events";
import { type AddressInfo, createServer, type Server } from "node:net";

/** Listens on one port of every loopback address of this machine and counts connections; there must be none. */
export type Canary = { port: number; seen(): number; stop(): Promise<void> };

export async function startCanary(): Promise<Canary> {
  let count = 0;
  const listen = async (host: string, port: number): Promise<Server> => {
    const server = createServer((socket) => {
      count++;
      socket.destroy();
    });
    server.listen(port, host);
    await once(server, "listening");
    return server;
  };
  const first = await listen("0.0.0.0", 0);
  const { port } = addressOf(first);
  // Not every machine has IPv6.
  const second = await listen("::1", port).catch(() => undefined);
  return {
    port,
    seen: () => count,
    async stop() {
      for (const server of [first, second]) {
        if (!server) continue;
        const closed = once(server, "close");
        server.close();
        await closed;
      }
    },
  };
}

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  return address;
}

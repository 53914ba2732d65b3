import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeCertificate } from "../../e2e/reverse-proxy.ts";
import type { Arrival } from "./checks.ts";

/** A receiver of logs, and of alerts at /alerts. */
export type Receiver = {
  /** As the emulator reaches it. */
  origin: string;
  /** As a server in LIVE mode reaches it, if it has these settings. */
  publicOrigin: string;
  settings: Record<string, string>;
  alerts: Arrival[];
  /** Whether logs are refused, so that jobs begin to fail. */
  setTrouble(isTrouble: boolean): void;
  /** Resolves when the next alert has arrived, before it is answered. */
  nextAlert(): Promise<void>;
  stop(): void;
};

/** So that a server can be killed between an alert's arrival and its answer. */
const alertDelayMs = 1000;
/** Reserved, so nobody receives what goes there by mistake. */
const publicHost = "headgate-faults.example.com";

/** Starts it on loopback with TLS, as destinations and webhooks need it. Its certificate is kept in `data`. */
export async function startReceiver(data: string): Promise<Receiver> {
  const alerts: Arrival[] = [];
  let isTrouble = false;
  let waiting: (() => void)[] = [];
  const certificate = makeCertificate(publicHost);
  const authority = join(data, "receiver.pem");
  writeFileSync(authority, certificate.cert);
  const server = createServer(certificate, async (request, answer) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (request.url === "/alerts") {
      alerts.push({ id: String(request.headers["webhook-id"]), body: Buffer.concat(chunks).toString("utf8") });
      for (const arrived of waiting) arrived();
      waiting = [];
      await sleep(alertDelayMs);
    }
    answer.writeHead(isTrouble && request.url !== "/alerts" ? 500 : 200);
    answer.end();
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    origin: `https://localhost:${port}`,
    publicOrigin: `https://${publicHost}`,
    settings: {
      NODE_OPTIONS: `--import=${resolve("scripts/faults/as-public.mjs")}`,
      NODE_EXTRA_CA_CERTS: authority,
      FAULTS_PUBLIC_HOST: publicHost,
      FAULTS_PUBLIC_PORT: String(port),
    },
    alerts,
    setTrouble: (next) => {
      isTrouble = next;
    },
    nextAlert: () =>
      new Promise((arrived) => {
        waiting.push(arrived);
      }),
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

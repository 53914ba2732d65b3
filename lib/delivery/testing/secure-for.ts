import { dial } from "../connect.ts";
import { secure } from "../secure.ts";
import { createStages } from "../stages.ts";

type Peer = { port: number; host: string; isLoopback: boolean; ca?: string };

/**
 * Connects to this machine as if it were, or were not, a remote one; resolves with what is wrong with the certificate.
 */
export async function secureFor({ port, host, isLoopback, ca }: Peer) {
  const stages = createStages({ signal: new AbortController().signal, totalMs: 5000 });
  let problem: string | null = null;
  try {
    stages.begin("connect", 2000);
    const socket = await dial(["127.0.0.1"], port, stages);
    stages.begin("tls", 2000);
    const secured = await secure(socket, stages, {
      host,
      isLoopback,
      ca,
      onFacts: (facts) => {
        problem = facts.problem;
      },
    });
    secured.destroy();
    return problem;
  } finally {
    stages.end();
  }
}

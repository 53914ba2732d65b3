import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findNginx, receiverEnv } from "../find-receivers.mjs";
import { freePort } from "../serve.mjs";

export type Balancer = { name: string; address: string; stop(): void };

/**
 * One address for several servers, which get the requests in turn: nginx, or where there is none a proxy of our own. A
 * request goes to another server only if it never reached the first.
 */
export async function startBalancer(ports: number[], host: string): Promise<Balancer> {
  const nginx = findNginx();
  return nginx ? startNginx(nginx, ports, host) : startOwn(ports, host);
}

async function startNginx(program: string, ports: number[], host: string): Promise<Balancer> {
  const folder = mkdtempSync(join(tmpdir(), "headgate-nginx-"));
  const port = await freePort();
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
    .map((kind) => `${kind}_temp_path ${join(folder, kind)};`)
    .join(" ");
  const config = `
daemon off; master_process off; pid ${join(folder, "pid")}; error_log ${join(folder, "error.log")} crit;
events {}
http {
  access_log off; ${temporary}
  upstream headgate { ${ports.map((to) => `server 127.0.0.1:${to} max_fails=1 fail_timeout=2s;`).join(" ")} }
  server {
    listen 127.0.0.1:${port};
    location / {
      proxy_pass http://headgate;
      proxy_http_version 1.1;
      proxy_buffering off;
      proxy_set_header Host ${host};
      proxy_set_header Connection "";
      proxy_set_header X-Forwarded-Proto https;
      proxy_set_header X-Forwarded-For $remote_addr;
    }
  }
}`;
  const file = join(folder, "nginx.conf");
  writeFileSync(file, config);
  const child = spawn(program, ["-p", folder, "-e", join(folder, "error.log"), "-c", file], {
    env: receiverEnv(),
    stdio: ["ignore", "ignore", "inherit"],
  });
  await untilListening(port, child);
  return {
    name: "nginx",
    address: `http://127.0.0.1:${port}`,
    stop: () => {
      child.once("exit", () => rmSync(folder, { recursive: true, force: true }));
      child.kill();
    },
  };
}

async function untilListening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}.`);
    const isOpen = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true));
      socket.once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (isOpen) return;
    await sleep(100);
  }
  throw new Error("nginx does not listen.");
}

async function startOwn(ports: number[], host: string): Promise<Balancer> {
  let turn = 0;

  function pass(received: IncomingMessage, answer: ServerResponse, left: number): void {
    turn += 1;
    const headers = {
      ...received.headers,
      ...{ host, "x-forwarded-proto": "https", "x-forwarded-for": received.socket.remoteAddress ?? "" },
    };
    const to = ports[turn % ports.length];
    const { method, url: path } = received;
    // A new connection each time: one that is kept may break after a request of it was sent.
    const target = { host: "127.0.0.1", port: to, agent: false };
    const passedOn = request({ ...target, method, path, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
      response.once("error", () => answer.destroy());
    });
    passedOn.on("error", (error) => {
      const isUnreached = "code" in error && error.code === "ECONNREFUSED";
      if (isUnreached && left > 1) return pass(received, answer, left - 1);
      if (answer.headersSent) answer.destroy();
      else answer.writeHead(502).end();
    });
    // Nothing of the body is read before the connection stands.
    passedOn.once("socket", (socket) => socket.once("connect", () => received.pipe(passedOn)));
  }

  const server = createServer((received, answer) => pass(received, answer, ports.length));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return {
    name: "a proxy of the run",
    address: `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

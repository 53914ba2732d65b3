import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:tls";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Authority, createAuthority } from "./testing/authority.ts";
import { secureFor } from "./testing/secure-for.ts";

let authority: Authority;
const servers: Server[] = [];

beforeAll(() => {
  authority = createAuthority();
});
afterAll(() => {
  for (const server of servers) server.close();
  authority.remove();
});

async function serve({ key, cert }: { key: string; cert: string }): Promise<number> {
  const server = createServer({ key: readFileSync(key), cert: readFileSync(cert) }, (socket) => {
    socket.on("error", () => undefined);
  });
  server.on("tlsClientError", () => undefined);
  servers.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
}

const publicly = (port: number, host: string) => secureFor({ port, host, isLoopback: false, ca: authority.ca });

test("a trusted certificate that lists the IP address is accepted, in every spelling of the address", async () => {
  const port = await serve(authority.issue({ names: "IP:93.184.216.34,IP:2606:2800:220:1::1946" }));
  expect(await publicly(port, "93.184.216.34")).toBeNull();
  expect(await publicly(port, "2606:2800:220:1::1946")).toBeNull();
  expect(await publicly(port, "2606:2800:220:1:0:0:0:1946")).toBeNull();
});

test.each([
  ["another address", { names: "IP:93.184.216.35" }, "ERR_TLS_CERT_ALTNAME_INVALID"],
  ["a name only", { names: "DNS:localhost,DNS:example.com" }, "ERR_TLS_CERT_ALTNAME_INVALID"],
  ["the address as a DNS name", { names: "DNS:93.184.216.34" }, "ERR_TLS_CERT_ALTNAME_INVALID"],
  [
    "the right address, but expired",
    { names: "IP:93.184.216.34", days: [-9, -2] as [number, number] },
    "CERT_HAS_EXPIRED",
  ],
])("a certificate for %s is refused with its cause", async (_title, options, text) => {
  const port = await serve(authority.issue(options));
  await expect(publicly(port, "93.184.216.34")).rejects.toMatchObject({ kind: "tls", text });
});

test("a self-signed certificate that lists the IP address is refused as untrusted", async () => {
  const port = await serve(authority.selfSigned("IP:93.184.216.34"));
  await expect(publicly(port, "93.184.216.34")).rejects.toMatchObject({ text: "DEPTH_ZERO_SELF_SIGNED_CERT" });
});

test("a name is still verified as a name", async () => {
  const port = await serve(authority.issue({ names: "DNS:logs.example.com,IP:93.184.216.34" }));
  expect(await publicly(port, "logs.example.com")).toBeNull();
  await expect(publicly(port, "localhost")).rejects.toMatchObject({ text: "ERR_TLS_CERT_ALTNAME_INVALID" });
});

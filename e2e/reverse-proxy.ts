import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A reverse proxy with TLS on `port` that passes everything on unchanged, including Host, to the server on `to`. */
export async function startReverseProxy(port: number, to: number): Promise<{ stop: () => void }> {
  const server = createServer(makeCertificate(), (received, answer) => {
    const { method, url: path, headers } = received;
    const passedOn = request({ host: "127.0.0.1", port: to, method, path, headers }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    passedOn.on("error", () => answer.destroy());
    received.pipe(passedOn);
  });
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return {
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** A certificate that signs itself. */
export function makeCertificate(host = "localhost"): { key: Buffer; cert: Buffer } {
  const folder = mkdtempSync(join(tmpdir(), "headgate-proxy-"));
  const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
  const files = ["-keyout", key, "-out", cert, "-days", "2"];
  const subject = ["-subj", `/CN=${host}`, "-addext", `subjectAltName=DNS:${host},DNS:localhost`];
  execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...files, ...subject], { stdio: "ignore" });
  const made = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(folder, { recursive: true, force: true });
  return made;
}

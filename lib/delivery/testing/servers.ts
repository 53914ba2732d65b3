import { chmodSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findHaproxy, findNginx, receiverEnv } from "../../../scripts/find-receivers.mjs";
import { freePort } from "../../../scripts/serve.mjs";
import type { KeyPair } from "./authority.ts";
import { type Program, startProgram } from "./program.ts";

export type Server = Program & { port: number };

const temporaryFolders = ["proxy", "fastcgi", "uwsgi", "scgi", "client_body"];

/** nginx with one TLS server; `locations` is the body of its server block. */
export async function startNginx(folder: string, { key, cert }: KeyPair, locations: string): Promise<Server> {
  const home = mkdtempSync(join(folder, "nginx-"));
  chmodSync(home, 0o755);
  const port = await freePort();
  const temporary = temporaryFolders.map((name) => `${name}_temp_path ${join(home, name)};`).join(" ");
  const user = process.getuid?.() === 0 ? "user root;" : "";
  const config = join(home, "nginx.conf");
  writeFileSync(
    config,
    `${user} worker_processes 1; daemon off; pid ${join(home, "pid")}; error_log ${join(home, "error.log")};
events { worker_connections 64; }
http { ${temporary} access_log off;
server { listen 127.0.0.1:${port} ssl; ssl_certificate ${cert}; ssl_certificate_key ${key};
${locations} } }`,
  );
  const args = ["-p", home, "-c", config, "-e", join(home, "start.log")];
  const program = await startProgram({ command: findNginx() ?? "", args, env: receiverEnv(), port });
  return { ...program, port };
}

/** HAProxy with one frontend; `lines` are its rules. Without a key pair it speaks plain HTTP. */
export async function startHaproxy(folder: string, pair: KeyPair | undefined, lines: string): Promise<Server> {
  const home = mkdtempSync(join(folder, "haproxy-"));
  const port = await freePort();
  const pem = join(home, "pair.pem");
  if (pair) writeFileSync(pem, readFileSync(pair.cert, "utf8") + readFileSync(pair.key, "utf8"));
  const config = join(home, "haproxy.cfg");
  writeFileSync(
    config,
    `defaults
  mode http
  timeout connect 5s
  timeout client 30s
  timeout server 30s
  timeout tarpit 30s
frontend receiver
  bind 127.0.0.1:${port}${pair ? ` ssl crt ${pem}` : ""}
${lines}
`,
  );
  const program = await startProgram({
    command: findHaproxy() ?? "",
    args: ["-db", "-f", config],
    env: receiverEnv(),
    port,
  });
  return { ...program, port };
}

/** The Python server's behavior by path; it reads bodies with Python's own json and gzip. */
const python = `
import gzip, http.server, json, socket, ssl, sys, time
class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        path = self.path.split("?")[0]
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if path == "/hang": time.sleep(60)
        if path == "/slow": time.sleep(float(sys.argv[4]))
        status, answer = 200, "{}"
        if path.startswith("/status/"): status = int(path.split("/")[2])
        if path == "/close": self.close_connection = True; self.connection.shutdown(socket.SHUT_RDWR); return
        if path == "/plain-json":
            try: json.loads(body)
            except ValueError as error: status, answer = 400, json.dumps({"detail": str(error)})
        if path == "/gzip-json": json.loads(gzip.decompress(body))
        self.send_response(status)
        if status in (301, 302, 307, 308): self.send_header("Location", "/elsewhere?secret=1")
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer.encode())
    def log_message(self, *args): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
server.daemon_threads = True
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[2], sys.argv[3])
server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
server.serve_forever()
`;

/** Python's http.server behind its ssl module. */
export async function startPython(folder: string, { key, cert }: KeyPair, slowSeconds: number): Promise<Server> {
  const home = join(folder, `python-${await freePort()}`);
  mkdirSync(home);
  const script = join(home, "server.py");
  writeFileSync(script, python);
  const port = await freePort();
  const program = await startProgram({
    command: "python3",
    args: [script, String(port), cert, key, String(slowSeconds)],
    port,
  });
  return { ...program, port };
}

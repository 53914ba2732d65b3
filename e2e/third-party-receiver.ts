import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../scripts/serve.mjs";

/** What the receiver saw, one line of JSON per request. */
export type Arrival = { method: string; path: string; headers: Record<string, string>; body: string };

/**
 * Python's own http.server behind TLS: a receiver that shares no code with the product. It unpacks the body with
 * Python's gzip. The path selects its answer (`/status/401`, `/hang`).
 */
const program = `
import gzip, http.server, json, ssl, sys, time
class Handler(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = gzip.decompress(self.rfile.read(int(self.headers["Content-Length"]))).decode()
        print(json.dumps({"method": self.command, "path": self.path, "headers": dict(self.headers), "body": body}), flush=True)
        path = self.path.split("?")[0]
        if path == "/hang": time.sleep(60)
        self.send_response(int(path.split("/")[2]) if path.startswith("/status/") else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()
    def log_message(self, *args): pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler)
server.daemon_threads = True
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(sys.argv[2], sys.argv[3])
server.socket = context.wrap_socket(server.socket, server_side=True)
print("ready", flush=True)
server.serve_forever()
`;

export class ThirdPartyReceiver {
  readonly arrivals: Arrival[] = [];

  private constructor(
    readonly origin: string,
    private readonly process: ChildProcess,
    private readonly folder: string,
  ) {}

  static async start(): Promise<ThirdPartyReceiver> {
    const folder = mkdtempSync(join(tmpdir(), "headgate-receiver-"));
    const [key, certificate, script] = ["key.pem", "cert.pem", "server.py"].map((name) => join(folder, name));
    if (!key || !certificate || !script) throw new Error("No paths.");
    writeFileSync(script, program);
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
    const files = ["-keyout", key, "-out", certificate];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", ...files, ...subject], {
      stdio: "pipe",
    });
    const port = await freePort();
    const child = spawn("python3", [script, String(port), certificate, key], { stdio: ["ignore", "pipe", "inherit"] });
    const receiver = new ThirdPartyReceiver(`https://localhost:${port}`, child, folder);
    let rest = "";
    child.stdout.setEncoding("utf8");
    const ready = new Promise<void>((resolve) => {
      child.stdout.on("data", (chunk: string) => {
        const lines = (rest + chunk).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) line === "ready" ? resolve() : receiver.arrivals.push(JSON.parse(line));
      });
    });
    await ready;
    return receiver;
  }

  async stop(): Promise<void> {
    const closed = once(this.process, "close");
    this.process.kill();
    await closed;
    rmSync(this.folder, { recursive: true, force: true });
  }
}
